"""Attacks of people on what their role does not reach."""

from account import PASSCODE
from doors import ADMIN, ANYBODY, HALF_SIGNED_IN, IN_SESSION, NOTHING, IN_TEAM, all_doors, gives_a_session, is_led_to_sign_in, knock

# Who passes which kind of door; everybody else is turned away. A door's kind stands in the table of doors.
PASSES = {
    "a stranger": {NOTHING, ANYBODY},
    "half signed in": {NOTHING, ANYBODY, HALF_SIGNED_IN},
    "an end user": {NOTHING, ANYBODY, IN_SESSION},
    "an agent": {NOTHING, ANYBODY, IN_SESSION, IN_TEAM},
    "an admin": {NOTHING, ANYBODY, IN_SESSION, IN_TEAM, ADMIN},
    "an owner": {NOTHING, ANYBODY, IN_SESSION, IN_TEAM, ADMIN},
}


def is_in(page):
    """Whether the door let somebody in, whatever it then made of the request."""
    return page.status != 403 and not is_led_to_sign_in(page)


def still_there(browser, passes):
    """Whether what was done ended nothing: signing out on the way is part of the walk."""
    if IN_SESSION in passes:
        return browser.session_holds()
    return HALF_SIGNED_IN not in passes or browser.get(PASSCODE, follow=False).status == 200


def test_p51_every_role_at_every_door(own_account):
    """Everybody at every door, by page and by form: each passes the doors of their role."""
    account = own_account
    # So that nobody turns off, on the walk, what later doors ask them for.
    account.save_policy(team_required="yes", end_users_required="yes")
    people = {
        "half signed in": account.agent("Hal"), "an end user": account.person_with_totp("Mara", "end_user"),
        "an agent": account.agent("Tom"), "an admin": account.person_with_totp("Kim", "admin"), "an owner": account.owner,
    }
    zoe = account.person("Zoe", "end_user").page_path(account.office()).split("/")[-1]

    def arrive(who):
        if who == "a stranger":
            return account.browser()
        return people[who].half_signed_in() if who == "half signed in" else people[who].signed_in()

    for who, passes in PASSES.items():
        browser = arrive(who)
        for door in all_doors():
            for method in door.methods:
                page = knock(browser, door, method, zoe)
                what = f"{who}, {method} {door}: {page!r}"
                if door.needs in (NOTHING, ANYBODY):
                    assert page.status != 403, what
                elif door.needs in passes:
                    assert is_in(page), what
                elif door.needs in (IN_TEAM, ADMIN) and who in ("an end user", "an agent"):
                    assert page.status == 403, what
                else:
                    assert is_led_to_sign_in(page), what
                assert who != "a stranger" or not gives_a_session(page), what
                if method == "POST" and not still_there(browser, passes):
                    browser = arrive(who)
