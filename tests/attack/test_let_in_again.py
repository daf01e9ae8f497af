"""Attacks on letting somebody in again: codes that admins issue, the restricted session, and roles that are lost meanwhile."""

from account import DESK, PASSWORD, RECOVERY_CODE
from authenticator import Authenticator
from browser import at_once
from doors import ADMIN, HALF_SIGNED_IN, IN_SESSION, IN_TEAM, all_doors, gives_a_session, is_led_to_sign_in, knock
from postbox import link_in, text_of

ISSUED = "A recovery code was issued"
RECOVER = "/recover"


def issue_path(person, office):
    """Where a code is issued for that person."""
    return f"/admin/recovery/{person.page_path(office).split('/')[-1]}/issue"


def issue(office, person):
    """A code for that person, as the page shows it."""
    path = issue_path(person, office)
    office.get(path)
    page = office.submit("seen")
    assert page.status == 200, page
    return "".join(page.in_element("issued-code"))


def typed(person, code):
    """A browser in which that person's password was given, and the code."""
    browser = person.half_signed_in()
    browser.get(RECOVERY_CODE)
    browser.submit("recovery_code", recovery_code=code)
    return browser


def set_up(browser, account):
    """Connects an authenticator in a restricted session."""
    app = Authenticator("".join(browser.page.in_element("totp-key")), account.clock)
    page = browser.submit("passcode", passcode=app.passcode())
    assert page.path == "/recover/codes", page
    page = browser.submit("saved", saved="yes")
    assert page.path == "/signin?done=recovered", page
    return app


def test_p33_a_code_of_an_admin(account):
    """A code of an admin for an agent: once, for a day, with the password; it opens a new second step and nothing else. None for
    an end user, an owner or the admin."""
    kim, ana = account.person_with_totp("Kim", "admin"), account.agent()
    ben, mara = account.agent("Ben"), account.person_with_totp("Mara", "end_user")
    session, office = ana.signed_in(), kim.signed_in()
    owners = account.office()
    for person, status in ((mara, 409), (account.owner, 403), (kim, 409)):
        path = issue_path(person, owners)
        assert not office.get(path).has_field("seen"), office.page
        assert office.act(path, path).status == status, f"{person.name}: {office.page!r}"
    for path in (issue_path(person, owners) for person in (mara, ben, kim)):
        assert session.act("/security", path).status == 403

    code = issue(office, ana)
    mail, told = ana.letter(ISSUED), account.owner.letter(ISSUED)
    assert all("Kim" in text and code not in text for text in map(text_of, (mail, told)))
    stranger = account.browser()
    assert is_led_to_sign_in(stranger.post(RECOVERY_CODE, {"recovery_code": code, "form_token": stranger.token("/signin")}))
    assert typed(ben, code).page.place == RECOVERY_CODE, "a code let somebody else in"
    account.clock.turn(24 * 3600)
    assert "does not work any more" in typed(ana, code).page.text, "a code of yesterday works"

    office = kim.signed_in()
    code = issue(office, ana)
    browser = typed(ana, code)
    assert browser.page.path == RECOVER and not browser.session_holds() and not session.session_holds()
    of_ana = ana.page_path(account.office()).split("/")[-1]
    for door in all_doors():
        for method in door.methods:
            if door.needs in (HALF_SIGNED_IN, IN_SESSION, IN_TEAM, ADMIN):
                page = knock(browser, door, method, of_ana)
                assert is_led_to_sign_in(page) and not gives_a_session(page), f"{method} {door}: {page!r}"
    browser.get(RECOVER)
    before, ana.authenticator = ana.authenticator, set_up(browser, account)
    assert "already used" in typed(ana, code).page.text, "a code worked twice"
    account.clock.turn(3600)
    thief = ana.half_signed_in()
    assert thief.submit("passcode", passcode=before.passcode()).place != DESK, "the lost phone still opens"
    ana.signed_in()


def test_p33_between_equals_a_second_person(account):
    """Between admins a code does nothing before a second admin agreed, and who issued it is no second one."""
    kim, lea, sam = (account.person_with_totp(name, "admin") for name in ("Kim", "Lea", "Sam"))
    office = kim.signed_in()
    code = issue(office, lea)
    assert "does not work yet" in typed(lea, code).page.text
    office.get("/admin/recovery")
    assert all("/agree" not in form.action for form in office.page.forms), office.page
    held = sam.signed_in()
    held.get("/admin/recovery")
    form = held.page.form("/admin/recovery/agree")
    assert office.act("/admin/recovery", "/admin/recovery/agree", {"code": form.fields["code"]}).status == 403
    assert "does not work yet" in typed(lea, code).page.text
    page = held.submit("/admin/recovery/agree")
    assert page.path.startswith("/admin/recovery?done=code-agreed"), page
    assert typed(lea, code).page.path == RECOVER


def test_p34_a_code_of_the_owner(account):
    """A code of the owner: for an admin and an agent, for no end user; fifty uses at once are one; whoever is made an end user meanwhile
    holds nothing, and a mailed link takes it back."""
    kim, ana, mara = account.person_with_totp("Kim", "admin"), account.agent(), account.person_with_totp("Mara", "end_user")
    office = account.office()
    path = issue_path(mara, office)
    assert office.act(path, path).status == 409
    assert typed(kim, issue(office, kim)).page.path == RECOVER

    code = issue(office, ana)
    browsers = [ana.half_signed_in() for _ in range(50)]
    tokens = [browser.token(RECOVERY_CODE) for browser in browsers]
    acts = [lambda b=b, t=t: b.post(RECOVERY_CODE, {"recovery_code": code, "form_token": t}) for b, t in zip(browsers, tokens)]
    pages = at_once(acts)
    assert [page.location for page in pages].count(RECOVER) == 1, pages

    ben = account.agent("Ben")
    office = account.office()
    code = issue(office, ben)
    ben.is_acted_on(office, "role", role="end_user")
    ben.role = "end_user"
    assert "does not work any more" in typed(ben, code).page.text, "an end user was let in by a code"
    ben.is_acted_on(office, "role", role="agent")
    ben.role = "agent"
    assert "does not work any more" in typed(ben, code).page.text
    # Five tries are free, and these were no guesses.
    account.clock.turn(3600)
    code = issue(account.office(), ben)
    browser = account.browser()
    browser.get(link_in(ben.account.mailbox.nth_to(ben.email, 1, ISSUED)))
    page = browser.submit("/recovery/cancel")
    assert page.path.startswith("/signin?done=code-cancelled"), page
    assert "does not work any more" in typed(ben, code).page.text, "a code that was taken back works"


def test_p52_fields_that_nobody_asked_for(account):
    """Fields that a form has not change nothing: role, standing, proof, account."""
    ana, kim = account.agent(), account.person_with_totp("Kim", "admin")
    browser = ana.signed_in()
    more = {"role": "owner", "standing": "active", "tenant_id": "0", "mfa_required": "no", "verified": "yes", "epoch": "1"}
    for path in ("/security/language", "/security/preferred", "/signin/recovery-code"):
        browser.act("/security", path, {"language": "en", **more})
    assert browser.get("/admin", follow=False).status == 403
    office = kim.signed_in()
    path = f"{ana.page_path(office)}/role"
    assert office.act(path, path, {**more, "role": "owner"}).status == 403, "an admin made an owner"
    office.act("/admin/recovery/rules", "/admin/recovery/rules", {"version": "0", "equals_alone": "yes", **more})
    lea = account.person_with_totp("Lea", "admin")
    assert "does not work yet" in typed(lea, issue(kim.signed_in(), lea)).page.text, "an admin switched the second person off"


def test_p53_an_account_keeps_an_owner(own_account):
    """No admin demotes, suspends, archives or lets in an owner; of two owners who leave at once one stays."""
    account = own_account
    kim = account.person_with_totp("Kim", "admin")
    second = account.person_with_totp("Ona", "owner")
    office = kim.signed_in()
    path = second.page_path(account.office())
    for act, fields in (("role", {"role": "agent"}), ("suspend", {}), ("archive", {"sure": "yes"}), ("end-sessions", {})):
        assert office.act("/admin", f"{path}/{act}", fields).status == 403, act
    issuing = issue_path(second, account.office())
    assert office.act(issuing, issuing).status == 403
    two = [account.office(), second.signed_in()]
    paths = [second.page_path(two[0]), account.owner.page_path(two[1])]
    tokens = [browser.token("/security") for browser in two]
    at_once([lambda b=b, p=p, t=t: b.post(f"{p}/suspend", {"form_token": t}) for b, p, t in zip(two, paths, tokens)])
    holds = [browser.session_holds() for browser in two]
    assert any(holds), "the account has no owner any more"
    owner = two[holds.index(True)]
    assert owner.get("/admin", follow=False).status == 200


def test_p54_another_account_s_people_and_codes(account, own_account):
    """Ids and links of another account are nothing here: no person, no request, no code."""
    there = own_account.agent("Una")
    office_there = own_account.office()
    code = issue(office_there, there)
    link, path = link_in(there.letter(ISSUED)), issue_path(there, office_there)
    office = account.office()
    for method in ("issue", "decline"):
        elsewhere = path.replace("/issue", f"/{method}")
        assert office.get(elsewhere, follow=False).status == 404
        assert office.act("/admin/recovery", elsewhere, {"reason": "no"}).status == 404
    office_there.get("/admin/recovery")
    held = office_there.page.form("/admin/recovery/cancel").fields["code"]
    for act in ("agree", "cancel"):
        page = office.act("/admin/recovery", f"/admin/recovery/{act}", {"code": held})
        assert page.header("location") == "/admin/recovery?done=changed-meanwhile", page
    assert account.browser().get(link).status == 410, "a link takes back another account's code"
    assert typed(account.agent(), code).page.place == RECOVERY_CODE
    assert typed(there, code).page.path == RECOVER, "it was taken back from elsewhere"


def test_p55_codes_of_who_lost_the_role(account):
    """Whoever is demoted or suspended has lost what they issued."""
    kim, lea = account.person_with_totp("Kim", "admin"), account.person_with_totp("Lea", "admin")
    ana, ben = account.agent(), account.agent("Ben")
    codes = [(ana, issue(kim.signed_in(), ana)), (ben, issue(lea.signed_in(), ben))]
    kim.is_acted_on(account.office(), "role", role="agent")
    lea.is_acted_on(account.office(), "suspend")
    for person, code in codes:
        assert "does not work any more" in typed(person, code).page.text, person.name


def test_p35_nothing_readable_in_the_database(account):
    """No code, key, password or token stands readable in the database or what lies beside it, nor in a log."""
    kim, ana = account.person_with_totp("Kim", "admin"), account.agent()
    browser = ana.signed_in()
    issued = issue(kim.signed_in(), ana)
    ana.ask_for_a_reset()
    link = link_in(ana.letter("A new password"))
    secrets = [issued, *ana.codes, ana.authenticator.key, PASSWORD, link.split("/")[-1], browser.cookies["__Host-session"]]
    secrets += [secret.replace("-", "") for secret in (issued, *ana.codes)]
    stored = account.server.everything_stored()
    assert ana.email.encode() in stored, "what was looked at is not the database"
    for secret in secrets:
        for readable in (secret.encode(), secret.encode().hex().encode()):
            assert readable not in stored, f"{secret[:4]}… is readable"
    logged = "\n".join(account.server.log_lines())
    assert not [secret[:4] for secret in secrets if secret in logged], "a secret was logged"
