"""An account and its people, made through the doors that people use: the console, invitations by mail, enrolment."""

import itertools
import re
import time
from collections import Counter

from authenticator import Authenticator
from browser import Browser
from gateway import passcode_in_text
from postbox import PASSCODE_MAIL, code_in, link_in, passcode_in

# Long enough to stand alone, and nobody's name.
PASSWORD = "seven herons over the quiet canal"

DESK = "/security"
PASSCODE, RECOVERY_CODE = "/signin/passcode", "/signin/recovery-code"
EMAIL_CODE, SMS_CODE = "/signin/email-code", "/signin/sms-code"
ENROL, RECOVERY_CODES = "/signin/enrol", "/signin/recovery-codes"
POLICY, PLAN = "/admin/security/advanced", "/admin/security/plan"
REGISTRATION = "/admin/security/registration"
METHODS, TEXTS = "/admin/security/methods", "/admin/sms"
MAIL, MAIL_TEST = "/admin/mail", "/admin/mail/test"
TEAM, END_USERS = "/admin/team-members", "/admin/end-users"

RESET = "A new password for"

# What passcodes are sent by, as forms call it, and where a person sets that up.
EMAIL, SMS = "email", "sms"
ADD_EMAIL, ADD_SMS = "/security/email-code", "/security/sms-code"

# A code of the right shape that nobody has.
NO_CODE = "0000-0000-0000-0000"

numbers = itertools.count(1)

# Each in a block of its own, so that the caps of blocks meet nobody by chance.
phone_numbers = (f"+49151{number:05}{number % 10_000:04}" for number in itertools.count(1))


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

    @property
    def phones(self):
        """Everybody's phone."""
        return self.server.phones

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

    def person_with_sent_passcodes(self, name, *channels, role="end_user"):
        """Somebody with a password, whose passcodes are sent by these channels, and ten recovery codes; an hour ago."""
        person = self.person(name, role)
        for channel in channels:
            # A session of each, because who has a method proves it before they add another.
            (person.set_up_email if channel == EMAIL else person.set_up_phone)(person.signed_in())
            self.clock.turn(30)
        # So that what was sent to set them up is not among what a case counts.
        self.clock.turn(3600)
        return person

    def agent(self, name="Ana"):
        """An agent with an authenticator."""
        return self.person_with_totp(name, "agent")

    def save_policy(self, office=None, **changed):
        """Saves the policy as the form shows it, but for these fields; None unticks."""
        return self._save(office or self.office(), POLICY, "team_required", changed)

    def save_methods(self, office=None, **changed):
        """Saves which methods count, as the form shows it, but for these fields; None unticks."""
        return self._save(office or self.office(), METHODS, "team_counting", changed)

    def send_passcodes(self, countries="+49"):
        """Lets everybody have passcodes sent to their mailbox and phone; the owner shows first that both arrive. The account, for
        who needs nothing else."""
        office = self.office()
        self.name_countries(countries, office)
        self.owner.phone = next(phone_numbers)
        office.submit("number", number=self.owner.phone)
        page = office.submit("passcode", passcode=self.owner.code_to(SMS))
        assert page.path == f"{TEXTS}?done=texts-work", page
        self.save_methods(office, **dict.fromkeys((
            "team_email_codes", "team_sms_codes", "end_users_email_codes", "end_users_sms_codes"), "yes"))
        return self

    def name_countries(self, countries, office=None):
        """Names the countries that text messages go to."""
        office = office or self.office()
        office.get(TEXTS)
        page = office.submit("countries", countries=countries)
        assert page.path == f"{TEXTS}?done=saved", page

    def all_passcodes_are_out(self):
        """Waits until every passcode that is due was handed over, so that those that came can be counted."""
        self._wait_until_out(PASSCODE_MAIL)

    def all_resets_are_out(self):
        """Waits until every reset that was asked for was decided and its mail handed over, so that those that came can be counted."""
        # They are decided in their order: one that is asked for now tells that all before it are.
        last = self.person("Last", "end_user")
        last.ask_for_a_reset()
        last.letter(RESET)
        self._wait_until_out(RESET)

    def _wait_until_out(self, about):
        """Waits until no message with that subject waits in the outbox, as the owner sees it."""
        office, deadline = self.office(), time.monotonic() + 30
        while about in office.get(f"{MAIL}?show=waiting").text:
            assert time.monotonic() < deadline, f"messages wait: {office.page!r}"
            time.sleep(0.1)

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
        if page.path.startswith(PLAN):
            page = office.submit("reason", reason="A case of the attacks")
        assert page.path.startswith(f"{place}?done=saved"), page
        return page


class Person:
    """Somebody of an account."""

    def __init__(self, account, name, role):
        self.account, self.name, self.role = account, name, role
        self.email = f"{re.sub(r'[^a-z]', '', name.lower())[:20]}{next(numbers)}@people.example"
        self.password = PASSWORD
        self.authenticator = None
        self.phone = None
        self.codes = []
        self._read = Counter()

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
        if browser.page.place == PASSCODE:
            browser.submit("passcode", passcode=self.authenticator.passcode(), **also)
        elif browser.page.place in (EMAIL_CODE, SMS_CODE):
            channel = EMAIL if browser.page.place == EMAIL_CODE else SMS
            browser.submit("passcode", passcode=self.code_to(channel), **also)
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

    def set_up_email(self, browser):
        """Has passcodes sent to the mailbox, from a session."""
        browser.get(ADD_EMAIL)
        browser.submit(f"{ADD_EMAIL}/send")
        return self._confirm(browser, self.code_to(EMAIL))

    def set_up_phone(self, browser, number=None):
        """Has passcodes sent to a phone, from a session; to that of before no more."""
        number = number or next(phone_numbers)
        browser.get(ADD_SMS)
        page = browser.submit("number", number=number)
        assert page.path == ADD_SMS, page
        self.phone = number
        return self._confirm(browser, self.code_to(SMS))

    def _confirm(self, browser, passcode):
        """Types the first passcode of a mailbox or phone, and saves the recovery codes that come with the first method of all."""
        page = browser.submit("passcode", passcode=passcode)
        if page.path == "/security/recovery-codes/save":
            self.codes = page.in_element("recovery-codes")
            page = browser.submit("saved", saved="yes")
        assert page.path.startswith("/security?done="), page
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

    def code_to(self, channel):
        """The passcode in the first message by that channel that was not read yet; waits for it."""
        to = self.email if channel == EMAIL else self.phone
        self._read[to] += 1
        return self._code(channel, self._read[to] - 1)

    def codes_to(self, channel):
        """The passcodes of all messages by that channel so far."""
        return [self._code(channel, nth) for nth in range(len(self._messages(channel)))]

    def read_all(self, channel):
        """Has read all messages by that channel so far."""
        if messages := len(self._messages(channel)):
            self._read[self.email if channel == EMAIL else self.phone] = messages

    def _code(self, channel, nth):
        if channel == EMAIL:
            return passcode_in(self.letter(PASSCODE_MAIL, nth))
        return passcode_in_text(self.account.phones.nth_to(self.phone, nth), self.account.host)

    def _messages(self, channel):
        if channel == EMAIL:
            return self.account.mailbox.mails_to(self.email, PASSCODE_MAIL)
        return self.account.phones.texts_to(self.phone) if self.phone else []

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
