"""Attacks on trusted devices: "don't ask again on this computer"."""

import pytest

from account import DESK, ENROL, PASSCODE, POLICY
from browser import DEVICE, NEVER_GIVEN, SESSION, SIGN_IN
from doors import is_led_to_sign_in

DAY = 86_400

REMEMBER, EVERY_SIGN_IN = {"team_asking": "remember", "team_days": "30"}, {"team_asking": "every_sign_in"}


def trusted(person, browser=None):
    """A browser that this person trusts, and has signed out in."""
    browser = person.half_signed_in(browser)
    assert browser.page.place == PASSCODE, browser.page
    browser.submit("passcode", passcode=person.authenticator.passcode(), remember="yes")
    assert browser.page.path == DESK and DEVICE in browser.cookies, browser.page
    browser.act("/security", "/signout")
    assert SESSION not in browser.cookies and DEVICE in browser.cookies
    return browser


def is_asked(person, browser):
    """Whether the right password in this browser, or rather in a copy of it, leads to the question for a passcode."""
    page = person.half_signed_in(browser.copy()).page
    assert page.place in (PASSCODE, DESK), page
    return page.place == PASSCODE


def asked_with_cookie(person, value, more=""):
    """What the right password leads to with that cookie of a device."""
    browser = person.account.browser()
    token = browser.token()
    cookie = "; ".join([*(f"{name}={it}" for name, it in browser.cookies.items()), f"{DEVICE}={value}"]) + more
    body = f"username={person.email.replace('@', '%40')}&password={person.password.replace(' ', '+')}&form_token={token}"
    return browser.send("POST", "/signin", browser.of_our_page, body, cookie=cookie).location


def test_p18_a_device_cookie_bent(own_account):
    """A device's cookie bent, cut, doubled, huge, made up or another's: the passcode is asked for."""
    account = own_account
    ana, ben = account.agent("Ana"), account.agent("Ben")
    good, bens = trusted(ana).cookies[DEVICE], trusted(ben).cookies[DEVICE]
    bits = [good[:at] + ("A" if good[at] != "A" else "B") + good[at + 1:] for at in (0, 20, len(good) - 2)]
    cut = [good[:-1], good[1:], good + "A", good.swapcase(), good[::-1]]
    for value in [*bits, *cut, bens, NEVER_GIVEN, "", "x", "A" * 8_192, "%00", '"', "{}"]:
        assert asked_with_cookie(ana, value) == PASSCODE, value[:60]
    for doubled in (f"; {DEVICE}={good}", f"; {DEVICE}={bens}"):
        assert asked_with_cookie(ana, good, doubled) == PASSCODE, doubled
    for other in ("device", "__Secure-device", "__host-device"):
        assert asked_with_cookie(ana, NEVER_GIVEN, f"; {other}={good}") == PASSCODE, other
    assert asked_with_cookie(ana, good) == DESK, "the checks above are of a cookie that is good"


def test_p18_a_device_cookie_of_another_account(account, own_account):
    """A device trusted in one account, in another account: the passcode is asked for."""
    ana, elsewhere = account.agent(), own_account.agent()
    browser = trusted(elsewhere)
    assert asked_with_cookie(ana, browser.cookies[DEVICE]) == PASSCODE
    assert not is_asked(elsewhere, browser)


def test_p19_a_device_trusted_for_ever(account):
    """A device after thirty days, however used and whatever its cookie says: asked again."""
    ana = account.agent()
    browser = trusted(ana)
    at = account.clock.now
    for _ in range(3):
        account.clock.turn(7 * DAY)
        used = ana.half_signed_in(browser)
        assert used.page.path == DESK, "using it is what it is for"
        used.act("/security", "/signout")
    account.clock.turn(at + 30 * DAY - 1 - account.clock.now)
    assert not is_asked(ana, browser)
    account.clock.turn(2)
    # The jar of this suite keeps every cookie until the server removes it: a lifetime edited to ten years.
    assert DEVICE in browser.cookies and is_asked(ana, browser)


def test_p20_a_device_without_the_password(account):
    """A device's cookie without the password, or at another's sign-in: it opens nothing."""
    ana, ben = account.agent("Ana"), account.agent("Ben")
    browser = trusted(ana)
    thief = account.browser()
    thief.cookies[DEVICE] = browser.cookies[DEVICE]
    for path in (DESK, "/admin", PASSCODE, ENROL, "/confirm"):
        assert is_led_to_sign_in(thief.get(path, follow=False)), f"{path}: {thief.page!r}"
    assert thief.get("/signin").status == 200 and not thief.session_holds()
    for name in (SESSION, SIGN_IN):
        other = thief.copy()
        other.cookies[name] = browser.cookies[DEVICE]
        assert not other.session_holds() and is_led_to_sign_in(other.get(PASSCODE, follow=False)), name
    for password in ("", "a password that nobody here has", browser.cookies[DEVICE]):
        page = thief.act("/signin", "/signin", {"username": ana.email, "password": password})
        assert page.status == 401 and not thief.session_holds(), page
    assert ben.half_signed_in(thief.copy()).page.place == PASSCODE
    assert not is_asked(ana, browser)


def test_p21_a_box_that_was_unticked(account):
    """"Don't ask again" unticked: nothing is remembered, and the next sign-in asks."""
    ana = account.agent()
    browser = ana.half_signed_in()
    assert browser.page.form("passcode").fields.get("remember"), "the box is there, and ticked"
    browser.submit("passcode", passcode=ana.authenticator.passcode(), remember=None)
    assert browser.page.path == DESK and DEVICE not in browser.cookies
    assert not devices_shown(browser)
    browser.act("/security", "/signout")
    assert is_asked(ana, browser)
    # Ticked, it is shown: the check above is of something that can be seen.
    assert devices_shown(ana.half_signed_in(trusted(ana)))


def devices_shown(browser):
    """The forms with which My security offers to forget a device."""
    return [form for form in browser.get("/security").forms if form.action == "/security/devices/end"]


def test_p22_a_device_of_before_every_sign_in(own_account):
    """"Every sign-in": devices of before are asked at once and for good; a forged tick does nothing."""
    account = own_account
    ana = account.agent()
    account.clock.turn(60)
    browser = trusted(ana)
    assert not is_asked(ana, browser)
    account.save_policy(**EVERY_SIGN_IN)
    assert is_asked(ana, browser)

    other = ana.half_signed_in()
    assert not other.page.has_field("remember"), "the box is still there"
    for forged in ({"remember": "yes"}, {"remember": "1", "trust": "1", "device": "yes", "days": "30"}):
        half = ana.half_signed_in()
        page = half.submit("passcode", passcode=ana.authenticator.passcode(), **forged)
        assert page.path == DESK and DEVICE not in half.cookies and not devices_shown(half), page
        half.act("/security", "/signout")
        assert is_asked(ana, half)

    account.clock.turn(60)
    account.save_policy(**REMEMBER)
    assert is_asked(ana, browser), "a device came back to life"
    account.clock.turn(60)
    assert not is_asked(ana, trusted(ana)), "devices are remembered again"


def test_p23_a_device_of_before_a_change(own_account):
    """After another password, authenticator, role and more: no device of before is trusted."""
    account = own_account
    ana = account.agent()

    def by_a_new_password():
        new = "nine otters under the bridge"
        page = ana.signed_in().act("/security/password", "/security/password", {"password": ana.password, "new_password": new})
        assert page.location == "/security", page
        ana.password = new

    def by_forgetting_each():
        # In a browser that is no device itself: with a device, the sessions that began there are over.
        browser = ana.signed_in(remember=None)
        while forms := devices_shown(browser):
            assert browser.post(forms[0].action, forms[0].fields).location == "/security"

    def by_suspension():
        ana.is_acted_on(account.office(), "suspend")
        ana.is_acted_on(account.office(), "restore")

    def forgotten_by_an_admin():
        office = account.office()
        path = ana.page_path(office)
        while forms := [form for form in office.get(path).forms if form.action == f"{path}/end-device"]:
            assert office.post(forms[0].action, forms[0].fields).location == path

    ways = {
        "another password": by_a_new_password,
        "another authenticator": lambda: ana.set_up_another_authenticator(ana.signed_in()),
        "each forgotten by the person": by_forgetting_each,
        "each forgotten by an admin": forgotten_by_an_admin,
        "all ended by an admin": lambda: ana.is_acted_on(account.office(), "end-sessions"),
        "all others ended": lambda: ana.signed_in().act("/security", "/security/sessions/end-others"),
        "suspended and restored": by_suspension,
        "another role": lambda: ana.is_acted_on(account.office(), "role", role="admin"),
        "another role once more": lambda: ana.is_acted_on(account.office(), "role", role="agent"),
        "the policy": lambda: account.save_policy(team_end_sessions="yes"),
    }
    for what, change in ways.items():
        account.clock.turn(60)
        devices = [trusted(ana), trusted(ana)]
        assert not any(is_asked(ana, browser) for browser in devices), what
        change()
        assert all(is_asked(ana, browser) for browser in devices), what


@pytest.mark.left_out("amr of an OIDC provider: it is none yet")
def test_p24_a_device_called_a_second_factor(account):
    """A sign-in by a trusted device is one factor: whatever asks for a second still asks."""
    ana = account.agent()
    browser = ana.half_signed_in(trusted(ana))
    assert browser.page.path == DESK, browser.page
    sessions = browser.get("/security").body.split('aria-labelledby="sessions"')[1]
    current = next(part for part in sessions.split("<li>") if "This browser" in part)
    assert "Password" in current and "Authenticator app" not in current, current
    for path in ("/security/password", "/security/recovery-codes", "/security/turn-off"):
        page = browser.get(path, follow=False)
        assert page.header("location").startswith("/confirm"), page
    assert browser.act("/confirm", "/confirm", {"password": ana.password}).status == 401
    page = browser.act("/confirm", "/confirm", {"passcode": ana.authenticator.passcode(), "then": "/security/password"})
    assert page.location == "/security/password" and browser.get("/security/password", follow=False).status == 200


def test_p27_a_policy_saved_by_a_trusted_device(own_account):
    """The policy saved on a trusted device without a passcode: the passcode is asked for."""
    account = own_account
    account.office()
    account.clock.turn(60)
    owner = account.owner.half_signed_in(trusted(account.owner))
    assert owner.page.path == DESK, owner.page
    shown = owner.get(POLICY).form("team_required").fields
    page = owner.act(POLICY, POLICY, {**shown, "team_required": "yes", "remember": "yes"})
    assert page.header("location").startswith("/confirm?for=policy"), page
    assert "team_required" not in account.office().get(POLICY).form("team_required").fields
