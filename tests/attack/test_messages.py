"""Attacks that send: to more than one, to too many, too often, to where it costs money."""

import itertools
import re

from account import (ADD_SMS, DESK, EMAIL, EMAIL_CODE, END_USERS, ENROL, PASSCODE, RESET, SMS, SMS_CODE, TEXTS, phone_numbers)
from browser import at_once
from gateway import passcode_in_text

HOUR, DAY = 3600, 86_400
EVIL = "evil@evil.example"
HELD_BACK, NOT_THERE = "too many were asked for", "sends no text messages to that country"


def recipients(account):
    """Whom all mails so far went to, one each, as the mail server was told and as the headers say."""
    for to, mail in account.mailbox.all_mails():
        assert len(to) == 1 and len(mail.get_all("to")) == 1 and not mail.get_all("cc") and not mail.get_all("bcc"), mail
        assert mail["to"] == to[0] and len(mail.get_all("subject")) == 1, mail
    return {to[0] for to, _ in account.mailbox.all_mails()}


# What is said to be one address, by the address of somebody.
NOT_ONE_ADDRESS = [
    f"{{}}\r\nBcc: {EVIL}", f"{{}}\nBcc: {EVIL}", f"{{}}%0d%0aBcc: {EVIL}", f"{{}}\rTo: {EVIL}", "{}\0", f"{{}}\0{EVIL}", f"{{}}, {EVIL}",
    f"{{}};{EVIL}", f"{{}} {EVIL}", f"{EVIL}\n{{}}", "<{}>", "Ana <{}>", f'"{EVIL}" <{{}}>', f"{{}} <{EVIL}>", f"<{{}}><{EVIL}>",
    f"{{}}>\r\nRCPT TO:<{EVIL}", f"{{}}\N{LINE SEPARATOR}{EVIL}", "@evil.example:{}", "{}@evil.example", "{}?bcc=" + EVIL, "mailto:{}",
    "{}\r\n.\r\nQUIT\r\n", "{}\N{FULLWIDTH COMMA}" + EVIL,
]


def test_p40_two_recipients_in_the_field_of_one_address(own_account):
    """Line breaks, Bcc, NUL, two addresses and names, where one address is typed: one mail to one mailbox, or none."""
    account = own_account
    ana, office = account.person("Ana", "agent"), account.office()
    account.open_registration()
    member = ana.signed_in()
    for hostile in (it.format(ana.email) for it in NOT_ONE_ADDRESS):
        for place in ("/forgot", "/register"):
            page = account.browser().act(place, place, {"email": hostile})
            assert page.status in (200, 400, 422), f"{place} {hostile!r}: {page!r}"
        page = member.act("/security", "/security/address", {"email": hostile})
        assert page.status in (400, 422), f"{hostile!r}: {page!r}"
        page = office.act("/security", f"{END_USERS}/invite", {"email": hostile, "name": "Eve", "role": "end_user"})
        assert page.status in (400, 422), f"{hostile!r}: {page!r}"
    assert EVIL not in recipients(account)
    # In a name, it is text and no header.
    for hostile in (f"Eve\r\nBcc: {EVIL}", f"Eve%0d%0aBcc: {EVIL}", f'Eve" <{EVIL}>,', "Eve\0", f"=?utf-8?q?Eve?=\r\n {EVIL}"):
        person = f"eve{next(serial)}@people.example"
        page = office.act("/security", f"{END_USERS}/invite", {"email": person, "name": hostile, "role": "end_user"})
        assert page.status in (303, 400, 422), f"{hostile!r}: {page!r}"
        if page.status == 303:
            account.mailbox.newest(person)
    assert EVIL not in recipients(account)
    # The fields are looked at: what is one address, is.
    asked = len(account.mailbox.mails_to(ana.email, RESET))
    account.browser().act("/forgot", "/forgot", {"email": f" {ana.email}\n"})
    assert ana.letter(RESET, asked)


serial = itertools.count(1)

OWN, OTHERS = "+491760003333", "+491760004444"
# What is said to be one number.
NOT_ONE_NUMBER = [
    f"{OWN}\r\nBcc: {OTHERS}", f"{OWN}\nTo: {OTHERS}", f"{OWN}%0d%0aBcc:{OTHERS}", f"{OWN}\0", f"\0{OWN}", f"{OWN}\0{OTHERS}",
    f"{OWN},{OTHERS}", f"{OWN};{OTHERS}", f"{OWN} {OTHERS}", f"{OWN}\n{OTHERS}", f"{OWN}/{OTHERS}", f"{OWN}|{OTHERS}", f"{OWN}&to={OTHERS}",
    f"{OWN} 00{OTHERS[1:]}", f"[{OWN},{OTHERS}]", f'{OWN}","to":"{OTHERS}', f'["{OWN}","{OTHERS}"]', f"{OWN}?body=x", f"tel:{OWN}",
    f"{OWN}p1", f"{OWN}x12", f"{OWN}#31#", f"*67{OWN}", f"#{OWN}", f"+{OWN}", f"{OWN}@{OWN}", f"sip:{OWN}@evil.example", EVIL, "١", "+", "00", "",
    f"{OWN}\N{LINE SEPARATOR}+", f"{OWN}\N{ZERO WIDTH SPACE}", f"{OWN}\u0301", "+49½", f"{OWN}{'0' * 500}",
]


def test_p40_two_numbers_in_the_field_of_one_number(own_account):
    """Line breaks, Bcc, NUL, two numbers and orders to the network, where one number is typed: no gateway is asked."""
    account = own_account.send_passcodes()
    office, member = account.office(), account.person("Ana", "agent").signed_in()
    account.save_policy(office, team_required="yes")
    half = account.person("Tom", "agent").half_signed_in()
    doors = [(member, "/security", f"{ADD_SMS}/send"), (half, ENROL, f"{ENROL}/sms-code/send"), (office, "/security", f"{TEXTS}/test")]
    asked = account.phones.asked
    for browser, page_with_token, path in doors:
        token = browser.token(page_with_token)
        for hostile in NOT_ONE_NUMBER:
            page = browser.post(path, {"form_token": token, "number": hostile})
            assert page.status in (400, 422), f"{hostile!r}: {page!r}"
        for twice in ([("number", OWN), ("number", OTHERS)], [("number[]", OWN), ("number[]", OTHERS)], [("to", OWN)]):
            page = browser.post(path, [("form_token", token), *twice])
            assert page.status in (400, 422), f"{twice}: {page!r}"
    account.all_passcodes_are_out()
    assert account.phones.asked == asked
    # The same doors, and one number: one message to it.
    for (browser, page_with_token, path), number in zip(doors, [OWN, OTHERS, next(phone_numbers)]):
        page = browser.act(page_with_token, path, {"number": number})
        assert page.status == 303, page
        assert passcode_in_text(account.phones.nth_to(number, 0), account.host)
    account.all_passcodes_are_out()
    assert account.phones.asked == asked + 3


def test_p41_a_hundred_passcodes_to_flood_a_mailbox(own_account):
    """A hundred passcodes by mail asked for in an hour, fifty of them at once, at three doors: ten, the page says so; thirty a day."""
    account = own_account.send_passcodes()
    ana = account.agent()
    ana.set_up_email(ana.signed_in())
    account.clock.turn(HOUR)
    sent = len(ana.codes_to(EMAIL))
    member = ana.signed_in()
    browsers = [ana.half_signed_in() for _ in range(75)]
    tokens = [browser.token(PASSCODE) for browser in browsers]

    def asks(browser, token):
        return browser.post(f"{EMAIL_CODE}/send", {"form_token": token})

    pages = at_once([lambda b=b, t=t: asks(b, t) for b, t in zip(browsers[:50], tokens)])
    assert {page.location for page in pages} == {EMAIL_CODE}, pages
    for browser, token in list(zip(browsers, tokens))[50:]:
        account.clock.turn(10)
        asks(browser, token)
        page = browser.get(EMAIL_CODE)
        assert HELD_BACK in page.text, page
    for path in ["/confirm/email-code/send"] * 15 + ["/security/email-code/send"] * 15:
        account.clock.turn(5)
        member.act("/security", path)
    page = member.act("/security", "/security/email-code/send")
    assert page.status == 429, page
    account.all_passcodes_are_out()
    assert len(ana.codes_to(EMAIL)) == sent + 10, "ten an hour (docs/decisions/0028)"
    # Nobody is kept out by it: every other way is open.
    assert PASSCODE in browsers[-1].get(EMAIL_CODE).body
    page = browsers[-1].act(EMAIL_CODE, PASSCODE, {"passcode": ana.authenticator.passcode()})
    assert page.location == DESK, page

    for hour in range(1, 4):
        account.clock.turn(HOUR)
        for _ in range(12):
            account.clock.turn(10)
            browser = ana.half_signed_in()
            asks(browser, browser.token(PASSCODE))
        assert HELD_BACK in browser.get(EMAIL_CODE).text, browser.page
        account.all_passcodes_are_out()
        # One of the day was sent to set it up.
        assert len(ana.codes_to(EMAIL)) == sent + min(10 * (hour + 1), 29), "thirty a day"
    account.clock.turn(DAY)
    browser = ana.half_signed_in()
    asks(browser, browser.token(PASSCODE))
    ana.read_all(EMAIL)
    account.all_passcodes_are_out()
    assert len(ana.codes_to(EMAIL)) == sent + 30


def test_p41_a_hundred_resets_to_flood_a_mailbox(own_account):
    """A hundred forgotten passwords of one person in an hour, and on through the day: five mails, then ten, one answer to all."""
    ana = own_account.person("Ana", "agent")
    own_account.clock.turn(DAY)
    texts = set()
    for mails, times in [(5, 100), (10, 20), (10, 20)]:
        for _ in range(times):
            page = ana.ask_for_a_reset()
            texts.add((page.status, page.text.replace(ana.email, "")))
        own_account.all_resets_are_out()
        assert len(own_account.mailbox.mails_to(ana.email, RESET)) == mails
        own_account.clock.turn(HOUR)
    assert len(texts) == 1, texts


def sessions(account, people, networks):
    """A new session of each of these people, each in the next of these networks, with its form token."""
    browsers = [person.signed_in(account.browser(comes_from=f"127.0.{next(networks)}.1")) for person in people]
    return [(browser, browser.token()) for browser in browsers]


def pumps(account, sign_in, numbers, proxies=()):
    """Asks for text messages to these numbers within an hour, from people in turn; how many answers said why none was sent. They sign
    in anew every nine minutes, before they would be asked once more who they are. Each request tells of other proxies."""
    held_back = 0
    for _ in range(6):
        people = sign_in()
        for nth, number in enumerate(itertools.islice(numbers, 21 * len(people))):
            browser, token = people[nth % len(people)]
            browser.more_headers = [(name, value.format(nth % 250, nth % 200)) for name, value in proxies]
            page = browser.post(f"{ADD_SMS}/send", {"form_token": token, "number": number})
            assert page.location == ADD_SMS or page.status == 429, page
            if page.status == 303:
                # Before the clock is turned on, lest it runs out in the outbox.
                assert account.phones.nth_to(number, 0)
            held_back += HELD_BACK in page.text
            if nth % len(people) == 0:
                account.clock.turn(25)
        account.clock.turn(15)
    return held_back


PROXIES = [("X-Forwarded-For", "203.0.{}.{}"), ("Forwarded", "for=203.0.{}.{}"), ("X-Real-IP", "203.0.{}.{}"),
           ("True-Client-IP", "203.0.{}.{}"), ("CF-Connecting-IP", "203.0.{}.{}")]


def test_p42_a_number_after_the_other_of_one_person(own_account):
    """One person, from one network after the other, names a number after the other: five text messages an hour, ten a day."""
    account = own_account.send_passcodes()
    mara, networks = account.person("Mara", "end_user"), itertools.count(1)
    account.clock.turn(DAY)
    asked = account.phones.asked
    for sent in (5, 10, 10):
        assert pumps(account, lambda: sessions(account, [mara], networks), phone_numbers) > 0
        account.all_passcodes_are_out()
        assert account.phones.asked == asked + sent
        account.clock.turn(10 * 60)


def test_p42_a_thousand_text_messages_that_somebody_earns_by(own_account):
    """A thousand text messages to one block of numbers from many networks, then to many from one with forged proxies: thirty an hour."""
    account = own_account.send_passcodes()
    team = [account.person(f"Pat {nth}", "end_user") for nth in range(8)]
    account.clock.turn(DAY)
    networks, asked = itertools.count(1), account.phones.asked
    block = [f"+4917660{number:06}" for number in range(500_000, 501_008)]
    assert pumps(account, lambda: sessions(account, team, networks), iter(block)) > 0
    account.all_passcodes_are_out()
    to_the_block = [text.to for text in account.phones.all_texts() if text.to in block]
    assert account.phones.asked == asked + 30 == asked + len(to_the_block), "thirty a block and hour (core/src/sms.rs)"

    account.clock.turn(DAY)
    asked, elsewhere = account.phones.asked, (f"+49177{number:07}" for number in itertools.count(1_000_000, 10_000))
    assert pumps(account, lambda: sessions(account, team, itertools.repeat(0)), elsewhere, PROXIES) > 0
    account.all_passcodes_are_out()
    assert account.phones.asked == asked + 30, "thirty a network and hour"
    # Who comes from another network, and has not had enough, has theirs: the caps keep nobody else out.
    mara = account.person("Mara", "end_user")
    mara.set_up_phone(mara.signed_in(account.browser(comes_from="127.0.99.1")))


# Premium rate, freephone, shared cost, satellites, networks of no country; countries that nobody named, and dear islands behind +1 and +7.
DEAR = ["+979123456789", "+80012345678", "+80812345678", "+870773123456", "+87812345678", "+88161234567", "+88213123456", "+8835100123456",
        "+88812345678", "+99912345678", "+0123456789", "+18765551234", "+12425551234", "+77011234567", "+441632960001", "+353851234567",
        "+6834123", "00979123456789", "+1 (876) 555 1234", "＋１ ８７６ ５５５ １２３４", "+٤٤ ١٦٣٢ ٩٦٠٠٠١"]


def test_p42_text_messages_to_where_they_are_dear(own_account):
    """Premium numbers, satellites, islands, countries that nobody named: no gateway is asked, and no cap is used up by it."""
    account = own_account.send_passcodes("+49 +1 +7")
    office, member = account.office(), account.person("Ana", "agent").signed_in()
    tom = account.person("Tom", "agent")
    account.save_policy(office, team_required="yes")
    half, asked = tom.half_signed_in(), account.phones.asked
    doors = [(member, "/security", f"{ADD_SMS}/send"), (half, ENROL, f"{ENROL}/sms-code/send"), (office, "/security", f"{TEXTS}/test")]
    for browser, page_with_token, path in doors:
        token = browser.token(page_with_token)
        for number in DEAR:
            page = browser.post(path, {"form_token": token, "number": number})
            said = [words for words in (NOT_THERE, "No country has that code") if words in page.text]
            assert page.status == 422 and len(said) == 1, f"{number}: {page!r}"
    account.all_passcodes_are_out()
    assert account.phones.asked == asked
    for (browser, page_with_token, path), number in zip(doors, ["+12025550100", "+79161234567", "+491760005555"]):
        assert browser.act(page_with_token, path, {"number": number}).status == 303, browser.page
        assert account.phones.nth_to(number, 0)


def test_p42_a_phone_in_a_country_that_was_taken_back(own_account):
    """A phone whose country was taken from the list, and one that nobody ever proved: nothing goes there, at no door."""
    account = own_account.send_passcodes()
    mara, ana = account.person("Mara", "end_user"), account.person("Ana", "agent")
    mara.set_up_phone(mara.signed_in())
    session, never_proved = ana.signed_in(), next(phone_numbers)
    session.act("/security", f"{ADD_SMS}/send", {"number": never_proved})
    account.phones.nth_to(never_proved, 0)
    account.name_countries("+43")
    account.clock.turn(HOUR // 2)
    asked = account.phones.asked
    half = mara.half_signed_in()
    assert half.page.path == SMS_CODE and not half.session_holds(), half.page
    half.act(SMS_CODE, f"{SMS_CODE}/send")
    # A recovery code gets her in; then nothing goes there before a setting either.
    page = half.act(SMS_CODE, "/signin/recovery-code", {"recovery_code": mara.codes[0]})
    assert page.location == DESK, page
    half.act("/security", "/confirm/sms-code/send")
    half.act("/security", f"{ADD_SMS}/send", {"number": mara.phone})
    session.act("/security", f"{ADD_SMS}/send", {"number": never_proved})
    assert ana.half_signed_in().page.path == DESK, "a phone is asked for that nobody proved"
    account.all_passcodes_are_out()
    assert account.phones.asked == asked
    account.name_countries("+43 +49")
    mara.read_all(SMS)
    account.clock.turn(HOUR)
    assert mara.signed_in().session_holds()


def test_p43_one_number_in_many_spellings(own_account):
    """One number in Arabic, Persian and full-width digits, with spaces and marks: one number, and its cap holds for all of them."""
    account = own_account.send_passcodes()
    number = "+491760006789"

    def in_digits(zero):
        return "".join(chr(ord(zero) + int(sign)) if sign.isdigit() else sign for sign in number)

    spellings = [
        number, in_digits("\N{ARABIC-INDIC DIGIT ZERO}"), in_digits("\N{EXTENDED ARABIC-INDIC DIGIT ZERO}"),
        in_digits("\N{FULLWIDTH DIGIT ZERO}").replace("+", "\N{FULLWIDTH PLUS SIGN}"), "0049 (0)176 000-67.89", " +49 176 0006789\r\n",
        "\N{LEFT-TO-RIGHT EMBEDDING}+49\N{NO-BREAK SPACE}176 0006789\N{POP DIRECTIONAL FORMATTING}",
    ]
    asked = account.phones.asked
    sessions = [account.person(f"Pat {nth}", "end_user").signed_in() for nth in range(len(spellings))]
    pages = [browser.act("/security", f"{ADD_SMS}/send", {"number": typed}) for browser, typed in zip(sessions, spellings)]
    assert [page.location for page in pages].count(ADD_SMS) == 5, pages
    assert [HELD_BACK in page.text for page in pages] == [False] * 5 + [True] * 2, pages
    account.all_passcodes_are_out()
    assert account.phones.asked == asked + 5 == asked + len(account.phones.texts_to(number))
    # Digits that look like others, of keyboards that nobody has here, are none: they are not guessed at.
    for typed in ("+4917600O6789", "+49176000678l", in_digits("\N{DEVANAGARI DIGIT ZERO}"), in_digits("\N{MATHEMATICAL BOLD DIGIT ZERO}"),
                  "+491760006789²", "+４９１７６０００６７８۹x"):
        page = sessions[-1].act("/security", f"{ADD_SMS}/send", {"number": typed})
        assert page.status == 422 and re.search("only digits", page.text), f"{typed!r}: {page!r}"
    assert account.phones.asked == asked + 5
