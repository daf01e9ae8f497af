"""Every door of the server, read from the one table that its router is made of: a new door is walked as soon as it is there."""

import re
from pathlib import Path

from browser import NEVER_GIVEN, SESSION

TABLE = Path(__file__).parents[2] / "server" / "src" / "web" / "doors" / "mod.rs"
ROW = re.compile(r'^\s*door\("(?P<path>[^"]+)", (?P<methods>GET|POST|BOTH), (?P<needs>\w+),', re.MULTILINE)

# What a door is behind.
NOTHING, ANYBODY, HALF_SIGNED_IN, RESTRICTED, IN_SESSION, IN_TEAM, ADMIN = (
    "Nothing", "Anybody", "HalfSignedIn", "Restricted", "Session", "Team", "Admin")


class Door:
    """One row of the table."""

    def __init__(self, row):
        self.path, self.needs = row["path"], row["needs"]
        self.methods = ["GET", "POST"] if row["methods"] == "BOTH" else [row["methods"]]

    def address(self, of_person):
        """A real address of the door, about that person where it is about one."""
        parts = {"{id}": of_person, "{act}": "end-sessions", "{of}": "end_user", "{token}": NEVER_GIVEN, "{name}": "doorward.css", "{digest}": "0" * 32}
        return re.sub(r"\{\w+\}", lambda part: parts[part[0]], self.path)

    def __repr__(self):
        return f"{self.path} ({self.needs})"


def all_doors():
    """The table."""
    text = TABLE.read_text(encoding="utf-8")
    doors = [Door(row) for row in ROW.finditer(text)]
    rows = len(re.findall(r"^\s*door\(", text, re.MULTILINE))
    assert len(doors) == rows > 30, f"{len(doors)} of {rows} doors were read from {TABLE}"
    assert {door.needs for door in doors} == {NOTHING, ANYBODY, HALF_SIGNED_IN, RESTRICTED, IN_SESSION, IN_TEAM, ADMIN}
    return doors


def knock(browser, door, method, of_person):
    """Goes to a door as it is, with a form that has nothing but a good token; no redirect is followed."""
    path = door.address(of_person)
    return browser.get(path, follow=False) if method == "GET" else browser.post(path, {"form_token": browser.token()})


def is_led_to_sign_in(page):
    """Whether the answer leads to the sign-in page: how a door turns away who is not signed in."""
    return page.status == 303 and page.header("location").split("?")[0] == "/signin"


def gives_a_session(page):
    """Whether the answer sets the cookie of a session."""
    return any(line.startswith(f"{SESSION}=") and "Max-Age=0" not in line for line in page.all_headers("set-cookie"))


def half_signed_in_reaches_nothing_else(arrive, of_person):
    """With the cookie of a half-done sign-in, tries every method of every door; `arrive` makes a new such browser."""
    browser = arrive()
    for door in all_doors():
        for method in ("GET", "POST"):
            page = knock(browser, door, method, of_person)
            assert not gives_a_session(page), f"{method} {door}: {page!r}"
            if method not in door.methods:
                assert page.status == 405, f"{method} {door}: {page!r}"
            elif door.needs in (RESTRICTED, IN_SESSION, IN_TEAM, ADMIN):
                assert is_led_to_sign_in(page), f"{method} {door}: {page!r}"
            elif door.needs == HALF_SIGNED_IN:
                # A question for a passkey that the person has not, or not at this step, is a conflict.
                assert page.status in (404, 409) or page.status < 400 and not is_led_to_sign_in(page), f"{method} {door}: {page!r}"
            if browser.cookies.get("__Host-sign-in") is None:
                # Signed out, or begun anew: the walk goes on with another half-done sign-in.
                browser = arrive()
    assert not browser.session_holds()
