"""A customer makes an account for herself, protects it, and keeps an eye on where she is signed in."""

import pages
from authenticator import Authenticator
from browser import PHONE
from checks import look
from keyboard import TELLINGS

NAME = "Zoe Marchetti"
EMAIL = "zoe.marchetti@example.org"
PASSWORD = "eleven lanterns along the pier"

# The open tab asks every ten seconds; it has told its person after two questions.
TAB_NOTICES_WITHIN = 20


@TELLINGS
def test_a_customer_registers_by_mail_and_ends_the_session_on_her_other_browser(demo, mailbox, open_browser):
    admin = demo.person("admin")
    # Her phone has scripts switched off: all of this must work without.
    phone = open_browser("phone", PHONE, javascript=False)
    she_finds_it_closed(phone)
    an_admin_opens_registration(open_browser("office"), admin, mailbox)

    told = she_asks_for_a_link(phone)
    she_chooses_name_and_password(phone, mailbox.link_to(EMAIL))
    she_signs_in(phone)
    authenticator = she_turns_two_factor_on(phone)

    laptop = open_browser("laptop")
    she_signs_in_with_both_steps(laptop, authenticator)
    she_ends_the_session_of_her_laptop(phone)
    her_open_tab_notices(laptop)

    # Somebody asks for her address once more: she reads that she has an account, and the page says what it said before.
    assert she_asks_for_a_link(open_browser("stranger", PHONE, javascript=False)) == told
    assert "/link/" not in mailbox.newest(EMAIL, about="already").get_content()


def she_finds_it_closed(phone):
    phone.open(pages.SIGN_IN)
    assert not phone.all(pages.REGISTER_LINK), phone.text
    phone.open(pages.REGISTER)
    assert not phone.all("input[name=email]"), phone.text
    look(phone, "registration-01-closed")


def an_admin_opens_registration(office, admin, mailbox):
    pages.sign_in_with_passcode(office, admin)
    office.open(pages.AUTHENTICATION)
    office.press(pages.REGISTRATION_TAB)
    assert office.path == pages.REGISTRATION, office.text
    look(office, "registration-02-admin")
    office.resize(PHONE)
    look(office, "registration-02-admin")
    office.tick(pages.BY_DOMAIN)
    office.submit("domains")
    pages.confirm_if_asked(office, admin)
    assert office.all(pages.TROUBLES), "a list without a domain was taken"
    look(office, "registration-03-admin-no-domain", status=office.response()[0])
    office.fill("domains", EMAIL.split("@")[1])
    office.submit("domains")
    # Whoever registers needs mail: first it is shown to arrive, then the same change, filled in as it was.
    assert office.path == pages.MAIL_TEST, office.text
    pages.prove_mail(office, lambda: mailbox.code_to(admin.email))
    assert office.path == pages.REGISTRATION and office.one(pages.BY_DOMAIN).is_selected(), office.text
    office.submit("domains")
    assert not office.all(pages.TROUBLES), office.text
    assert office.one(pages.BY_DOMAIN).is_selected(), "the choice was not kept"
    look(office, "registration-04-admin-saved")


def she_asks_for_a_link(phone):
    phone.open(pages.SIGN_IN)
    phone.press(pages.REGISTER_LINK)
    look(phone, "registration-05-asks")
    phone.fill("email", "zoe@elsewhere.example")
    phone.submit("email")
    assert phone.all(pages.TROUBLES), "an address of another domain was taken"
    look(phone, "registration-06-other-domain", status=phone.response()[0])
    phone.fill("email", EMAIL)
    phone.submit("email")
    assert not phone.all(pages.TROUBLES), phone.text
    assert EMAIL not in phone.text, "the whole address is on the page"
    look(phone, "registration-07-sent")
    return phone.text


def she_chooses_name_and_password(phone, link):
    assert link.startswith(phone.url + "/"), f"the mailed link {link} leads elsewhere than {phone.url}"
    phone.open(link)
    assert phone.path == pages.REGISTER_FINISH, "the secret of the link stays in the address bar"
    look(phone, "registration-08-finish")
    phone.fill("name", NAME)
    phone.fill("new_password", "password1")
    phone.submit("new_password")
    assert phone.all(pages.TROUBLES), f"one of the commonest passwords was taken:\n{phone.text}"
    look(phone, "registration-09-short", status=phone.response()[0])
    phone.fill("new_password", PASSWORD)
    phone.submit("new_password")
    assert phone.path == pages.SIGN_IN, phone.text
    look(phone, "registration-10-ready")
    phone.open(link)
    look(phone, "registration-11-used-link", status=410)


def she_signs_in(phone):
    pages.sign_in(phone, EMAIL, PASSWORD)
    assert phone.path == pages.DESK, phone.text


def she_turns_two_factor_on(phone):
    phone.open(pages.SECURITY)
    phone.press(pages.TURN_ON)
    assert phone.path == pages.CONNECT, phone.text
    authenticator = Authenticator("".join(phone.one(pages.TOTP_KEY).text.split()))
    pages.enter_passcode(phone, authenticator.passcode())
    assert phone.path == pages.SAVE_CODES, phone.text
    phone.tick(pages.SAVED)
    phone.submit("saved")
    assert phone.path == pages.SECURITY, phone.text
    look(phone, "registration-12-two-factor-on")
    return authenticator


def she_signs_in_with_both_steps(laptop, authenticator):
    pages.sign_in(laptop, EMAIL, PASSWORD)
    assert laptop.path == pages.PASSCODE, laptop.text
    pages.enter_passcode(laptop, authenticator.passcode())
    assert laptop.path == pages.DESK, laptop.text


def she_ends_the_session_of_her_laptop(phone):
    phone.open(pages.SECURITY)
    look(phone, "registration-13-two-sessions")
    phone.submit("session")
    assert phone.path == pages.SECURITY and not phone.all(pages.TROUBLES), phone.text


def her_open_tab_notices(laptop):
    laptop.wait(lambda: laptop.one(pages.SESSION_LINE).text.strip() != "",
                "the open tab to say that its session has ended", TAB_NOTICES_WITHIN)
    assert laptop.path == pages.DESK, "the tab left its page, with all that was typed there"
    laptop.screenshot("registration-14-tab-notices")
