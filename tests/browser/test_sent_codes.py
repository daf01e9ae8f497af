"""Somebody who will never install an app has passcodes sent: to her mailbox, and to her phone."""

import pages
from browser import DESKTOP, PHONE
from checks import look
from keyboard import TELLINGS

NUMBER = "+49 170 1234567"


@TELLINGS
def test_a_customer_has_passcodes_sent_and_an_admin_sees_what_became_of_each(demo, mailbox, open_browser):
    juno, admin = a_customer_without_an_app(demo), demo.person("admin")
    office = open_browser("office")
    pages.sign_in_with_passcode(office, admin)
    pages.let_codes_be_sent(office, admin, mailbox)
    look(office, "sent-01-methods")

    phone = open_browser("phone", PHONE)
    she_sets_her_mailbox_up(phone, juno, mailbox)
    she_signs_in_by_mail(phone, juno, mailbox)
    she_adds_her_phone(phone)
    she_signs_in_by_text_message_with_a_slip(phone, juno)
    she_would_rather_be_asked_by_mail(phone, juno)
    she_takes_another_way(phone)
    the_admin_sees_it(office, juno)


def a_customer_without_an_app(demo):
    return next(person for person in demo.people if person.role == "end_user" and not person.authenticator)


def she_sets_her_mailbox_up(phone, juno, mailbox):
    pages.sign_in(phone, juno.email, juno.password)
    phone.open(pages.SECURITY)
    look(phone, "sent-02-security")
    phone.press(pages.ADD_MAILBOX_BUTTON)
    look(phone, "sent-03-type-it")
    pages.enter_passcode(phone, pages.mailed(mailbox, juno.email))
    phone.tick(pages.SAVED)
    phone.submit("saved")
    assert phone.path == pages.SECURITY and juno.email.split("@")[1] in phone.text, phone.text
    pages.sign_out(phone)


def she_signs_in_by_mail(phone, juno, mailbox):
    before = len(mailbox.mails_to(juno.email, "Your passcode for"))
    pages.sign_in(phone, juno.email, juno.password)
    assert phone.path == pages.EMAIL_CODE, phone.text
    mailbox.nth_to(juno.email, before, "Your passcode for")
    phone.open(pages.EMAIL_CODE)
    look(phone, "sent-04-by-mail")
    assert juno.email not in phone.text, phone.text
    # She is asked again next time. The passcode is pasted as it stands in the mail, with its space.
    phone.tick(pages.REMEMBER, ticked=False)
    phone.paste("passcode", pages.mailed(mailbox, juno.email))
    phone.submit("passcode")
    assert phone.path == pages.DESK, phone.text


def she_adds_her_phone(phone):
    phone.open(pages.SECURITY)
    phone.act(phone.one(pages.PHONE_NUMBER))
    look(phone, "sent-05-set-up-phone")
    phone.fill("number", "0170 1234567")
    phone.submit("number")
    look(phone, "sent-06-no-country-code", status=422)
    phone.fill("number", NUMBER)
    phone.submit("number")
    pages.enter_passcode(phone, pages.texted(phone, NUMBER.replace(" ", ""), pages.ADD_PHONE))
    assert phone.path == pages.SECURITY, phone.text
    pages.sign_out(phone)


def she_signs_in_by_text_message_with_a_slip(phone, juno):
    pages.sign_in(phone, juno.email, juno.password)
    assert phone.path == pages.SMS_CODE, phone.text
    look(phone, "sent-08-by-text-message")
    code = pages.texted(phone, NUMBER.replace(" ", ""), pages.SMS_CODE, nth=2)
    pages.enter_passcode(phone, "000001" if code == "000000" else "000000")
    look(phone, "sent-09-wrong")
    assert "newest message" in phone.text, phone.text
    phone.tick(pages.REMEMBER, ticked=False)
    pages.enter_passcode(phone, code)
    assert phone.path == pages.DESK, phone.text


def she_would_rather_be_asked_by_mail(phone, juno):
    phone.open(pages.SECURITY)
    phone.press(pages.PREFER_MAILBOX)
    look(phone, "sent-07-asked-first")
    pages.sign_out(phone)
    pages.sign_in(phone, juno.email, juno.password)
    assert phone.path == pages.EMAIL_CODE, phone.text


def she_takes_another_way(phone):
    phone.press(pages.SENDS_TO_PHONE)
    assert phone.path == pages.SMS_CODE, phone.text
    pages.enter_passcode(phone, pages.texted(phone, NUMBER.replace(" ", ""), pages.SMS_CODE, nth=3))
    assert phone.path == pages.DESK, phone.text


def the_admin_sees_it(office, juno):
    office.open("/admin/end-users")
    links = [link for link in office.all("main a[href^='/admin/people/']") if link.text.strip() == "Juno Park"]
    office.open(links[0].get_attribute("href"))
    for size in (DESKTOP, PHONE):
        office.resize(size)
        look(office, "sent-10-trace")
    assert "Passcodes sent" in office.text and "Used" in office.text and "250" in office.text, office.text
    assert juno.password not in office.text
