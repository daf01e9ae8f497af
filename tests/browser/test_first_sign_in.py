"""From an invitation to the help desk, out again, and how often she is asked: the whole way that a new agent goes."""

import pages
from authenticator import Authenticator
from browser import PHONE
from checks import look
from keyboard import TELLINGS

NAME = "Ada Okonkwo"
EMAIL = "ada.okonkwo@example.com"
PASSWORD = "seven herons over the quiet canal"

# The open tab asks every ten seconds; it has told its person after two questions.
TAB_NOTICES_WITHIN = 20


@TELLINGS
def test_a_new_agent_comes_in_by_two_factors_and_an_admin_shows_her_out(demo, mailbox, open_browser):
    admin = demo.person("admin")
    office = open_browser("office")
    an_admin_demands_two_factors_of_the_team(office, admin, mailbox)
    the_admin_invites_her(office, admin)

    # Her phone has scripts switched off: all of this must work without.
    phone = open_browser("phone", PHONE, javascript=False)
    she_accepts_the_invitation(phone, mailbox.link_to(EMAIL))
    authenticator, key = she_connects_her_authenticator(phone)
    codes = she_saves_her_recovery_codes(phone)
    the_key_and_the_codes_are_never_shown_again(phone, key, codes)

    laptop = open_browser("laptop")
    she_signs_in_with_a_recovery_code(laptop, codes[0])
    the_code_works_once(open_browser("stranger"), codes[0], codes[1])
    the_admin_ends_her_sessions(office, admin)
    her_open_tab_notices(laptop)
    her_next_click_is_refused(laptop, "laptop")
    her_next_click_is_refused(phone, "phone")

    # Ended sessions are no ban: with both factors she is back.
    she_leaves_the_box_ticked_and_is_not_asked_again(phone, authenticator)
    she_takes_the_tick_away_and_is_asked_next_time(laptop, authenticator)
    the_admin_wants_a_passcode_at_every_sign_in(office, admin)
    she_is_asked_at_once_and_the_box_is_gone(phone, authenticator)


def she_leaves_the_box_ticked_and_is_not_asked_again(phone, authenticator):
    pages.sign_in(phone, EMAIL, PASSWORD)
    assert phone.path == pages.PASSCODE and phone.one(pages.REMEMBER).is_selected(), phone.text
    look(phone, "22-agent-passcode-with-the-box")
    pages.enter_passcode(phone, authenticator.passcode())
    assert phone.path == pages.DESK, phone.text
    phone.open(pages.SECURITY)
    look(phone, "23-agent-security-with-a-trusted-phone")
    pages.sign_out(phone)
    pages.sign_in(phone, EMAIL, PASSWORD)
    assert phone.path == pages.DESK, f"asked again on a trusted phone:\n{phone.text}"


def she_takes_the_tick_away_and_is_asked_next_time(laptop, authenticator):
    pages.sign_in(laptop, EMAIL, PASSWORD)
    assert laptop.path == pages.PASSCODE, "a new computer was not asked"
    laptop.tick(pages.REMEMBER, ticked=False)
    pages.enter_passcode(laptop, "12345")
    assert laptop.path == pages.PASSCODE and not laptop.one(pages.REMEMBER).is_selected(), "a slip ticked the box again"
    pages.enter_passcode(laptop, authenticator.passcode())
    assert laptop.path == pages.DESK, laptop.text
    laptop.open(pages.SECURITY)
    pages.sign_out(laptop)
    pages.sign_in(laptop, EMAIL, PASSWORD)
    assert laptop.path == pages.PASSCODE, "not asked, although she had taken the tick away"
    pages.enter_passcode(laptop, authenticator.passcode())
    laptop.open(pages.SECURITY)
    look(laptop, "24-agent-security-on-her-laptop")


def the_admin_wants_a_passcode_at_every_sign_in(office, admin):
    office.open(pages.AUTHENTICATION)
    pages.confirm_if_asked(office, admin)
    office.tick(pages.TEAM_ASKED_AT_EVERY_SIGN_IN)
    look(office, "25-admin-asks-at-every-sign-in")
    office.submit("team_required")
    pages.confirm_if_asked(office, admin)
    pages.make_the_change(office)
    office.open(pages.AUTHENTICATION)
    assert office.one(pages.TEAM_ASKED_AT_EVERY_SIGN_IN).is_selected(), "how often was not kept"


def she_is_asked_at_once_and_the_box_is_gone(phone, authenticator):
    phone.open(pages.SECURITY)
    assert phone.path == pages.SECURITY, "a tighter rule ends no session by itself"
    pages.sign_out(phone)
    pages.sign_in(phone, EMAIL, PASSWORD)
    assert phone.path == pages.PASSCODE, "her phone is still trusted"
    assert not phone.all(pages.REMEMBER), "the box is still there"
    look(phone, "26-agent-passcode-at-every-sign-in")
    pages.enter_passcode(phone, authenticator.passcode())
    assert phone.path == pages.DESK, phone.text


def an_admin_demands_two_factors_of_the_team(office, admin, mailbox):
    office.open(pages.SIGN_IN)
    look(office, "01-admin-sign-in")
    pages.sign_in(office, admin.email, admin.password)
    assert office.path == pages.PASSCODE, office.text
    look(office, "02-admin-passcode")
    pages.enter_passcode(office, admin.authenticator.passcode())
    assert office.path not in (pages.PASSCODE, pages.SIGN_IN), office.text
    look(office, "03-admin-signed-in")

    office.open(pages.AUTHENTICATION)
    pages.confirm_if_asked(office, admin)
    look(office, "04-admin-authentication")
    office.tick(pages.TEAM_REQUIRED)
    office.submit("team_required")
    pages.confirm_if_asked(office, admin)
    # Nobody has shown yet that mail arrives: first a test message, then the same change again, filled in as it was.
    assert office.path == pages.MAIL_TEST, office.text
    look(office, "04-admin-mail-test")
    pages.prove_mail(office, lambda: mailbox.code_to(admin.email))
    assert office.path == pages.AUTHENTICATION, office.text
    assert office.one(pages.TEAM_REQUIRED).is_selected(), "the choice was lost on the way"
    look(office, "04-admin-authentication-kept")
    office.submit("team_required")
    look(office, "04-admin-plan")
    pages.make_the_change(office)
    office.open(pages.AUTHENTICATION)
    assert office.one(pages.TEAM_REQUIRED).is_selected(), "the requirement was not kept"
    look(office, "05-admin-authentication-saved")


def the_admin_invites_her(office, admin):
    office.open(pages.INVITE)
    pages.confirm_if_asked(office, admin)
    office.fill("email", EMAIL)
    office.fill("name", NAME)
    office.tick(pages.AGENT_ROLE)
    look(office, "06-admin-invites")
    office.submit("email")
    assert not office.all(pages.TROUBLES), office.text
    look(office, "07-admin-invited")


def she_accepts_the_invitation(phone, link):
    assert link.startswith(phone.url + "/"), f"the mailed link {link} leads elsewhere than {phone.url}"
    phone.open(link)
    look(phone, "08-agent-welcome")
    phone.fill("new_password", "password1")
    phone.submit("new_password")
    assert phone.all(pages.TROUBLES), f"one of the commonest passwords was taken:\n{phone.text}"
    phone.fill("new_password", PASSWORD)
    phone.submit("new_password")


def she_connects_her_authenticator(phone):
    # Whether accepting signs her in at once or leads to the door: what comes next is the enrolment, and nothing else.
    if phone.path == pages.SIGN_IN:
        pages.sign_in(phone, EMAIL, PASSWORD)
    assert phone.path == pages.ENROL, phone.text
    look(phone, "09-agent-enrols")
    phone.open(pages.DESK)
    assert phone.path != pages.DESK, "the help desk opened before the second factor was set up"

    phone.open(pages.ENROL)
    key = "".join(phone.one(pages.TOTP_KEY).text.split())
    authenticator = Authenticator(key)
    wrong = str((int(authenticator.passcode()) + 1) % 1_000_000).zfill(6)
    pages.enter_passcode(phone, wrong)
    assert phone.path == pages.ENROL and phone.all(pages.TROUBLES), phone.text
    look(phone, "10-agent-mistypes", status=phone.response()[0])
    assert "".join(phone.one(pages.TOTP_KEY).text.split()) == key, "a mistyped passcode changed the key on the phone's app"
    pages.enter_passcode(phone, authenticator.passcode())
    assert phone.path == pages.RECOVERY_CODES, phone.text
    return authenticator, key


def she_saves_her_recovery_codes(phone):
    codes = [row.text.strip() for row in phone.all(pages.RECOVERY_CODE_ROWS)]
    assert len(set(codes)) == 10, codes
    look(phone, "11-agent-recovery-codes")
    phone.submit("saved")
    assert phone.path == pages.RECOVERY_CODES, "she came past the codes without saying that she had saved them"
    phone.tick(pages.SAVED)
    phone.submit("saved")
    assert phone.path == pages.DESK, phone.text
    look(phone, "12-agent-desk")
    return codes


def the_key_and_the_codes_are_never_shown_again(phone, key, codes):
    for path in (pages.SECURITY, pages.RECOVERY_CODES, pages.ENROL):
        phone.open(path)
        shown = phone.script("return document.documentElement.outerHTML")
        assert key not in shown and not any(code in shown for code in codes), f"{path} shows a secret a second time"
    phone.open(pages.SECURITY)
    look(phone, "13-agent-security")
    phone.open(pages.DESK)


def she_signs_in_with_a_recovery_code(laptop, code):
    pages.sign_in(laptop, EMAIL, PASSWORD)
    assert laptop.path == pages.PASSCODE, laptop.text
    laptop.press(pages.USE_A_RECOVERY_CODE)
    look(laptop, "14-agent-recovery-code")
    # As people copy from paper: small letters, spaces for dashes.
    laptop.fill("recovery_code", code.lower().replace("-", " "))
    laptop.submit("recovery_code")
    assert laptop.path == pages.DESK, laptop.text
    look(laptop, "15-agent-desk-by-recovery-code")


def the_code_works_once(stranger, used, unused):
    assert used != unused
    pages.sign_in(stranger, EMAIL, PASSWORD)
    stranger.press(pages.USE_A_RECOVERY_CODE)
    stranger.fill("recovery_code", used)
    stranger.submit("recovery_code")
    assert stranger.path == pages.RECOVERY_CODE and stranger.all(pages.TROUBLES), stranger.text
    look(stranger, "16-used-recovery-code", status=stranger.response()[0])
    stranger.open(pages.DESK)
    assert stranger.path == pages.SIGN_IN, stranger.text


def the_admin_ends_her_sessions(office, admin):
    pages.open_person(office, NAME)
    look(office, "17-admin-person")
    office.press(pages.END_SESSIONS)
    pages.confirm_if_asked(office, admin)
    look(office, "18-admin-ends-sessions")
    office.press(pages.CONFIRM_ACT)
    pages.confirm_if_asked(office, admin)
    assert not office.all(pages.TROUBLES), office.text
    look(office, "19-admin-sessions-ended")


def her_open_tab_notices(laptop):
    laptop.wait(lambda: laptop.one(pages.SESSION_LINE).text.strip() != "",
                "the open tab to say that its session has ended", TAB_NOTICES_WITHIN)
    assert laptop.path == pages.DESK, "the tab left its page, with all that was typed there"
    laptop.screenshot("20-agent-tab-notices")


def her_next_click_is_refused(browser, device):
    browser.press(pages.MY_SECURITY)
    assert browser.path == pages.SIGN_IN, browser.text
    look(browser, f"21-agent-{device}-refused")
    browser.open(pages.DESK)
    assert browser.path == pages.SIGN_IN, "a second try came in"
