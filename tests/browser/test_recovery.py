"""Locked out: an agent who lost phone and codes is let in again, seen from both sides; a customer's wait is cancelled by its owner."""

import pages
from authenticator import Authenticator
from browser import PHONE
from checks import look
from keyboard import TELLINGS

LOCKED_OUT, ENTER_CODE = "/signin/locked-out", "/signin/recovery-code"
RECOVER, CODES = "/recover", "/recover/codes"
DESK, RULES = "/admin/recovery", "/admin/recovery/rules"
NOTHING_LEFT = f"a[href='{LOCKED_OUT}']"
ISSUE = "a[href$='/issue']"


@TELLINGS
def test_an_agent_who_lost_phone_and_codes_is_let_in_by_an_admin(demo, mailbox, open_browser):
    admin, agent = demo.person("admin"), demo.person("agent")
    # Her new phone has scripts switched off: all of this must work without.
    phone = open_browser("phone", PHONE, javascript=False)
    she_asks_for_help(phone, agent)

    office = open_browser("office")
    code = he_finds_the_request_and_issues_a_code(office, admin, mailbox)

    authenticator = she_sets_a_new_second_step_up(phone, agent, code)
    pages.sign_in(phone, agent.email, agent.password)
    pages.enter_passcode(phone, authenticator.passcode())
    assert phone.path == pages.DESK, phone.text


def she_asks_for_help(phone, agent):
    pages.sign_in(phone, agent.email, agent.password)
    phone.press(NOTHING_LEFT)
    look(phone, "recovery-01-locked-out")
    phone.press(f"form[action='{LOCKED_OUT}'] button")
    assert phone.path == LOCKED_OUT, phone.text
    look(phone, "recovery-02-asked")


def he_finds_the_request_and_issues_a_code(office, admin, mailbox):
    assert DESK in mailbox.newest(admin.email, about="locked out").get_content()
    pages.sign_in_with_passcode(office, admin)
    office.open(DESK)
    look(office, "recovery-03-request")
    office.resize(PHONE)
    look(office, "recovery-03-request")
    office.press(ISSUE)
    look(office, "recovery-04-issue")
    office.submit("seen")
    pages.confirm_if_asked(office, admin)
    look(office, "recovery-05-issued")
    code = office.one("#issued-code").text
    assert len(code) == 19, code
    office.press(f"main a.button[href='{DESK}']")
    look(office, "recovery-06-open")
    return code


def she_sets_a_new_second_step_up(phone, agent, code):
    phone.open(LOCKED_OUT)
    assert code not in phone.text, "the code is on her own page"
    phone.press(f"a.button[href='{ENTER_CODE}']")
    look(phone, "recovery-07-enter-code")
    phone.fill("recovery_code", code.lower().replace("-", " "))
    phone.submit("recovery_code")
    assert phone.path == RECOVER, phone.text
    look(phone, "recovery-08-connect")
    authenticator = Authenticator("".join(phone.one(pages.TOTP_KEY).text.split()))
    pages.enter_passcode(phone, authenticator.passcode())
    assert phone.path == CODES, phone.text
    look(phone, "recovery-09-codes")
    phone.tick(pages.SAVED)
    phone.submit("saved")
    assert phone.path == pages.SIGN_IN, phone.text
    look(phone, "recovery-10-done")
    return authenticator


@TELLINGS
def test_a_customer_cancels_a_wait_that_somebody_else_began(demo, mailbox, open_browser):
    owner, customer = demo.person("owner"), demo.person("end_user")
    office = open_browser("office")
    pages.sign_in_with_passcode(office, owner)
    office.open(RULES)
    look(office, "recovery-11-rules")
    choose_a_day(office)
    office.submit("lock_hours")
    pages.confirm_if_asked(office, owner)
    look(office, "recovery-12-rules-saved")

    thief = open_browser("thief", PHONE, javascript=False)
    pages.sign_in(thief, customer.email, customer.password)
    thief.press(NOTHING_LEFT)
    look(thief, "recovery-13-wait-offered")
    thief.press("form[action='/signin/locked-out/wait'] button")
    look(thief, "recovery-14-wait-mailed")
    mailbox.newest(customer.email, about="Let yourself in again")
    thief.open(mailbox.link_to(customer.email))
    look(thief, "recovery-15-begin")
    thief.press("form[action='/recovery/wait'] button")
    look(thief, "recovery-16-wait-runs")

    mailbox.newest(customer.email, about="second step can be set up soon")
    phone = open_browser("phone", PHONE, javascript=False)
    phone.open(mailbox.link_to(customer.email))
    look(phone, "recovery-17-cancel")
    phone.press("form[action='/recovery/wait/cancel'] button")
    assert phone.path == pages.SIGN_IN, phone.text
    look(phone, "recovery-18-cancelled")
    thief.open(LOCKED_OUT)
    assert thief.all("form[action='/signin/locked-out/wait']"), "the wait runs on"


def choose_a_day(office):
    """Chooses the shortest wait, by the arrow that everybody without a mouse has."""
    box = office.one("select[name=lock_hours]")
    if hasattr(office, "reach"):
        office.reach(box)
    box.send_keys("\ue015")
    assert box.get_attribute("value") == "24", box.get_attribute("value")
