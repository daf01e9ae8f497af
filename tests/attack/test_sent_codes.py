"""Attacks on passcodes that are sent: sent anew, guessed, carried elsewhere; on phones and mailboxes, and on who may have them."""

from account import (ADD_EMAIL, ADD_SMS, DESK, EMAIL, EMAIL_CODE, ENROL, METHODS, PASSCODE, RECOVERY_CODE, RECOVERY_CODES, RESET, SMS,
                     SMS_CODE, TEXTS, phone_numbers)
from authenticator import another_than
from browser import DEVICE, SESSION, at_once
from doors import half_signed_in_reaches_nothing_else, is_led_to_sign_in
from gateway import passcode_in_text
from postbox import link_in

CHANNELS = {EMAIL: EMAIL_CODE, SMS: SMS_CODE}
NEW_PASSWORD = "nine otters under the loud bridge"
HOUR = 3600


def sends(browser, channel):
    """Asks for a passcode at the page of the channel, in a half-done sign-in."""
    page = browser.act("/signin", f"{CHANNELS[channel]}/send")
    assert page.location == CHANNELS[channel], page


def types(browser, channel, passcode):
    """What comes of typing that passcode at the page of the channel, in a half-done sign-in."""
    browser.act("/signin", CHANNELS[channel], {"passcode": passcode})
    return browser.get(browser.page.header("location")) if browser.page.status == 303 else browser.page


def test_p06_passcodes_sent_anew(own_account):
    """Wrong passcodes, another one sent, a wrong one: no try comes back; of several sent, the newest alone works."""
    account = own_account.send_passcodes()
    for channel in CHANNELS:
        mara = account.person_with_sent_passcodes("Mara", channel)
        browser = mara.half_signed_in()
        first = mara.code_to(channel)
        for _ in range(4):
            assert "not right" in types(browser, channel, another_than(first)).text, browser.page
        sends(browser, channel)
        account.clock.turn(30)
        sends(browser, channel)
        assert mara.code_to(channel) == first, "one that overtakes the other on its way would be wrong"
        assert "not right" in types(browser, channel, another_than(first)).text, browser.page
        assert types(browser, channel, first).status == 429 and not browser.session_holds()

        account.clock.turn(5 * 60)
        sends(browser, channel)
        newest = mara.code_to(channel)
        assert newest != first
        page = types(browser, channel, first)
        assert "newer passcode" in page.text and not browser.session_holds(), page
        account.clock.turn(60)
        assert types(browser, channel, newest).path == DESK and browser.session_holds()
        account.all_passcodes_are_out()
        assert len(mara.codes_to(channel)) == 4, "to set it up, and three that were waited for"


def test_p11_one_sent_passcode_fifty_times_at_once(own_account):
    """One sent passcode in fifty copies of its sign-in at once: it signs in once."""
    account = own_account.send_passcodes()
    for channel in CHANNELS:
        mara = account.person_with_sent_passcodes("Mara", channel)
        browser = mara.half_signed_in()
        form = {"passcode": mara.code_to(channel), "form_token": browser.token(CHANNELS[channel])}
        copies = [browser.copy() for _ in range(50)]
        pages = at_once([lambda b=b: b.post(CHANNELS[channel], form) for b in copies])
        assert [page.location for page in pages].count(DESK) == 1, pages
        assert [copy.session_holds() for copy in copies].count(True) == 1


def test_p14_a_sent_passcode_when_its_time_is_over(own_account):
    """A sent passcode in the last second of its ten minutes, and in the one after them: in time it works, then no more."""
    account = own_account.send_passcodes()
    for channel in CHANNELS:
        mara = account.person_with_sent_passcodes("Mara", channel)
        for wait, works in [(599, True), (600, False), (601, False)]:
            browser = mara.half_signed_in()
            passcode = mara.code_to(channel)
            account.clock.turn(wait)
            page = types(browser, channel, passcode)
            assert browser.session_holds() == works and (works or "run out" in page.text), f"after {wait} s: {page!r}"

    # The same holds within a session.
    account.clock.turn(HOUR)
    member = mara.signed_in()
    account.clock.turn(11 * 60)
    member.act("/security", "/confirm/sms-code/send")
    passcode = mara.code_to(SMS)
    account.clock.turn(601)
    page = member.act("/security", "/confirm", {"sent_by": SMS, "passcode": passcode})
    assert page.status == 401 and "run out" in page.text, page


def test_p14_a_sent_passcode_elsewhere(own_account):
    """A sent passcode in another sign-in, of another person, channel and purpose: refused everywhere but where it was asked for."""
    account = own_account.send_passcodes()
    ana, ben = (account.person_with_sent_passcodes(name, EMAIL, SMS, role="agent") for name in ("Ana", "Ben"))
    member = ana.signed_in()
    account.clock.turn(1)
    here = ana.half_signed_in()
    code = ana.code_to(SMS)
    account.clock.turn(1)
    there, bens = ana.half_signed_in(), ben.half_signed_in()
    sends(there, EMAIL)
    theres = {SMS: ana.code_to(SMS), EMAIL: ana.code_to(EMAIL)}
    for what, browser, channel, passcode in [
        ("of another sign-in", there, SMS, code), ("of another person", bens, SMS, code),
        ("of the other channel", there, EMAIL, theres[SMS]), ("of the other channel", there, SMS, theres[EMAIL]),
    ]:
        page = types(browser, channel, passcode)
        assert page.place == CHANNELS[channel] and not browser.session_holds(), f"{what}: {page!r}"
    page = member.act("/security", "/confirm", {"sent_by": SMS, "passcode": code})
    assert page.status == 401, f"of a sign-in, before a setting: {page!r}"
    assert types(here, SMS, code).path == DESK, "all of that was about a passcode that works"

    # Those of a session: to set something up, and to prove something. An hour later, lest a cap holds them back.
    account.clock.turn(HOUR)
    here = ana.signed_in()
    account.clock.turn(1)
    half = ana.half_signed_in()
    ana.code_to(SMS)
    here.act("/security", "/confirm/sms-code/send")
    to_confirm = ana.code_to(SMS)
    new, tested = next(phone_numbers), next(phone_numbers)
    assert here.act("/security", f"{ADD_SMS}/send", {"number": new}).location == ADD_SMS, here.page
    to_set_up = passcode_in_text(account.phones.nth_to(new, 0), account.host)
    for what, passcode in [("to prove something", to_confirm), ("to set something up", to_set_up)]:
        page = types(half, SMS, passcode)
        assert page.place == SMS_CODE and not half.session_holds(), f"{what}: {page!r}"
    assert here.act("/security", "/confirm", {"sent_by": SMS, "passcode": to_set_up}).status == 401
    assert here.act("/security", ADD_SMS, {"passcode": to_confirm}).status == 422
    assert here.act("/security", "/confirm", {"sent_by": SMS, "passcode": to_confirm}).location == DESK

    # And that of a test message, which opens nothing.
    account.clock.turn(HOUR)
    office, half = account.office(), account.owner.half_signed_in()
    assert office.act("/security", f"{TEXTS}/test", {"number": tested}).location == TEXTS, office.page
    of_a_test = passcode_in_text(account.phones.nth_to(tested, 0), account.host)
    assert types(half, SMS, of_a_test).place != DESK and not half.session_holds()
    assert office.act("/security", "/confirm", {"sent_by": SMS, "passcode": of_a_test}).status == 401
    assert office.act("/security", ADD_SMS, {"passcode": of_a_test}).status == 422


def test_p17_a_phone_begun_by_one_person_and_finished_by_another(own_account):
    """A phone begun in one session or sign-in and finished in another, or for another number: refused; nobody's passcodes go there."""
    account = own_account.send_passcodes()
    ana, ben = account.person("Ana", "agent"), account.person("Ben", "agent")
    here, there, bens = ana.signed_in(), ana.signed_in(), ben.signed_in()
    first, second = next(phone_numbers), next(phone_numbers)
    here.act("/security", f"{ADD_SMS}/send", {"number": first})
    code = passcode_in_text(account.phones.nth_to(first, 0), account.host)
    for browser in (there, bens):
        page = browser.act("/security", ADD_SMS, {"passcode": code})
        assert page.status == 422, page
    # A thief has the first phone, and wants passcodes to go to it, or to have the second for theirs.
    account.clock.turn(30)
    here.act("/security", f"{ADD_SMS}/send", {"number": second})
    its_code = passcode_in_text(account.phones.nth_to(second, 0), account.host)
    page = here.act("/security", ADD_SMS, {"passcode": code, "number": second})
    assert page.status == 422 and "newer passcode" in page.text, page
    for browser in (ana.half_signed_in(), ben.half_signed_in()):
        assert browser.page.path == DESK, f"a phone is asked for that nobody set up: {browser.page!r}"
    page = here.act("/security", ADD_SMS, {"passcode": its_code, "number": first})
    assert page.location == "/security/recovery-codes/save", page
    ana.phone = second
    assert not there.session_holds()
    account.clock.turn(60)
    assert ana.half_signed_in().page.path == SMS_CODE
    account.all_passcodes_are_out()
    assert (len(account.phones.texts_to(first)), len(account.phones.texts_to(second))) == (1, 2)

    # The same where a sign-in demands it.
    account.save_policy(team_required="yes")
    tom = account.person("Tom", "agent")
    here, there, number = tom.half_signed_in(), tom.half_signed_in(), next(phone_numbers)
    bens = ben.half_signed_in()
    enrol = f"{ENROL}/sms-code"
    page = here.act(enrol, f"{enrol}/send", {"number": number})
    assert page.location == enrol, page
    code = passcode_in_text(account.phones.nth_to(number, 0), account.host)
    for browser in (there, bens):
        page = browser.act(enrol, enrol, {"passcode": code})
        assert page.location == enrol and not browser.session_holds(), page
    page = here.act(enrol, enrol, {"passcode": code})
    assert page.location == RECOVERY_CODES and SESSION not in here.cookies, page


def devices_and_sessions_end(account, person, change):
    """That after a change, by that session, no device and no other session of before counts."""
    account.clock.turn(HOUR)
    device = person.signed_in(remember="yes")
    assert DEVICE in device.cookies
    account.clock.turn(1)
    own = person.signed_in()
    assert device.session_holds()
    change(own)
    assert own.session_holds() and not device.session_holds()
    account.clock.turn(60)
    asked = person.half_signed_in(device)
    assert asked.page.path != DESK and not asked.session_holds(), asked.page
    account.all_passcodes_are_out()
    for channel in CHANNELS:
        person.read_all(channel)


def test_p23_devices_and_sessions_of_before_another_phone(own_account):
    """Another phone, none any more, passcodes by mail begun and ended: devices and other sessions of before are dead."""
    account = own_account.send_passcodes()
    ana = account.agent()
    ana.set_up_email(ana.signed_in())
    for change in (
        ana.set_up_phone, ana.set_up_phone, lambda own: removed(own, ADD_SMS), lambda own: removed(own, ADD_EMAIL), ana.set_up_email,
    ):
        devices_and_sessions_end(account, ana, change)


def removed(browser, path):
    """Removes the phone or mailbox, as My security offers it."""
    browser.get("/security")
    page = browser.submit(f"{path}/remove")
    assert page.path == "/security?done=factor-removed", page


def test_p22_a_device_of_before_another_choice_of_methods(own_account):
    """A device trusted by a text message, when text messages do not count any more: the passcode is asked for."""
    account = own_account.send_passcodes()
    ana = account.agent()
    ana.set_up_phone(ana.signed_in())
    account.clock.turn(60)
    browser = ana.half_signed_in()
    sends(browser, SMS)
    page = browser.act("/signin", SMS_CODE, {"passcode": ana.code_to(SMS), "remember": "yes"})
    assert page.location == DESK and DEVICE in browser.cookies, page
    browser.act("/security", "/signout")
    assert ana.half_signed_in(browser.copy()).page.path == DESK
    # Changed back, it is not as if nothing had been.
    for counting in ("no_sent_codes", "any"):
        account.save_methods(team_counting=counting)
        asked = ana.half_signed_in(browser.copy())
        assert asked.page.place == PASSCODE and not asked.session_holds(), asked.page


def test_p25_past_another_choice_of_methods(own_account):
    """Sent passcodes do not count any more: who has nothing else sets up what counts, and is not in before it."""
    account = own_account.send_passcodes()
    tom = account.person_with_sent_passcodes("Tom", EMAIL, SMS, role="agent")
    zoe = account.person("Zoe", "end_user").page_path(account.office()).split("/")[-1]
    had_begun = tom.half_signed_in()
    code = tom.code_to(SMS)
    office = account.office()
    office.get(METHODS)
    page = office.submit("team_counting", team_counting="no_sent_codes")
    assert "after it they set up a method that counts 0 1" in page.text, page
    page = office.submit("reason", reason="Mail and text messages are read by others")
    assert page.path == f"{METHODS}?done=saved", page
    page = had_begun.act("/signin", SMS_CODE, {"passcode": code})
    assert is_led_to_sign_in(page) and not had_begun.session_holds(), page

    def asked_for_more():
        account.clock.turn(HOUR)
        browser = tom.half_signed_in()
        page = types(browser, SMS, tom.code_to(SMS))
        assert page.path == ENROL and not browser.session_holds(), page
        return browser

    browser = asked_for_more()
    for path in (f"{ENROL}/email-code/send", f"{ENROL}/sms-code/send"):
        page = browser.act(ENROL, path, {"number": tom.phone})
        assert page.status in (303, 403) and page.location in ("", ENROL), page
    for path, fields in [
        (SMS_CODE, {"passcode": code}), (f"{ENROL}/sms-code", {"passcode": code}), (f"{ENROL}/email-code", {"passcode": code}),
        (RECOVERY_CODE, {"recovery_code": tom.codes[0]}), (RECOVERY_CODES, {"saved": "yes"}),
    ]:
        browser.act(ENROL, path, fields)
        assert not browser.session_holds(), f"{path}: {browser.page!r}"
    half_signed_in_reaches_nothing_else(asked_for_more, zoe)
    tom.connect(browser := asked_for_more())
    assert not browser.session_holds()
    assert browser.submit("saved", saved="yes").path == DESK and browser.session_holds()


def test_p27_methods_and_countries_chosen_by_others(own_account):
    """Methods and countries chosen by others, an old session, forged fields, before anything was seen to arrive: refused."""
    account = own_account
    people = [account.person("Mara", "end_user"), account.agent("Tom")]
    no_factor = account.person("Kim", "admin").signed_in()
    office = account.office()
    shown = office.get(METHODS).form("team_counting").fields
    methods = {**shown, "role": "owner", "team_sms_codes": "yes", "team_email_codes": "yes"}
    doors = [(METHODS, methods), (TEXTS, {"countries": "+49 +1876"}), (f"{TEXTS}/test", {"number": "+491751234567"}),
             (f"{TEXTS}/test/code", {"passcode": "123456"})]
    for path, wanted in doors:
        for person in people:
            page = person.signed_in().act("/security", path, wanted)
            assert page.status == 403, f"{person.name}: {page!r}"
        page = no_factor.act("/security", path, wanted)
        assert page.status == 303 and "done=second-factor-first" in page.header("location"), page
        old = account.office()
        account.clock.turn(11 * 60)
        page = old.act("/security", path, wanted)
        assert page.header("location").startswith("/confirm?for=policy"), page
        account.clock.turn(60)

    office = account.office()
    # Nobody has shown yet that mail and text messages arrive, and there is no country that they would go to.
    page = office.act(METHODS, METHODS, {**shown, "team_email_codes": "yes"})
    assert page.header("location").startswith("/admin/mail/test"), page
    page = office.act(METHODS, METHODS, {**shown, "team_sms_codes": "yes"})
    assert page.status == 409 and "Nobody has shown yet that text messages arrive" in page.text, page
    page = office.act(TEXTS, f"{TEXTS}/test", {"number": "+491751234567"})
    assert page.status == 422 and "sends no text messages to that country" in page.text, page
    for forged in ({"team_counting": ""}, {"team_counting": "everything"}, {"team_version": "0"}, {"team_version": "x"}):
        assert office.act(METHODS, METHODS, {**shown, **forged}).status in (400, 409, 422), forged
    for forged in ("everywhere", "+49 0", "+979", "+883", "+4", "+49<script>", "*"):
        page = office.act(TEXTS, TEXTS, {"countries": forged})
        assert page.status == 422 and "<script>" not in page.body.split("</head>")[1].replace("<script src", ""), page
    assert {**office.get(METHODS).form("team_counting").fields, "form_token": ""} == {**shown, "form_token": ""}
    assert office.get(TEXTS).form("countries").fields["countries"].strip() == "" and not account.phones.texts_to("+491751234567")


def changes_of(person):
    """What changes where somebody's passcodes go: paths, and what is typed. The forms that remove are those of My security."""
    browser = person.signed_in()
    ways = [(form.action, form.fields) for form in browser.get("/security").forms if form.action.endswith("/remove")]
    assert [path for path, _ in ways if path.startswith((ADD_SMS, ADD_EMAIL))] == [f"{ADD_SMS}/remove", f"{ADD_EMAIL}/remove"], ways
    return ways + [(f"{ADD_SMS}/send", {"number": next(phone_numbers)}), (ADD_SMS, {"passcode": "123456"}),
                   (f"{ADD_EMAIL}/send", {}), (ADD_EMAIL, {"passcode": "123456"})]


def is_asked_first(browser, ways):
    """That each of these changes is refused to this session until a second factor was given, by page and by forged form."""
    for path in (ADD_SMS, ADD_EMAIL):
        page = browser.get(path, follow=False)
        assert page.status == 303 and page.header("location").startswith("/confirm?for=authenticator"), page
    for path, typed in ways:
        page = browser.act("/security", path, typed)
        assert page.status == 303 and page.header("location").startswith("/confirm?for=authenticator"), page


def test_p31_another_phone_with_an_old_session(own_account):
    """A phone and a mailbox changed by an old session or on a trusted device: a second factor first; each change is mailed."""
    account = own_account.send_passcodes()
    ana = account.agent()
    browser = ana.signed_in()
    ana.set_up_email(browser)
    ana.set_up_phone(browser)
    account.clock.turn(HOUR)
    ways = changes_of(ana)
    before = (account.phones.asked, len(ana.codes_to(EMAIL)))
    thief = ana.signed_in(remember="yes")
    trusting = thief.copy()
    account.clock.turn(11 * 60)
    is_asked_first(thief, ways)
    trusting.cookies.pop(SESSION)
    trusting = ana.half_signed_in(trusting)
    assert trusting.page.path == DESK, trusting.page
    is_asked_first(trusting, ways)
    account.all_passcodes_are_out()
    assert before == (account.phones.asked, len(ana.codes_to(EMAIL))), "something was sent to an old session's wish"

    # A sent passcode is such a factor, and then the phone can be another.
    own = ana.signed_in(remember=None)
    account.clock.turn(11 * 60)
    page = own.get(ADD_SMS)
    assert page.path.startswith("/confirm?for=authenticator"), page
    own.act("/security", "/confirm/sms-code/send?for=authenticator", {"then": ADD_SMS})
    page = own.act("/security", "/confirm?for=authenticator", {"sent_by": SMS, "passcode": ana.code_to(SMS), "then": ADD_SMS})
    assert page.location == ADD_SMS, page
    old = ana.phone
    ana.set_up_phone(own)
    for about in ("step was added", "step was removed"):
        ana.letter(about)
    assert not thief.session_holds() and not trusting.session_holds()

    texts = len(account.phones.texts_to(old))
    account.clock.turn(60)
    half = ana.half_signed_in()
    sends(half, SMS)
    assert types(half, SMS, ana.code_to(SMS)).path == DESK
    removed(half, ADD_SMS)
    account.clock.turn(60)
    half = ana.half_signed_in()
    assert f"{SMS_CODE}/send" not in [form.action for form in half.page.forms], half.page
    page = half.act("/signin", f"{SMS_CODE}/send")
    assert page.location == PASSCODE, page
    account.all_passcodes_are_out()
    assert len(account.phones.texts_to(old)) == texts, "the phone of before gets passcodes"


def test_p31_a_second_factor_that_does_not_count(own_account):
    """A sent passcode before a setting, where the account says that none counts: refused, and none is sent."""
    account = own_account.send_passcodes()
    ana = account.agent()
    ana.set_up_email(ana.signed_in())
    account.save_methods(team_counting="no_sent_codes")
    account.clock.turn(60)
    member = ana.signed_in()
    account.clock.turn(11 * 60)
    sent = len(ana.codes_to(EMAIL))
    member.act("/security", "/confirm/email-code/send?for=password", {"then": "/security/password"})
    account.all_passcodes_are_out()
    codes = ana.codes_to(EMAIL)
    page = member.act("/security", "/confirm?for=password", {"sent_by": EMAIL, "passcode": codes[-1]})
    assert page.status == 401, f"what is no second step at the door is one before a setting: {page!r}"
    assert len(codes) == sent, "one is sent that is of no use"
    assert member.get("/security/password", follow=False).header("location").startswith("/confirm")
    assert member.act("/security", "/confirm", {"passcode": ana.authenticator.passcode()}).location == DESK


def reset(person):
    """Sets another password by a mailed link: what a thief of the mailbox does."""
    browser = person.account.browser()
    asked = len(person.account.mailbox.mails_to(person.email, RESET))
    person.ask_for_a_reset()
    assert browser.get(link_in(person.letter(RESET, asked))).path == "/reset", browser.page
    person.password = NEW_PASSWORD
    page = browser.submit("new_password", new_password=NEW_PASSWORD)
    assert page.path == "/signin?done=password-set", page
    person.account.clock.turn(60)


def gets_in_by_mail(person, browser):
    """Whether a passcode by mail completes this half-done sign-in, asked for as well as can be."""
    before = len(person.codes_to(EMAIL))
    browser.act("/signin", f"{EMAIL_CODE}/send")
    person.account.all_passcodes_are_out()
    codes = person.codes_to(EMAIL)
    browser.act("/signin", EMAIL_CODE, {"passcode": codes[-1]})
    assert browser.session_holds() or len(codes) == before, "a passcode was sent that is of no use"
    return browser.session_holds()


def test_p36_one_mailbox_as_both_factors(own_account):
    """A reset by mail, then a passcode by mail: it opens nothing for who has any other factor, and who has none is told of that."""
    account = own_account.send_passcodes()
    ana = account.agent()
    ana.set_up_email(ana.signed_in())
    browser = ana.signed_in()
    browser.act("/security", "/security/preferred", {"kind": "email_code"})
    account.clock.turn(HOUR)
    had_begun = ana.half_signed_in()
    code = ana.code_to(EMAIL)
    reset(ana)
    page = had_begun.act("/signin", EMAIL_CODE, {"passcode": code})
    assert is_led_to_sign_in(page) and not had_begun.session_holds(), "asked for before the reset, typed after it"
    thief = ana.half_signed_in()
    assert thief.page.place == PASSCODE and not gets_in_by_mail(ana, thief), thief.page
    # Signing in once with what the thief has not makes the password one's own again.
    page = thief.act("/signin", PASSCODE, {"passcode": ana.authenticator.passcode()})
    assert page.location == DESK, page
    account.clock.turn(60)
    assert gets_in_by_mail(ana, ana.half_signed_in())

    # A phone is another factor as well, and so are recovery codes, of which each is good once.
    account.clock.turn(HOUR)
    ben, mara = account.person_with_sent_passcodes("Ben", EMAIL, SMS), account.person_with_sent_passcodes("Mara", EMAIL)
    reset(ben)
    thief = ben.half_signed_in()
    assert thief.page.path == SMS_CODE and not gets_in_by_mail(ben, thief), thief.page
    assert types(thief, SMS, ben.code_to(SMS)).path == DESK
    for code in mara.codes:
        account.clock.turn(3 * HOUR)
        reset(mara)
        thief = mara.half_signed_in()
        assert thief.page.path == RECOVERY_CODE and "would come to the same place" in thief.page.text, thief.page
        assert not gets_in_by_mail(mara, thief)
        page = thief.act("/signin", RECOVERY_CODE, {"recovery_code": code})
        assert page.location == DESK, page
    # Who has nothing but the mailbox is asked all the same, and gets in by it (docs/decisions/0028).
    account.clock.turn(3 * HOUR)
    reset(mara)
    half = mara.half_signed_in()
    assert half.page.path == EMAIL_CODE and not half.session_holds(), half.page
