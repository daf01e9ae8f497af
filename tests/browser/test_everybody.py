"""What makes the way in one for everybody: codes as people have them, past the banner with one key, and no end without a warning."""

import sqlite3

import pages
import pytest
from browser import PHONE
from checks import look
from keyboard import Keyboard

# The limits of a team member's session that a new account has, in seconds (core/src/policy.rs): without activity, and in all.
IDLE = 3_600
IN_ALL = 24 * 3_600
# An open tab asks every ten seconds.
TAB_NOTICES_WITHIN = 20


@pytest.fixture(scope="module")
def database():
    """What a page does is the same on both databases."""
    return "sqlite"


def test_codes_are_taken_as_people_paste_them(demo, open_browser):
    agent, admin = demo.person("agent"), demo.person("admin")
    phone = open_browser("phone", PHONE, javascript=False)
    pages.sign_in(phone, agent.email, agent.password)
    one = agent.authenticator.passcode()
    phone.paste("passcode", f" {one[:3]} {one[3:]} ")
    phone.submit("passcode")
    assert phone.path == pages.DESK, phone.text

    phone.open(pages.NEW_CODES)
    pages.confirm_if_asked(phone, agent)
    phone.press(pages.CONFIRM_ACT)
    codes = [row.text.strip() for row in phone.all(pages.RECOVERY_CODE_ROWS)]
    phone.tick(pages.SAVED)
    phone.submit("saved")
    pages.sign_out(phone)

    # As it was typed off paper into a note, and copied from there.
    laptop = open_browser("laptop")
    pages.sign_in(laptop, agent.email, agent.password)
    laptop.press(pages.USE_A_RECOVERY_CODE)
    laptop.paste("recovery_code", f" {codes[0].lower().replace('-', ' ')} ")
    laptop.submit("recovery_code")
    assert laptop.path == pages.DESK, laptop.text

    # From an app in Arabic.
    office = open_browser("office")
    pages.sign_in(office, admin.email, admin.password)
    other = admin.authenticator.passcode().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    office.paste("passcode", f"{other[:3]}-{other[3:]}")
    office.submit("passcode")
    assert office.path == pages.DESK, office.text


@pytest.mark.parametrize("hand", [Keyboard], indirect=True, scope="module")
@pytest.mark.parametrize("who", ["stranger", "admin"])
def test_one_key_leads_past_the_banner(demo, open_browser, who):
    browser = open_browser(who)
    browser.open(pages.FORGOT)
    if who == "admin":
        pages.sign_in_with_passcode(browser, demo.person("admin"))
        browser.open(pages.AUTHENTICATION)
    browser.tab(1)
    assert "skip" in browser.judge_focus(), "the first stop is not the way past the banner"
    browser.act(browser.one(pages.SKIP))
    browser.tab(1)
    browser.judge_focus()
    first = "main :is(a[href], button, input:not([type=hidden]), select, textarea, summary)"
    assert browser.script("return document.activeElement === document.querySelector(arguments[0])", first), browser.judge_focus()


@pytest.mark.parametrize("hand", [Keyboard], indirect=True, scope="module")
def test_nobody_is_signed_out_without_a_warning(demo, open_browser):
    agent = demo.person("agent")
    browser = open_browser("agent")
    pages.sign_in_with_passcode(browser, agent)
    browser.open(pages.NEW_PASSWORD)
    browser.fill("new_password", "nine kites above the")
    assert not browser.one(pages.SESSION_LINE).text

    time_passes(demo, agent, "last_seen_at", IDLE - 100)
    warned(browser, "Nothing happened here for a while")
    look(browser, "limits-01-idle")
    # Whoever goes on typing is there: that is all it takes. So nobody has to find the button by Tab; it is there to be clicked.
    browser.one("input[name=new_password]").send_keys(" old harbour")
    stays(browser)

    time_passes(demo, agent, "last_seen_at", IDLE - 100)
    warned(browser, "Nothing happened here for a while")
    browser.one(pages.STAY).click()
    stays(browser)
    assert browser.script("return document.activeElement.name") == "new_password", "where she was, she is no longer"

    time_passes(demo, agent, "begun_at", IN_ALL - 100)
    warned(browser, "signed in for a long time")
    assert not browser.all(pages.STAY), "a button that could do nothing"
    time_passes(demo, agent, "begun_at", 200)
    warned(browser, "You have been signed out")
    assert browser.script("return document.querySelector('[name=new_password]').value") == "nine kites above the old harbour"
    look(browser, "limits-02-over")
    browser.press(f"{pages.SESSION_LINE} a")
    assert browser.path == pages.SIGN_IN, browser.text


def time_passes(demo, person, since, seconds):
    """So many seconds more have passed since this person's sessions began, or saw them: written down on the server's back."""
    with sqlite3.connect(demo.file) as database:
        changed = database.execute(
            f"UPDATE sessions SET {since} = {since} - ? WHERE ended_at IS NULL AND user_id = (SELECT id FROM users WHERE email = ?)",
            (seconds * 1_000, person.email)).rowcount
    database.close()
    assert changed > 0, f"{person.email} has no session"


def warned(browser, words):
    browser.wait(lambda: words in browser.one(pages.SESSION_LINE).text, f"the open tab to say: {words}", TAB_NOTICES_WITHIN)


def stays(browser):
    browser.wait(lambda: not browser.one(pages.SESSION_LINE).text, "the warning to be taken away")
    assert browser.path == pages.NEW_PASSWORD and browser.script("return fetch('/session').then((it) => it.status)") == 204
