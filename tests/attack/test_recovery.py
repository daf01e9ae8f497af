"""Attacks on recovery: codes, forgotten passwords, and changing how somebody signs in."""

from account import DESK, NO_CODE, PASSCODE, RECOVERY_CODE, RESET
from browser import at_once
from doors import is_led_to_sign_in
from postbox import link_in

ADDRESS = "/security/address"

NEW_PASSWORD = "nine otters under the loud bridge"


def with_a_code(person, code, browser=None):
    """What comes of signing in with that recovery code."""
    browser = browser or person.half_signed_in()
    browser.get(RECOVERY_CODE)
    return browser.submit("recovery_code", recovery_code=code)


def test_p30_one_recovery_code_fifty_times_at_once(account):
    """One recovery code fifty times at once, then all ten: each once, and the end is said."""
    ana = account.agent()
    browsers = [ana.half_signed_in() for _ in range(50)]
    tokens = [browser.token(RECOVERY_CODE) for browser in browsers]
    form = {"recovery_code": ana.codes[0]}
    pages = at_once([lambda b=b, t=t: b.post(RECOVERY_CODE, {**form, "form_token": t}) for b, t in zip(browsers, tokens)])
    assert [page.location for page in pages].count(DESK) == 1, pages
    assert [browser.session_holds() for browser in browsers].count(True) == 1

    account.clock.turn(3600)
    assert "already used" in with_a_code(ana, ana.codes[0]).text
    for code in ana.codes[1:]:
        account.clock.turn(3600)
        assert with_a_code(ana, code).path == DESK
    account.clock.turn(3600)
    browser = ana.half_signed_in()
    assert not any(link.startswith(RECOVERY_CODE) for link in browser.page.links), "codes are offered where none is left"
    refusals = [(ana.codes[0], "already used"), (ana.codes[9], "You have 0 codes left"), (NO_CODE, "no recovery codes left")]
    for code, words in refusals:
        page = with_a_code(ana, code, browser)
        assert words in page.text and not browser.session_holds(), page


def changes_of(person):
    """What guards how somebody signs in: the form's field or path, where it is shown, and what is typed. It ends with the
    second step turned off."""
    return [
        ("address", ADDRESS, ADDRESS, {"email": f"new.{person.email}"}),
        ("recovery-codes", "/security/recovery-codes", "/security/recovery-codes", {}),
        ("password", "new_password", "/security/password", {"password": person.password, "new_password": NEW_PASSWORD}),
        ("authenticator", "/security/authenticator/begin", "/security", {}),
        ("turn-off", "/security/turn-off", "/security/turn-off", {}),
    ]


def is_asked_first(browser, person):
    """That each of the changes is refused to this session until a second factor was given, by page and by forged form."""
    for what, _, shown_at, typed in changes_of(person):
        path = "/security/authenticator/begin" if what == "authenticator" else shown_at
        page = browser.act("/security", path, typed)
        assert page.status == 303 and page.header("location").startswith(f"/confirm?for={what}"), f"{what}: {page!r}"
    page = browser.act("/security", "/security/authenticator", {"passcode": person.authenticator.of_step(0)})
    assert page.status == 303 and page.header("location").startswith("/confirm?for=authenticator"), page
    # The password is no second factor, and neither is a wrong passcode.
    assert browser.act("/confirm", "/confirm", {"password": person.password}).status == 401
    assert browser.act("/confirm", "/confirm", {"passcode": person.authenticator.wrong()}).status == 401
    assert browser.act("/security", "/security/turn-off").header("location").startswith("/confirm")


def test_p31_changing_how_somebody_signs_in_on_a_trusted_device(account):
    """A trusted device changes no factor, code or password before a second factor."""
    ana = account.agent()
    browser = ana.half_signed_in()
    browser.submit("passcode", passcode=ana.authenticator.passcode(), remember="yes")
    browser.act("/security", "/signout")
    thief = ana.half_signed_in(browser)
    assert thief.page.path == DESK, thief.page
    is_asked_first(thief, ana)


def confirms_a_new_address(person, new, browser):
    """Opens the link that was mailed to the new address: only then is it the person's, and the old one is told as well."""
    old, mailbox = person.email, person.account.mailbox
    page = browser.get(link_in(mailbox.nth_to(new, 0)))
    assert page.path == f"{ADDRESS}/confirm", page
    page = browser.submit(f"{ADDRESS}/confirm")
    assert page.path == "/security?done=address-changed", page
    for address in (old, new):
        mailbox.nth_to(address, 0, "address was changed")
    person.email = new


def test_p31_changing_how_somebody_signs_in_with_an_old_session(account):
    """An old session changes no factor, code or password before a second factor; each is mailed."""
    ana = account.agent()
    thief = ana.signed_in()
    account.clock.turn(11 * 60)
    is_asked_first(thief, ana)

    account.clock.turn(60)
    browser = ana.signed_in()
    for what, holding, shown_at, typed in changes_of(ana):
        # Eleven minutes later it is asked for again; the way on leads back to what was wanted.
        account.clock.turn(11 * 60)
        page = browser.get(shown_at)
        if page.path.startswith("/confirm"):
            browser.submit("passcode", passcode=ana.authenticator.passcode())
        page = browser.submit(holding, **typed)
        if page.path.startswith("/confirm"):
            browser.submit("passcode", passcode=ana.authenticator.passcode())
            page = browser.submit(holding, **typed)
        assert page.status == 200 and not page.path.startswith("/confirm"), f"{what}: {page!r}"
        if what == "password":
            ana.password = NEW_PASSWORD
        elif what == "authenticator":
            old = ana.authenticator
            ana.connect_another(browser)
            assert ana.authenticator is not old
        elif what == "address":
            confirms_a_new_address(ana, typed["email"], browser)
    for about in ("New recovery codes", "Your password for", "step was added", "step was removed", "was turned off"):
        ana.letter(about)
    assert not thief.session_holds()


def test_p32_old_codes_after_new_ones(account):
    """New recovery codes, made twice at once: every old code is dead, and one new set works."""
    ana = account.agent()
    first = ana.codes
    two = [ana.signed_in(), ana.signed_in()]
    tokens = [browser.token("/security/recovery-codes") for browser in two]
    path = "/security/recovery-codes"
    at_once([lambda b=b, t=t: b.post(path, {"form_token": t}) for b, t in zip(two, tokens)])
    pages = [browser.get(f"{path}/save") for browser in two]
    shown = [page.in_element("recovery-codes") for page in pages if page.path == f"{path}/save"]
    assert shown and all(len(codes) == 10 and not set(codes) & set(first) for codes in shown), pages

    assert with_a_code(ana, first[0]).path == RECOVERY_CODE
    account.clock.turn(3600)
    works = []
    for codes in shown:
        works.append(with_a_code(ana, codes[0]).path == DESK)
        account.clock.turn(3600)
    assert works.count(True) == 1, works
    for code in first[1:3]:
        assert with_a_code(ana, code).path == RECOVERY_CODE
        account.clock.turn(3600)


def reset(person, link, password):
    """What comes of using that link."""
    browser = person.account.browser()
    page = browser.get(link)
    return browser.submit("new_password", new_password=password) if page.path == "/reset" else page


def test_p36_a_forgotten_password_as_a_way_around_the_second_step(account):
    """A reset by mail: the second step is still asked for; the link is short-lived, good once."""
    ana = account.agent()
    member, half = ana.signed_in(), ana.half_signed_in()
    ana.ask_for_a_reset()
    older = link_in(ana.letter(RESET, 0))
    ana.ask_for_a_reset()
    link = link_in(ana.letter(RESET, 1))
    assert reset(ana, older, NEW_PASSWORD).status == 410, "an older link lives beside the newer"

    # Scanners of mail follow links: looking uses nothing.
    account.clock.turn(30 * 60 - 1)
    for _ in range(3):
        assert account.browser().get(link).path == "/reset"
    assert reset(ana, link, NEW_PASSWORD).path.startswith("/signin?done=password-set")
    assert reset(ana, link, "another password that is long enough").status == 410, "a link was used twice"
    assert not member.session_holds()
    assert is_led_to_sign_in(half.get(PASSCODE, follow=False)), "a half-done sign-in outlived the password it began with"

    old = ana.half_signed_in()
    assert old.page.status == 401, old.page
    ana.password = NEW_PASSWORD
    thief = ana.half_signed_in()
    assert thief.page.place == PASSCODE and not thief.session_holds(), thief.page
    assert thief.submit("passcode", passcode=ana.authenticator.passcode()).path == DESK
    assert with_a_code(ana, ana.codes[0]).path == DESK

    ana.ask_for_a_reset()
    late = link_in(ana.letter(RESET, 2))
    account.clock.turn(30 * 60)
    assert reset(ana, late, "another password that is long enough").status == 410, "a link of half an hour ago works"
    ana.signed_in()
