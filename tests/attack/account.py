"""An account and its people, made through the doors that people use: the console, invitations by mail, enrolment."""

import itertools
import re

from authenticator import Authenticator
from browser import Browser
from postbox import code_in, link_in

# Long enough to stand alone, and nobody's name.
PASSWORD = "seven herons over the quiet canal"

DESK = "/security"
PASSCODE, RECOVERY_CODE = "/signin/passcode", "/signin/recovery-code"
ENROL, RECOVERY_CODES = "/signin/enrol", "/signin/recovery-codes"
POLICY = "/admin/security/advanced"
REGISTRATION = "/admin/security/registration"
MAIL_TEST = "/admin/mail/test"
TEAM, END_USERS = "/admin/team-members", "/admin/end-users"

RESET = "A new password for"

# A code of the right shape that nobody has.
NO_CODE = "0000-0000-0000-0000"

numbers = itertools.count(1)


class Account:
    """One account of a server, at an address of its own, with an owner who has an authenticator."""

    def __init__(self, server, mailbox, host, beside):
        self.server, self.mailbox, self.host = server, mailbox, host
        self.owner = Person(self, "Olga", "owner")
        arguments = ["--account", "Acme", "--name", self.owner.name, "--email", self.owner.email]
        if beside:
            arguments += ["--beside", f"https://{host}"]
        server.command("setup", *arguments, typed=f"{PASSWORD}\n")

    @property
    def clock(self):
        """The clock of all processes."""
        return self.server.clock

    def browser(self, **traits):
        """A new browser, with no cookies."""
        return Browser(self.server, self.host, **traits)

    def office(self):
        """A browser in which the owner has just signed in with both factors, and may change anything."""
        if not self.owner.authenticator:
            self.owner.set_up_an_authenticator(self.owner.signed_in())
        return self.owner.signed_in()

    def invited(self, name, role, by=None):
        """Somebody who was invited and has not answered."""
        person = Person(self, name, role)
        office = by or self.office()
        place = END_USERS if role == "end_user" else TEAM
        office.get(f"{place}/invite")
        page = office.submit("email", email=person.email, name=name, role=role)
        assert page.path.startswith(f"{place}?done=invited"), page
        person.invitation = link_in(person.letter())
        return person

    def person(self, name, role, password=PASSWORD, by=None):
        """Somebody with a password and no authenticator."""
        person = self.invited(name, role, by)
        browser = self.browser()
        assert browser.get(person.invitation).path == "/welcome", browser.page
        page = browser.submit("new_password", new_password=password)
        assert page.path.startswith("/signin"), page
        person.password = password
        return person

    def person_with_totp(self, name, role, by=None):
        """Somebody with a password, an authenticator and ten recovery codes."""
        person = self.person(name, role, by=by)
        browser = person.signed_in()
        if not person.authenticator:
            person.set_up_an_authenticator(browser)
        return person

    def agent(self, name="Ana"):
        """An agent with an authenticator."""
        return self.person_with_totp(name, "agent")

    def save_policy(self, office=None, **changed):
        """Saves the policy as the form shows it, but for these fields; None unticks."""
        return self._save(office or self.office(), POLICY, "team_required", changed)

    def open_registration(self):
        """Lets everybody register."""
        return self._save(self.office(), REGISTRATION, "registration", {"registration": "open"})

    def _save(self, office, place, field, changed):
        office.get(place)
        page = office.submit(field, **changed)
        if page.path.startswith(MAIL_TEST):
            # Nobody has shown yet that mail arrives: the change waits, filled in as it was.
            office.submit("then")
            page = office.submit("code", code=code_in(self.owner.letter("Test message")))
            assert page.path.startswith(place), page
            page = office.submit(field)
        assert page.path.startswith(f"{place}?done=saved"), page
        return page


class Person:
    """Somebody of an account."""

    def __init__(self, account, name, role):
        self.account, self.name, self.role = account, name, role
        self.email = f"{re.sub(r'[^a-z]', '', name.lower())[:20]}{next(numbers)}@people.example"
        self.password = PASSWORD
        self.authenticator = None
        self.codes = []

    # Signing in.

    def half_signed_in(self, browser=None):
        """A browser in which the right password was given and nothing more."""
        browser = browser or self.account.browser()
        browser.get("/signin")
        browser.submit("username", username=self.email, password=self.password)
        return browser

    def signed_in(self, browser=None, **also):
        """A browser in which this person has signed in with all that was asked for; an authenticator is set up, when it is."""
        browser = self.half_signed_in(browser)
        if browser.page.path == PASSCODE:
            browser.submit("passcode", passcode=self.authenticator.passcode(), **also)
        elif browser.page.path == ENROL:
            self.connect_and_save(browser)
        assert browser.page.path == DESK, browser.page
        return browser

    def set_up_an_authenticator(self, browser):
        """Sets an authenticator up, in a session."""
        browser.get("/security")
        browser.submit("/security/authenticator/begin")
        return self.connect_and_save(browser)

    def set_up_another_authenticator(self, browser):
        """Sets an authenticator up in the place of the one that this person has, in a session."""
        browser.get("/security")
        browser.submit("/security/authenticator/begin")
        return self.connect_another(browser)

    def connect(self, browser):
        """Connects the authenticator whose key is shown."""
        self.authenticator = Authenticator("".join(browser.page.in_element("totp-key")), self.account.clock)
        browser.submit("passcode", passcode=self.authenticator.passcode())
        self.codes = browser.page.in_element("recovery-codes")
        assert len(self.codes) == 10, browser.page

    def connect_another(self, browser):
        """Connects the authenticator whose key is shown in the place of the one before; the recovery codes stay as they are."""
        self.authenticator = Authenticator("".join(browser.page.in_element("totp-key")), self.account.clock)
        page = browser.submit("passcode", passcode=self.authenticator.passcode(), replaces="yes")
        assert page.path == "/security?done=replaced", page
        return browser

    def connect_and_save(self, browser):
        """Connects it, and says that the codes are saved."""
        self.connect(browser)
        page = browser.submit("saved", saved="yes")
        assert page.path.split("?")[0] == DESK, page
        return browser

    # What arrives.

    def letter(self, about="", nth=0):
        """The first mail whose subject has these words, or the nth from 0; waits for it."""
        return self.account.mailbox.nth_to(self.email, nth, about)

    def letters(self, about=""):
        """All mails whose subject has these words, once all that was written before has arrived.

        Mails go out in the order in which they are due; under a clock that stands still, those of one second go in any order.
        """
        self.account.clock.turn(1)
        asked = len(self.account.mailbox.mails_to(self.email, RESET))
        self.ask_for_a_reset()
        self.letter(RESET, asked)
        return self.account.mailbox.mails_to(self.email, about)

    def ask_for_a_reset(self, browser=None):
        """Says that the password is forgotten."""
        browser = browser or self.account.browser()
        browser.get("/forgot")
        return browser.submit("email", email=self.email)

    # As an admin finds them.

    def page_path(self, office):
        """The path of this person's page in the Admin Center."""
        place = END_USERS if self.role == "end_user" else TEAM
        page = office.get(f"{place}?q={self.email.replace('@', '%40')}")
        found = [link for link in page.links if link.startswith("/admin/people/")]
        assert len(found) == 1, page
        return found[0]

    def is_acted_on(self, office, act, **fields):
        """An admin does something to this person."""
        path = self.page_path(office)
        office.get(f"{path}/{act}")
        page = office.submit(f"{path}/{act}", **fields)
        assert page.path.startswith(f"{path}?done="), page
        return page
