"""Where things are on Doorward's pages. Nothing else in these tests knows a path, a field's name or a selector."""

import re

from postbox import text_of

SIGN_IN = "/signin"
SIGNED_OUT = "/signed-out"
FORGOT = "/forgot"
REGISTER = "/register"
REGISTER_FINISH = "/register/finish"
PASSCODE = "/signin/passcode"
RECOVERY_CODE = "/signin/recovery-code"
PASSKEY = "/signin/passkey"
EMAIL_CODE = "/signin/email-code"
SMS_CODE = "/signin/sms-code"
PASSKEY_REFUSED = "/signin/passkey-alone"
ADD_PASSKEY = "/security/passkey"
ENROL = "/signin/enrol"
RECOVERY_CODES = "/signin/recovery-codes"
CONFIRM = "/confirm"
DESK = "/desk"
MAILBOX = "/mailbox"
SECURITY = "/security"
CONNECT = "/security/authenticator"
ADD_MAILBOX = "/security/email-code"
ADD_PHONE = "/security/sms-code"
NEW_CODES = "/security/recovery-codes"
NEW_PASSWORD = "/security/password"
SAVE_CODES = "/security/recovery-codes/save"
ADMIN = "/admin"
AUTHENTICATION = "/admin/security/advanced"
METHODS = "/admin/security/methods"
PLAN = "/admin/security/plan"
HISTORY = "/admin/security/history"
TEXT_MESSAGES = "/admin/sms"
BRAND = "/admin/brand"
REPORTS = "/admin/reports"
REGISTRATION = "/admin/security/registration"
MAIL_TEST = "/admin/mail/test"
TEAM = "/admin/team-members"
INVITE = "/admin/team-members/invite"
INVITE_END_USER = "/admin/end-users/invite"

# Never followed by the walk: files, and links that act once.
NOT_PAGES = ("/assets/", "/link/", "/setup/", "/signin/recovery-codes.txt", "/security/recovery-codes/save.txt")

DASHBOARD_LINK = "nav.side:not(.folded) a[href='/admin/dashboard']"
TEAM_REQUIRED = "input[type=checkbox][name=team_required]"
TEAM_PASSKEY_ALONE = "input[type=checkbox][name=team_passkey_alone]"
USE_PASSKEY = "form[data-passkey] button"
PASSKEY_LINE = "form[data-passkey] [role=status]"
USE_APP = f"a[href^='{PASSCODE}']"
SENDS_TO_PHONE = f"form[action='{SMS_CODE}/send'] button"
ADD_MAILBOX_BUTTON = f"form[action='{ADD_MAILBOX}/send'] button"
PHONE_NUMBER = "details:has(input[name=number]) summary"
MAILBOX_INSTEAD = "form[action='/signin/enrol/email-code/send'] button"
PREFER_MAILBOX = "form:has(input[name=kind][value=email_code]) button"
REPORTS_LINK = f"main a[href='{REPORTS}']"
OF_EVERYBODY = "input[name=people][value=everybody]"
SAVE_REPORT = f"main form[action^='{REPORTS}/'] button"
METHODS_TAB = f"a[href='{METHODS}']"
ADD_PASSKEY_LINK = f"a[href='{ADD_PASSKEY}']"
PASSKEY_INSTEAD = "a[href='/signin/enrol/passkey']"
REMOVE_PASSKEY = f"form[action='{ADD_PASSKEY}/remove'] button"
TEAM_ASKED_AT_EVERY_SIGN_IN = "input[type=radio][name=team_asking][value=every_sign_in]"
REMEMBER = "input[type=checkbox][name=remember]"
REGISTER_LINK = f"a[href='{REGISTER}']"
REGISTRATION_TAB = f"a[href='{REGISTRATION}']"
BY_DOMAIN = "input[name=registration][value=domains]"
TURN_ON = "form[action='/security/authenticator/begin'] button"
TWO_FACTOR_ON = "#second-step + .state.good"
SEND_TEST = "#send"
AGENT_ROLE = "input[name=role][value=agent]"
SAVED = "input[name=saved]"
TOTP_KEY = "#totp-key"
RECOVERY_CODE_ROWS = "#recovery-codes li"
USE_A_RECOVERY_CODE = f"a[href^='{RECOVERY_CODE}']"
END_SESSIONS = "a[href$='/end-sessions']"
# The buttons of what a page is for: neither those of ways around it, nor those that stay on it.
MAIN_BUTTONS = "main button:not(.plain, .link, [type=button])"
CONFIRM_ACT = "main form button:not([type=button])"
SIGN_OUT = "header form[action='/signout'] button"
MY_SECURITY = f"header a[href='{SECURITY}']"
SESSION_LINE = "#signed-out"
STAY = f"{SESSION_LINE} button"
SKIP = "a[href='#main']"
TROUBLES = ".summary"


def speak(browser, language):
    """Chooses a language at the door, for this browser."""
    browser.open(SIGN_IN)
    browser.press(f"button[name=language][value={language}]")


def sign_in(browser, email, password):
    """Signs in with the first step."""
    browser.open(SIGN_IN)
    browser.fill("username", email)
    browser.fill("password", password)
    browser.submit("password")


def enter_passcode(browser, passcode):
    """Types a passcode: at sign-in, at enrolment, or to confirm who one is."""
    browser.fill("passcode", passcode)
    browser.submit("passcode")


def sign_in_with_passcode(browser, person):
    """Signs in with both steps."""
    sign_in(browser, person.email, person.password)
    assert browser.path == PASSCODE, f"{person.email} was led to {browser.path}:\n{browser.text}"
    enter_passcode(browser, person.authenticator.passcode())


def confirm_if_asked(browser, person):
    """Confirms who one is, when the last click led there; then it goes on to where the click was going."""
    if browser.path == CONFIRM:
        enter_passcode(browser, person.authenticator.passcode())


def sign_out(browser):
    """Signs out, as the button in the header does."""
    browser.press(SIGN_OUT)
    assert browser.path == SIGNED_OUT, browser.text


def let_codes_be_sent(office, admin, mailbox):
    """An admin shows that mail and text messages arrive, and switches passcodes by both on for everybody."""
    office.open(TEXT_MESSAGES)
    office.fill("countries", "+49 +82")
    office.submit("countries")
    if office.path == CONFIRM:
        confirm_if_asked(office, admin)
        office.fill("countries", "+49 +82")
        office.submit("countries")
    office.fill("number", "+49 151 7654321")
    office.submit("number")
    enter_passcode(office, texted(office, "+491517654321", TEXT_MESSAGES))
    office.press(METHODS_TAB)
    boxes = [f"input[type=checkbox][name={whose}_{which}_codes]" for whose in ("team", "end_users") for which in ("email", "sms")]
    for box in boxes:
        office.tick(box)
    office.submit("team_email_codes")
    if office.path == MAIL_TEST:
        prove_mail(office, lambda: mailbox.code_to(admin.email))
        office.submit("team_email_codes")
    make_the_change(office)
    assert all(office.one(box).is_selected() for box in boxes), office.text


def make_the_change(office, reason="Customers asked for it"):
    """Says why, and makes the change whose plan is shown."""
    assert office.path == PLAN, office.text
    office.fill("reason", reason)
    office.submit("reason")


def texted(browser, number, back, nth=1):
    """The passcode in the nth text message to that number, as the demo's page of messages shows it; then `back` is opened."""
    def arrived():
        browser.open(MAILBOX)
        texts = [article.text for article in browser.all("article.mail") if number in article.text]
        return texts[-nth] if len(texts) >= nth else None
    browser.wait(arrived, f"text message {nth} to {number}")
    code = re.findall(r"#(\d{6})", arrived())[0]
    browser.open(back)
    return code


def mailed(mailbox, email):
    """The passcode in the newest mail to that address."""
    return re.findall(r"^(\d{3} \d{3})\s*$", text_of(mailbox.newest(email, about="Your passcode for")), re.MULTILINE)[0]


def prove_mail(browser, code):
    """From the page that wants a test message, back to the change that waits; `code` gives what the message brings."""
    browser.press(SEND_TEST)
    browser.fill("code", code())
    browser.submit("code")


def open_person(browser, name):
    """Opens a person's page from the list of team members."""
    browser.open(TEAM)
    links = [link for link in browser.all("main a[href^='/admin/people/']") if link.text.strip() == name]
    assert links, f"{name} is not among the team members:\n{browser.text}"
    browser.open(links[0].get_attribute("href"))
