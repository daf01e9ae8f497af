"""Somebody signs in with passkeys: one of her computer, and a security key."""

import pages
from browser import PHONE
from checks import look
from keyboard import TELLINGS


@TELLINGS
def test_a_passkey_is_the_second_step_then_all_there_is_and_then_taken_away(demo, mailbox, open_browser):
    ana, admin = demo.person("agent"), demo.person("admin")
    laptop = open_browser("laptop")
    synced = laptop.add_authenticator()
    she_adds_a_passkey(laptop, ana)
    she_uses_it_after_her_password(laptop, ana)

    laptop.open(pages.SIGN_IN)
    assert not laptop.all(pages.USE_PASSKEY), "nobody may sign in by a passkey alone yet"
    an_admin_lets_passkeys_stand_alone(open_browser("office"), admin)
    the_browser_suggests_it_and_she_is_in(laptop)

    older = open_browser("older")
    she_adds_a_security_key(older, ana)
    she_uses_the_key_by_the_old_ways(older, ana)

    she_is_told_when_she_closes_the_window(laptop, synced)
    she_signs_in_by_the_button(laptop)
    she_removes_it(older)
    it_opens_nothing_any_more(laptop)
    no_page_is_a_dead_end_without_scripts(open_browser("plain", PHONE, javascript=False), ana)
    assert "Passkey" in mailbox.newest(ana.email).get_content()


def she_adds_a_passkey(laptop, ana):
    pages.sign_in_with_passcode(laptop, ana)
    laptop.open(pages.SECURITY)
    laptop.press(pages.ADD_PASSKEY_LINK)
    assert laptop.path == pages.ADD_PASSKEY, laptop.text
    look(laptop, "passkeys-01-create")
    laptop.resize(PHONE)
    look(laptop, "passkeys-01-create")
    laptop.fill("name", "Laptop")
    laptop.press(pages.USE_PASSKEY)
    assert laptop.path == pages.SECURITY, laptop.text
    assert "Laptop" in laptop.text and "Synced" in laptop.text, laptop.text
    look(laptop, "passkeys-02-added")
    laptop.resize((1280, 900))
    look(laptop, "passkeys-02-added")
    pages.sign_out(laptop)


def she_uses_it_after_her_password(laptop, ana):
    pages.sign_in(laptop, ana.email, ana.password)
    assert laptop.path == pages.PASSKEY, laptop.text
    look(laptop, "passkeys-03-second-step")
    laptop.press(pages.USE_PASSKEY)
    assert laptop.path == pages.DESK, laptop.text
    pages.sign_out(laptop)


def an_admin_lets_passkeys_stand_alone(office, admin):
    pages.sign_in_with_passcode(office, admin)
    office.open(pages.METHODS)
    office.tick(pages.TEAM_PASSKEY_ALONE)
    look(office, "passkeys-04-admin")
    office.submit("team_passkey_alone")
    pages.confirm_if_asked(office, admin)
    if office.path == pages.METHODS:
        office.open(pages.METHODS)
        office.tick(pages.TEAM_PASSKEY_ALONE)
        office.submit("team_passkey_alone")
    pages.make_the_change(office)
    assert office.one(pages.TEAM_PASSKEY_ALONE).is_selected(), office.text


def the_browser_suggests_it_and_she_is_in(laptop):
    laptop.open(pages.SIGN_IN)
    laptop.wait(lambda: laptop.path == pages.DESK, "the suggestion to be taken, with nothing typed")
    assert not laptop.complaints()
    pages.sign_out(laptop)


def she_adds_a_security_key(older, ana):
    older.grow_old()
    older.add_authenticator(transport="usb", hasResidentKey=False, hasUserVerification=False, isUserVerified=False,
                            defaultBackupEligibility=False, defaultBackupState=False)
    pages.sign_in(older, ana.email, ana.password)
    assert older.path == pages.PASSKEY, older.text
    # Her passkey is on the other computer: another way.
    older.press(pages.USE_APP)
    look(older, "passkeys-05-another-way")
    pages.enter_passcode(older, ana.authenticator.passcode())
    older.open(pages.ADD_PASSKEY)
    older.fill("name", "Key on my keyring")
    older.press(pages.USE_PASSKEY)
    assert "Key on my keyring" in older.text and "Security key" in older.text, older.text
    pages.sign_out(older)


def she_uses_the_key_by_the_old_ways(older, ana):
    pages.sign_in(older, ana.email, ana.password)
    older.press(pages.USE_PASSKEY)
    assert older.path == pages.DESK, older.text
    older.open(pages.SECURITY)
    look(older, "passkeys-06-two")


def she_is_told_when_she_closes_the_window(laptop, synced):
    # Without suggestions, so that nothing happens before she presses the button.
    laptop.grow_old()
    laptop.verify_user(synced, False)
    laptop.open(pages.SIGN_IN)
    laptop.wait(lambda: laptop.one(pages.USE_PASSKEY).is_displayed(), "the button of passkeys")
    look(laptop, "passkeys-07-door")
    laptop.resize(PHONE)
    look(laptop, "passkeys-07-door")
    laptop.resize((1280, 900))
    laptop.act(laptop.one(pages.USE_PASSKEY))
    laptop.wait(lambda: "No passkey was used" in laptop.one(pages.PASSKEY_LINE).text, "a word about the closed window")
    assert laptop.path == pages.SIGN_IN and laptop.one(pages.USE_PASSKEY).is_enabled()
    laptop.verify_user(synced, True)


def she_signs_in_by_the_button(laptop):
    laptop.press(pages.USE_PASSKEY)
    assert laptop.path == pages.DESK, laptop.text
    pages.sign_out(laptop)


def she_removes_it(older):
    older.open(pages.SECURITY)
    assert "Laptop" in older.text, older.text
    older.press(pages.REMOVE_PASSKEY)
    assert older.path == pages.SECURITY and "Laptop" not in older.text, older.text


def it_opens_nothing_any_more(laptop):
    laptop.open(pages.SIGN_IN)
    laptop.wait(lambda: laptop.one(pages.USE_PASSKEY).is_displayed(), "the button of passkeys")
    laptop.press(pages.USE_PASSKEY)
    assert laptop.path == pages.PASSKEY_REFUSED and laptop.all(pages.TROUBLES), laptop.text
    look(laptop, "passkeys-08-refused", status=401)


def no_page_is_a_dead_end_without_scripts(plain, ana):
    plain.open(pages.SIGN_IN)
    assert not plain.one(pages.USE_PASSKEY).is_displayed(), "a button that does nothing"
    pages.sign_in(plain, ana.email, ana.password)
    assert "Passkeys need JavaScript" in plain.text, plain.text
    look(plain, "passkeys-09-no-scripts")
    plain.press(pages.USE_APP)
    assert plain.path == pages.PASSCODE, plain.text
