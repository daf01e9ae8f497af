"""What becomes of passcodes when mail servers and gateways fail: pages answer, nobody waits for ever, and nothing is given away."""

import datetime
import ipaddress
import smtplib
import ssl
import time

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from account import DESK, EMAIL, EMAIL_CODE, MAIL, MAIL_TEST, RECOVERY_CODE, SMS, SMS_CODE, TEXTS, phone_numbers
from authenticator import another_than
from gateway import TextFault, passcode_in_text
from postbox import PASSCODE_MAIL, Mailbox, MailFault, passcode_in

HOURS = 3600
ON_ITS_WAY, NOT_YET, REFUSED = "is on its way", "has not been taken by the {} yet", "was refused, so no passcode will come"


def says(browser, path, words):
    """Loads the page until it says so, and what else there is to do: a recovery code is."""
    deadline = time.monotonic() + 90
    while words not in browser.get(path).text:
        assert time.monotonic() < deadline, f"the page never said {words!r}: {browser.page!r}"
        time.sleep(0.1)
    assert browser.page.status == 200 and RECOVERY_CODE in browser.page.links, browser.page


def asks_again(browser, path):
    """Asks for another one, when half a minute is over."""
    browser.page.form(f"{path}/send")
    assert browser.act(path, f"{path}/send").location == path, browser.page


def signs_in_with(browser, path, passcode):
    """That this passcode signs in, once."""
    copy = browser.copy()
    assert browser.act(path, path, {"passcode": passcode}).location == DESK and browser.session_holds(), browser.page
    copy.act("/signin", path, {"passcode": passcode})
    assert not copy.session_holds(), copy.page


def nobody_read_it(account, passcodes):
    """That no log has one of these passcodes, and no page of the Admin Center either."""
    told = account.server.lines_with(passcodes)
    office = account.office()
    for page in (office.get(MAIL), office.get(f"{MAIL}?show=failed"), office.get(f"{MAIL}?show=waiting")):
        shown = page.text.replace(" ", "")
        told += [f"{page.path} shows {passcode}" for passcode in passcodes if passcode in shown]
    assert not told, told


def test_p70_a_mail_server_that_fails(own_account):
    """A mail server that is down, refuses, hangs up: the page answers, says what to do, and the passcode comes when it is back."""
    account, mailbox = own_account.send_passcodes(), own_account.mailbox
    mara, passcodes = account.person_with_sent_passcodes("Mara", EMAIL), set()
    for fault in (None, MailFault.LATER, MailFault.DROPPED, MailFault.CUT_OFF):
        account.clock.turn(3 * HOURS)
        with mailbox.failing(fault, mara.email, PASSCODE_MAIL) if fault else mailbox.down():
            browser = mara.half_signed_in()
            assert browser.page.path == EMAIL_CODE and browser.page.status == 200, browser.page
            says(browser, EMAIL_CODE, NOT_YET.format("mail server"))
            if fault in (MailFault.LATER, MailFault.DROPPED):
                passcodes.add(passcode_in(mailbox.turned_away(mara.email)))
        account.clock.turn(15)
        codes = {mara.code_to(EMAIL)}
        if fault is MailFault.CUT_OFF:
            # It had taken it, and takes it again: rather twice than never, and it is one passcode.
            codes.add(mara.code_to(EMAIL))
        assert len(codes) == 1, codes
        passcodes |= codes
        signs_in_with(browser, EMAIL_CODE, codes.pop())
    nobody_read_it(account, passcodes)


def test_p70_a_mailbox_that_is_not_there(own_account):
    """A mail server that says that there is no such mailbox: the page says it, nothing is sent again until it is asked for."""
    account, mailbox = own_account.send_passcodes(), own_account.mailbox
    mara = account.person_with_sent_passcodes("Mara", EMAIL)
    sent = len(mara.codes_to(EMAIL))
    with mailbox.failing(MailFault.NEVER, mara.email, PASSCODE_MAIL):
        browser = mara.half_signed_in()
        says(browser, EMAIL_CODE, REFUSED)
        passcode = passcode_in(mailbox.turned_away(mara.email))
    account.clock.turn(5 * 60)
    account.all_passcodes_are_out()
    assert len(mara.codes_to(EMAIL)) == sent
    asks_again(browser, EMAIL_CODE)
    newer = mara.code_to(EMAIL)
    signs_in_with(browser, EMAIL_CODE, newer)
    nobody_read_it(account, {passcode, newer})


def test_p70_a_mail_server_that_never_answers(own_account):
    """A mail server that takes mails and answers never, or too late: no page waits for it, no other passcode, and none is lost."""
    account, mailbox = own_account.send_passcodes(), own_account.mailbox
    mara, juno, ben = (account.person_with_sent_passcodes(name, EMAIL) for name in ("Mara", "Juno", "Ben"))
    passcodes, browsers = {}, {}
    with mailbox.failing(MailFault.SLOW, mara.email, PASSCODE_MAIL), mailbox.failing(MailFault.LATE, juno.email, PASSCODE_MAIL):
        for person in (mara, juno):
            browsers[person] = person.half_signed_in()
            assert browsers[person].page.status == 200 and ON_ITS_WAY in browsers[person].page.text, browsers[person].page
            passcodes[person] = passcode_in(mailbox.turned_away(person.email))
        # The mail server is waited for in the back room now, and nowhere else.
        assert browsers[mara].get(EMAIL_CODE).status == 200 and account.browser().get("/signin").status == 200
        assert ben.signed_in().session_holds()
        for person in (mara, juno):
            says(browsers[person], EMAIL_CODE, NOT_YET.format("mail server"))
    # Juno's is answered now, when nobody listens any more. That is no answer to the next mail, which is refused.
    assert mailbox.nth_to(juno.email, 1, PASSCODE_MAIL)
    with mailbox.failing(MailFault.LATER, ben.email, PASSCODE_MAIL):
        browsers[ben] = ben.half_signed_in()
        says(browsers[ben], EMAIL_CODE, NOT_YET.format("mail server"))
        passcodes[ben] = passcode_in(mailbox.turned_away(ben.email))
    account.clock.turn(15)
    for person, browser in browsers.items():
        assert person.code_to(EMAIL) == passcodes[person]
        signs_in_with(browser, EMAIL_CODE, passcodes[person])
    nobody_read_it(account, set(passcodes.values()))


# What leads to the other gateway; the rest of the faults is about the number, or takes the message.
FALLS_OVER = [fault for fault in TextFault if fault not in (TextFault.NEVER, TextFault.CUT_OFF)]


def test_p70_a_gateway_that_fails(own_account):
    """A gateway that is down, slow, refuses, hangs up, babbles, leads elsewhere: the other one brings the passcode in its place."""
    account, passcodes = own_account.send_passcodes(), set()
    mara = account.person_with_sent_passcodes("Mara", SMS)
    first, second = account.phones.gateways
    for fault in (None, *FALLS_OVER):
        # Long enough that the first is asked first again, and that no cap holds it back.
        account.clock.turn(5 * HOURS)
        asked, seen = (first.asked, second.asked), len(account.phones.texts_to(mara.phone))
        with first.failing(fault) if fault else first.down():
            browser = mara.half_signed_in()
            assert browser.page.path == SMS_CODE and browser.page.status == 200, browser.page
            passcode = mara.code_to(SMS)
        texts = account.phones.texts_to(mara.phone)[seen:]
        assert [text.gateway for text in texts] == [second.place], f"{fault}: {texts}"
        assert (first.asked - asked[0], second.asked - asked[1]) == (1 if fault else 0, 1), fault
        passcodes.add(passcode)
        signs_in_with(browser, SMS_CODE, passcode)
        # The first is well again, and known to be.
        account.clock.turn(HOURS)
        mara.signed_in()
        assert account.phones.texts_to(mara.phone)[-1].gateway == first.place, fault
    assert not account.phones.complaints, account.phones.complaints
    nobody_read_it(account, passcodes)


def test_p70_both_gateways_that_fail(own_account):
    """Both gateways fail, or a number takes no messages: the page says what to do, and the passcode comes when one is back."""
    account, passcodes = own_account.send_passcodes(), set()
    mara = account.person_with_sent_passcodes("Mara", SMS)
    first, second = account.phones.gateways
    for fault in (None, TextFault.BROKEN, TextFault.BAD_REQUEST, TextFault.KEY_REFUSED):
        account.clock.turn(3 * HOURS)
        failing = [gateway.failing(fault) if fault else gateway.down() for gateway in (first, second)]
        with failing[0], failing[1]:
            browser = mara.half_signed_in()
            assert browser.page.path == SMS_CODE and browser.page.status == 200, browser.page
            says(browser, SMS_CODE, NOT_YET.format("phone network"))
        account.clock.turn(15)
        passcode = mara.code_to(SMS)
        passcodes.add(passcode)
        signs_in_with(browser, SMS_CODE, passcode)

    # One that took the message and was not heard saying so is followed by the other: one passcode, and it works once.
    account.clock.turn(3 * HOURS)
    seen = len(account.phones.texts_to(mara.phone))
    with first.failing(TextFault.CUT_OFF):
        browser = mara.half_signed_in()
        both = {mara.code_to(SMS), mara.code_to(SMS)}
    assert [text.gateway for text in account.phones.texts_to(mara.phone)[seen:]] == [first.place, second.place]
    assert len(both) == 1
    passcodes |= both
    signs_in_with(browser, SMS_CODE, both.pop())

    # A number that told one network to stop is not reached by the other.
    account.clock.turn(3 * HOURS)
    asked, seen = second.asked, len(account.phones.texts_to(mara.phone))
    with first.failing(TextFault.NEVER):
        browser = mara.half_signed_in()
        says(browser, SMS_CODE, REFUSED)
        passcodes.add(passcode_in_text(account.phones.turned_away(mara.phone, -1)))
    account.clock.turn(5 * 60)
    account.all_passcodes_are_out()
    assert second.asked == asked and len(account.phones.texts_to(mara.phone)) == seen
    page = browser.act(SMS_CODE, RECOVERY_CODE, {"recovery_code": mara.codes[0]})
    assert page.location == DESK, page
    nobody_read_it(account, passcodes)


def certified_by_nobody(folder):
    """A context of TLS for 127.0.0.1, with a certificate that nobody trusts."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime(2029, 1, 1, tzinfo=datetime.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=730)).add_extension(names, critical=False)
    file = folder / "certificate.pem"
    file.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def tried(account, words):
    """Waits until the log says so."""
    deadline = time.monotonic() + 60
    while not any(words in line for line in account.server.log_lines()):
        assert time.monotonic() < deadline, f"no log said {words!r}"
        time.sleep(0.1)


def takes_mail_of_who_trusts_it(mailbox, offers):
    """Sends a mail as somebody would who trusts this mail server: what is refused to it below, it does not refuse itself."""
    trusting, host = ssl._create_unverified_context(), ("127.0.0.1", mailbox.port)
    with smtplib.SMTP_SSL(*host, context=trusting) if offers == "tls" else smtplib.SMTP(*host) as client:
        if offers == "starttls":
            client.starttls(context=trusting)
        client.sendmail("a@people.example", "trusting@people.example", "Subject: here\r\n\r\nI am.")
    assert mailbox.newest("trusting@people.example")


def test_p70_a_mail_server_that_nobody_vouches_for(another_server, tmp_path):
    """Mail server and gateways without TLS or with a certificate that nobody trusts: not a word is sent, in plain text least of all."""
    tls = certified_by_nobody(tmp_path)
    for scheme, offers in [("smtp", "nothing"), ("smtp", "starttls"), ("smtps", "tls"), ("smtps", "nothing")]:
        mailbox = Mailbox(**{offers: tls} if offers != "nothing" else {})
        takes_mail_of_who_trusts_it(mailbox, offers)
        account = another_server(f"{scheme}_{offers}", mailbox, f"{scheme}://127.0.0.1:{mailbox.port}", tls)
        office = account.office()
        office.get(MAIL_TEST)
        office.submit(MAIL_TEST)
        tried(account, "a letter was not taken")
        account.name_countries("+49", office)
        assert office.act(TEXTS, f"{TEXTS}/test", {"number": next(phone_numbers)}).status == 303
        tried(account, "a gateway did not take a text message")
        assert [to for to, _ in mailbox.all_mails()] == [["trusting@people.example"]], f"{scheme} {offers}"
        assert account.phones.asked == 0, f"{scheme} {offers}"


def test_p70_a_log_that_tells_everything(another_server):
    """Passcodes sent, typed, refused and sent again while the log is as talkative as it can be: none of them is in it."""
    mailbox = Mailbox()
    account = another_server("trace", mailbox, f"smtp+plain://127.0.0.1:{mailbox.port}", None).send_passcodes()
    mara = account.person_with_sent_passcodes("Mara", EMAIL, SMS)
    first, _ = account.phones.gateways
    for channel, path, fault in [
        (EMAIL, EMAIL_CODE, mailbox.failing(MailFault.DROPPED, mara.email, PASSCODE_MAIL)), (SMS, SMS_CODE, first.failing(TextFault.BROKEN)),
    ]:
        account.clock.turn(HOURS)
        browser = mara.half_signed_in()
        # The right password has sent one; another by the same way is sent when its wait is over.
        mara.code_to(SMS)
        account.clock.turn(31)
        with fault:
            browser.act("/signin", f"{path}/send")
            if channel == EMAIL:
                says(browser, path, NOT_YET.format("mail server"))
        account.clock.turn(30)
        passcode = mara.code_to(channel)
        browser.act(path, path, {"passcode": another_than(passcode)})
        signs_in_with(browser, path, passcode)
    lines = account.server.log_lines()
    assert any('"level":"DEBUG"' in line for line in lines)
    passcodes = {*mara.codes_to(EMAIL), *mara.codes_to(SMS), *account.owner.codes_to(SMS)}
    assert len(passcodes) > 5
    told = account.server.lines_with(passcodes)
    assert not told, told
