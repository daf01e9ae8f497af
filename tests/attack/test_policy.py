"""Attacks on what the account demands."""

from account import DESK, ENROL, PASSCODE, PLAN, POLICY, RECOVERY_CODES
from browser import SESSION
from doors import half_signed_in_reaches_nothing_else, is_led_to_sign_in


def test_p25_past_a_requirement(own_account):
    """A requirement while people are signed in: no new session without an authenticator."""
    account = own_account
    tom, ana = account.person("Tom", "agent"), account.agent()
    member, half = tom.signed_in(), account.browser()
    had_begun = ana.half_signed_in()
    account.save_policy(team_required="yes")
    assert member.session_holds() and member.get(DESK).path == DESK
    # What was decided under the old policy gives no session.
    page = had_begun.act("/signin", PASSCODE, {"passcode": ana.authenticator.passcode()})
    assert is_led_to_sign_in(page) and not had_begun.session_holds(), page

    tom.half_signed_in(half)
    assert half.page.path == ENROL and not half.session_holds(), half.page
    guess = {"passcode": "000000"}
    for path, fields in [(PASSCODE, guess), (RECOVERY_CODES, {"saved": "yes"}), (ENROL, guess), (ENROL, {})]:
        page = half.act(ENROL, path, fields)
        assert SESSION not in half.cookies, f"{path}: {page!r}"
    zoe = account.person("Zoe", "end_user").page_path(account.office()).split("/")[-1]
    half_signed_in_reaches_nothing_else(tom.half_signed_in, zoe)

    # Nor does the state in which codes wait to be saved.
    def codes_unsaved():
        new = account.person("New", "agent")
        browser = new.half_signed_in()
        new.connect(browser)
        return browser

    half_signed_in_reaches_nothing_else(codes_unsaved, zoe)
    tom.signed_in()
    assert tom.authenticator


def test_p26_a_policy_of_the_others(own_account):
    """A policy of one user type leaves the other; who changes sides falls under the new one."""
    account = own_account
    tom, mara = account.person("Tom", "agent"), account.person("Mara", "end_user")
    members = {person: person.signed_in() for person in (tom, mara)}
    policies = [{"end_users_required": "yes", "team_required": None}, {"end_users_required": None, "team_required": "yes"}]
    for policy, touched, untouched in [(policies[0], mara, tom), (policies[1], tom, mara)]:
        account.save_policy(**policy)
        assert touched.half_signed_in().page.path == ENROL, policy
        assert untouched.half_signed_in().page.path == DESK, policy
        assert members[untouched].session_holds()
    account.save_policy(end_users_end_sessions="yes", end_users_idle="3600")
    assert members[tom].session_holds() and not members[mara].session_holds()

    # The agents' policy demands a second factor now, and the end users' does not.
    member = mara.signed_in()
    mara.is_acted_on(account.office(), "role", role="agent")
    assert not member.session_holds()
    half = mara.half_signed_in()
    assert half.page.path == ENROL and not half.session_holds(), half.page


def test_p27_a_policy_saved_by_others(own_account):
    """The policy saved by an agent, an old session, forged fields, a page of before: refused."""
    account = own_account
    people = [account.person("Mara", "end_user"), account.agent("Tom")]
    office = account.office()
    shown = office.get(POLICY).form("team_required").fields
    claims = {"role": "owner", "user_type": "team", "is_admin": "yes"}
    wanted = {**shown, **claims, "team_required": "yes", "end_users_required": "yes"}
    for person in people:
        browser = person.signed_in()
        page = browser.act("/security", POLICY, wanted)
        assert page.status == 403, page
    no_factor = account.person("Kim", "admin").signed_in()
    page = no_factor.act("/security", POLICY, wanted)
    assert page.status == 303 and "done=second-factor-first" in page.header("location"), page
    account.clock.turn(11 * 60)
    page = office.act(POLICY, POLICY, wanted)
    assert page.header("location").startswith("/confirm?for=policy"), page
    for password in ({"password": account.owner.password}, {"passcode": account.owner.authenticator.wrong()}):
        assert office.act("/confirm", "/confirm", password).status == 401
    assert office.act(POLICY, POLICY, wanted).header("location").startswith("/confirm")
    office = account.office()
    now = office.get(POLICY).form("team_required").fields
    assert {**now, "form_token": ""} == {**shown, "form_token": ""}

    # Forged fields of one's own page are no policy either, and neither is a page of before somebody else's change.
    for forged in ({"team_idle": "1"}, {"team_absolute": "999999999"}, {"team_idle": "-300"}, {"team_version": "x"}):
        assert office.act(POLICY, POLICY, {**now, **forged}).status in (400, 422), forged
    account.save_policy(team_idle="900")
    page = office.act(POLICY, POLICY, {**now, "team_idle": "86400", "team_absolute": "86400"})
    assert page.status == 409, page
    assert office.get(POLICY).form("team_required").fields["team_idle"] == "900"


def test_p27_a_plan_made_true_by_others(own_account):
    """A plan made true by an agent, an old session, with another hash or none, twice: refused."""
    account = own_account
    office = account.office()
    shown = office.get(POLICY).form("team_required").fields
    office.post(POLICY, {**shown, "team_idle": "900"}, follow=True)
    assert office.page.path.startswith(PLAN), office.page
    plan = {**office.page.form("reason").fields, "reason": "A case"}
    for person in (account.person("Mara", "end_user"), account.agent("Tom")):
        page = person.signed_in().act("/security", PLAN, plan)
        assert page.status == 403, page
    office = account.office()
    for forged in ({"plan": ""}, {"plan": "0" * 32}, {"team": plan["team"] + "end"},
                   {"team": plan["team"].replace("~15~", "~30~")}, {"team": plan["team"].replace("~any~", "~no_sent_codes~")}):
        page = office.act("/security", PLAN, {**plan, **forged})
        assert page.status == 409, f"{forged}: {page!r}"
    for malformed in ({"team": "x"}, {"from": ""}, {"team": plan["team"] + "~"}, {"team": "", "end_users": ""}):
        page = office.act("/security", PLAN, {**plan, **malformed})
        assert page.status == 400, f"{malformed}: {page!r}"
    assert account.office().get(POLICY).form("team_required").fields["team_idle"] == "3600"
    account.clock.turn(11 * 60)
    page = office.act("/security", PLAN, plan)
    assert page.header("location").startswith("/confirm?for=policy"), page
    office = account.office()
    answers = [office.act("/security", PLAN, plan) for _ in range(2)]
    assert [page.header("location").split("?done=")[-1] for page in answers] == ["saved", "policy-changed-meanwhile"], answers
