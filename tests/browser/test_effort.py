"""How much enrolment asks of people: counted for each method from the password to done, printed, and held against the limit."""

import http.server
import threading

import pages
import pytest
from authenticator import Authenticator
from effort import Counter, steps, table

# The promise: so many screens at most from the password to done, and one thing to do on each.
MOST_SCREENS = 3

AT_SIGN_IN = "sign-in, where it is demanded"
IN_SECURITY = "My security"

PASSWORD = "seven herons over the quiet canal"


def methods():
    """Each method, and how it is set up from the first page on until the recovery codes. The next method is one more line here."""
    return {
        "authenticator app": she_connects_her_app,
        "passkey": she_creates_a_passkey,
        "passcode by e-mail": she_has_passcodes_mailed,
        "passcode by text message": she_has_passcodes_texted,
    }


# Told on one database: what a person has to do is the same on both.
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_from_the_password_to_done_there_are_three_screens_with_one_thing_to_do_on_each(
        demo, mailbox, open_browser, pictures, at_the_end):
    admin = demo.person("admin")
    office = open_browser("office")
    an_admin_demands_two_factors_of_the_team(office, admin, mailbox)
    pages.let_codes_be_sent(office, admin, mailbox)

    rows = []
    for nth, (method, sets_up) in enumerate(methods().items()):
        # It is demanded of team members, and end users may.
        for start, invite in ((AT_SIGN_IN, pages.INVITE), (IN_SECURITY, pages.INVITE_END_USER)):
            email = f"{invite.split('/')[2]}-{nth}@example.com"
            the_admin_invites(office, admin, invite, email)
            browser = open_browser(email)
            browser.add_authenticator()
            she_accepts(browser, mailbox.link_to(email))
            # What she reads elsewhere, on her phone and in her mail, is no page of ours.
            number = f"+49 170 1234{nth}{len(rows):02}"
            elsewhere = Elsewhere(mailbox, email, number, open_browser(f"phone of {email}"))
            rows.append(("Doorward", method, start, she_enrols(browser, email, start, sets_up, elsewhere)))

    at_the_end(f"{table(rows)}\n\n{steps(rows)}\n", pictures.parent / "effort.md")
    too_long = [f"{method} from {start}: {len(effort.screens)} screens" for _, method, start, effort in rows
                if len(effort.screens) > MOST_SCREENS]
    assert not too_long, "; ".join(too_long)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_a_person_does_is_counted_and_nothing_that_a_script_does(open_browser, playground):
    browser = open_browser("anybody")
    counter = Counter(browser)
    browser.open(playground)
    browser.fill("word", "before it counts")
    counter.begin()
    browser.one("label").click()
    browser.one("input[name=word]").click()
    browser.fill("word", "slip")
    browser.fill("word", "fine")
    browser.one("#open").click()
    browser.fill("within", "two")
    browser.one("#close").click()
    browser.script(A_SCRIPT_DOES_THE_SAME)
    browser.one("#elsewhere").click()
    browser.fill("word", "again\n")
    browser.wait(lambda: browser.path == "/next", "the page that Enter leads to")
    browser.one("#open").click()

    effort = counter.end()
    counted = [(screen.path, screen.heading, screen.clicks, len(screen.fields), screen.characters) for screen in effort.screens]
    assert counted == [
        # The box by its label, the dialog opened, the way elsewhere. Going to a field is no click of its own.
        ("/", "A page", 3, 1, len("slip" + "fine")),
        ("/", "A dialog", 1, 1, len("two")),
        # An address within the page, left by Enter.
        ("/elsewhere", "A page", 1, 1, len("again")),
        ("/next", "A page", 1, 0, 0),
    ]
    assert (effort.clicks, effort.fields, effort.characters) == (6, 3, 16)
    counter.begin()
    assert not counter.end().screens, "what was done before is not forgotten"
    assert [screen.heading for screen in counter.end(last=True).screens] == ["A page"], "the last screen asks something of its reader"


PLAYGROUND = b"""<!doctype html>
<h1>A page</h1>
<form action="/next">
  <label for="box">A box</label> <input type="checkbox" id="box"> <input name="word"> <button>Go</button>
</form>
<button id="open" onclick="document.querySelector('dialog').showModal()">Open</button>
<button id="elsewhere" onclick="history.pushState(null, '', '/elsewhere')">Elsewhere</button>
<dialog><h2>A dialog</h2> <input name="within"> <button id="close" onclick="document.querySelector('dialog').close()">Close</button></dialog>
"""


A_SCRIPT_DOES_THE_SAME = """
const [button, word] = [document.querySelector("#open"), document.querySelector("[name=word]")];
button.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
button.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, key: "Enter" }));
button.click();
document.querySelector("#close").click();
word.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: "typed by nobody" }));
"""


@pytest.fixture
def playground():
    """The address of a page that has one of everything that is counted."""
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PLAYGROUND)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def at_the_end(request):
    """Keeps a text in a file, and prints it below the outcomes of all stories."""
    def keep(text, target):
        target.write_text(text, encoding="utf-8")
        request.config.pluginmanager.register(Summary(text))
    return keep


class Summary:
    """Something for the end of pytest's own report."""

    def __init__(self, text):
        self._text = text

    def pytest_terminal_summary(self, terminalreporter):
        """Called by pytest."""
        terminalreporter.section("what enrolment takes")
        terminalreporter.write_line(self._text)


def an_admin_demands_two_factors_of_the_team(office, admin, mailbox):
    pages.sign_in_with_passcode(office, admin)
    office.open(pages.AUTHENTICATION)
    office.tick(pages.TEAM_REQUIRED)
    office.submit("team_required")
    pages.prove_mail(office, lambda: mailbox.code_to(admin.email))
    office.submit("team_required")
    pages.make_the_change(office)
    office.open(pages.AUTHENTICATION)
    assert office.one(pages.TEAM_REQUIRED).is_selected(), office.text


def the_admin_invites(office, admin, path, email):
    office.open(path)
    pages.confirm_if_asked(office, admin)
    office.fill("email", email)
    office.fill("name", "Ada Okonkwo")
    if office.all(pages.AGENT_ROLE):
        office.tick(pages.AGENT_ROLE)
    office.submit("email")
    assert not office.all(pages.TROUBLES), office.text


def she_accepts(browser, link):
    browser.open(link)
    browser.fill("new_password", PASSWORD)
    browser.submit("new_password")
    assert browser.path == pages.SIGN_IN, browser.text


class Elsewhere:
    """Where messages to somebody arrive."""

    def __init__(self, mailbox, email, number, phone):
        self._mailbox, self._email, self.number, self._phone = mailbox, email, number, phone

    def mailed(self):
        """The passcode in her newest mail."""
        return pages.mailed(self._mailbox, self._email)

    def texted(self):
        """The passcode in the newest message to her phone."""
        return pages.texted(self._phone, self.number.replace(" ", ""), pages.SIGN_IN)


def she_enrols(browser, email, start, sets_up, elsewhere):
    """From the page that she wanted to see, which asks her to sign in, to that page. What it took from her password on."""
    counter = Counter(browser)
    wanted, first = (pages.DESK, pages.ENROL) if start == AT_SIGN_IN else (pages.SECURITY, pages.SECURITY)
    browser.open(wanted)
    browser.fill("username", email)
    browser.fill("password", PASSWORD)
    browser.submit("password")
    assert browser.path == first, browser.text

    counter.begin()
    sets_up(browser, start, elsewhere)
    there_is_one_thing_to_do(browser)
    assert len(browser.all(pages.RECOVERY_CODE_ROWS)) == 10, browser.text
    browser.tick(pages.SAVED)
    browser.submit("saved")
    assert browser.path == wanted, browser.text
    effort = counter.end()

    # And it counts.
    browser.open(pages.SECURITY)
    assert browser.path == pages.SECURITY and browser.all(pages.TWO_FACTOR_ON), browser.text
    return effort


def she_connects_her_app(browser, start, _elsewhere):
    there_is_one_thing_to_do(browser)
    if start == IN_SECURITY:
        browser.press(pages.TURN_ON)
        there_is_one_thing_to_do(browser)
    pages.enter_passcode(browser, Authenticator("".join(browser.one(pages.TOTP_KEY).text.split())).passcode())


def she_has_passcodes_mailed(browser, start, elsewhere):
    there_is_one_thing_to_do(browser)
    browser.press(pages.MAILBOX_INSTEAD if start == AT_SIGN_IN else pages.ADD_MAILBOX_BUTTON)
    there_is_one_thing_to_do(browser)
    pages.enter_passcode(browser, elsewhere.mailed())


def she_has_passcodes_texted(browser, _start, elsewhere):
    there_is_one_thing_to_do(browser)
    browser.act(browser.one(pages.PHONE_NUMBER))
    browser.fill("number", elsewhere.number)
    browser.submit("number")
    there_is_one_thing_to_do(browser)
    pages.enter_passcode(browser, elsewhere.texted())


def she_creates_a_passkey(browser, start, _elsewhere):
    there_is_one_thing_to_do(browser)
    browser.press(pages.PASSKEY_INSTEAD if start == AT_SIGN_IN else pages.ADD_PASSKEY_LINK)
    there_is_one_thing_to_do(browser)
    # Its name is filled in.
    browser.press(pages.USE_PASSKEY)


def there_is_one_thing_to_do(browser):
    shown = [button.text for button in browser.all(pages.MAIN_BUTTONS) if button.is_displayed()]
    assert len(shown) == 1, f"{browser.path} has {len(shown)} main buttons: {shown}"
