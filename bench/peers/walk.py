"""Walks the enrolment of each method at each peer, as somebody would who knows where to click, and prints what it took.

Run by `bench/peers/effort`, which installs the peers into the folder that is the first argument. Each walk is a person of their own
in a browser of their own. They open the page of their security and are asked to sign in; from the password on it is counted.
"""

import datetime
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from authenticator import Authenticator
from browser import DESKTOP, Browser, installed
from effort import Counter, steps, table
from programs import end

HERE = pathlib.Path(__file__).parent
ARTEFACTS = HERE.parents[1] / "artefacts" / "peers"
PASSWORD = "quiet otter paper boat"
AT_SIGN_IN, IN_SECURITY = "sign-in, where it is demanded", "page of security"
# Neither can demand it, and both have been asked to: pennersr/django-allauth#3649, better-auth/better-auth#10310.
CANNOT_DEMAND = "cannot be demanded"
# Somebody for each method.
PEOPLE = {"authenticator app": "ana@example.com", "passkey": "ben@example.com"}


class Peer:
    """A running peer, on a free port of this machine."""

    def __init__(self, program, options, log):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.url = f"http://localhost:{port}"
        self._log = open(log, "w", encoding="utf-8")
        self._process = subprocess.Popen(
            [*program, str(port), *PEOPLE.values(), *options], stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log,
            env={**os.environ, "PASSWORD": PASSWORD},
        )
        deadline = time.monotonic() + 60
        while not self._answers():
            assert self._process.poll() is None and time.monotonic() < deadline, f"it does not answer: see {log}"
            time.sleep(0.1)

    def close(self):
        """Ends it, by its own id."""
        end(self._process)
        self._log.close()

    def _answers(self):
        try:
            return urllib.request.urlopen(self.url, timeout=5)
        except urllib.error.HTTPError as answer:
            return answer
        except OSError:
            return None


# django-allauth: every step is a page of the server.

def allauth_app(browser, counter):
    allauth_sign_in(browser, PEOPLE["authenticator app"])
    counter.begin()
    browser.press("a[href='/accounts/2fa/totp/activate/']")
    allauth_confirm_if_asked(browser)
    browser.screen("allauth-app-2")
    authenticator = Authenticator(browser.one("#authenticator_secret").get_attribute("value"))
    browser.fill("code", authenticator.passcode())
    browser.submit("code")
    # Nothing has to be clicked here, but the codes have to be kept.
    effort = counter.end(last=True)
    browser.screen("allauth-app-3")
    assert browser.path == "/accounts/2fa/recovery-codes/", browser.text
    browser.open("/accounts/2fa/")
    assert "Authentication using an authenticator app is active" in browser.text, browser.text
    return effort


def allauth_passkey(browser, counter):
    browser.add_authenticator()
    allauth_sign_in(browser, PEOPLE["passkey"])
    counter.begin()
    browser.press("a[href='/accounts/2fa/webauthn/add/']")
    allauth_confirm_if_asked(browser)
    browser.screen("allauth-passkey-2")
    # Its name is filled in: "Master key".
    browser.press("#mfa_webauthn_add")
    effort = counter.end(last=True)
    browser.screen("allauth-passkey-3")
    assert browser.path == "/accounts/2fa/recovery-codes/", browser.text
    browser.open("/accounts/2fa/")
    assert "You have added 1 security key" in browser.text, browser.text
    return effort


def allauth_sign_in(browser, email):
    browser.open("/accounts/2fa/")
    browser.fill("login", email)
    browser.fill("password", PASSWORD)
    browser.press("form[action='/accounts/login/'] button[type=submit]")
    browser.screen("allauth-1")
    assert browser.path == "/accounts/2fa/", browser.text


def allauth_confirm_if_asked(browser):
    if browser.path == "/accounts/reauthenticate/":
        browser.screen("allauth-confirm")
        browser.fill("password", PASSWORD)
        browser.submit("password")


# better-auth with its ready pages: dialogs over a page, and a page beside it.

def better_auth_app(browser, counter):
    better_auth_sign_in(browser, PEOPLE["authenticator app"])
    counter.begin()
    button(browser, "Enable Two-Factor").click()
    browser.wait(lambda: browser.one("[role=dialog] input[name=password]").is_displayed(), "the question for the password")
    browser.screen("better-auth-app-2")
    browser.one("[role=dialog] input[name=password]").send_keys(PASSWORD)
    button(browser, "Enable Two-Factor", "[role=dialog]").click()
    browser.wait(lambda: button(browser, "Continue", "[role=dialog]").is_displayed(), "the backup codes")
    browser.screen("better-auth-app-3")
    button(browser, "Continue", "[role=dialog]").click()
    browser.wait(lambda: browser.path == "/auth/two-factor" and browser.all("input[name=code]"), "the picture to scan")
    browser.screen("better-auth-app-4")
    # The page shows the key as a picture alone, which carries what its address does.
    key = re.search(r"secret=([A-Z2-7]+)", browser.script("return location.search"))[1]
    browser.one("input[name=code]").send_keys(Authenticator(key).passcode())
    # It is sent by itself with the sixth digit.
    browser.wait(lambda: browser.path == "/", "the home of the site")
    effort = counter.end()
    assert session(browser)["user"]["twoFactorEnabled"], "not turned on"
    return effort


def better_auth_passkey(browser, counter):
    browser.add_authenticator()
    better_auth_sign_in(browser, PEOPLE["passkey"])
    counter.begin()
    button(browser, "Add Passkey").click()
    browser.wait(lambda: browser.script("return fetch('/api/auth/passkey/list-user-passkeys').then((it) => it.json())"), "the passkey")
    effort = counter.end()
    browser.screen("better-auth-passkey-2")
    # A way to sign in, and no second step: the password alone goes on opening the account, so there are no codes to keep.
    assert not session(browser)["user"]["twoFactorEnabled"], "a passkey turned two factors on"
    return effort


def better_auth_sign_in(browser, email):
    browser.open("/account/security")
    browser.wait(lambda: browser.one("input[name=email]").is_displayed(), "the page to sign in")
    browser.fill("email", email)
    browser.fill("password", PASSWORD)
    button(browser, "Login").click()
    browser.wait(lambda: browser.path == "/account/security" and button(browser, "Add Passkey").is_displayed(), "the page of her security")
    browser.screen("better-auth-1")


def session(browser):
    return browser.script("return fetch('/api/auth/get-session').then((answer) => answer.json())")


def button(browser, text, within="body"):
    """The button of that text."""
    found = [it for it in browser.all(f"{within} button") if it.text.strip() == text]
    assert found, f"no button {text!r} on {browser.path}, which reads:\n{browser.text}"
    return found[0]


class Walker(Browser):
    """A browser that keeps a picture of each screen, if it was asked to."""

    keeps = False

    def screen(self, name):
        """A screen was reached."""
        if self.keeps:
            self.screenshot(name)


def main(peers, *options):
    Walker.keeps = "--pictures" in options
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(peers)
    allauth = [str(folder / "django-allauth/bin/python"), str(HERE / "django-allauth/allauth_site.py")]
    better_auth = ["node", str(folder / "better-auth/server.mjs")]
    allauth_walks = {"authenticator app": allauth_app, "passkey": allauth_passkey}
    rows = [
        *walked("django-allauth", allauth, [], allauth_walks),
        *walked("django-allauth, told to trust a sign-in", allauth, ["--trust-the-sign-in"], allauth_walks),
        *walked("better-auth", better_auth, [], {"authenticator app": better_auth_app, "passkey": better_auth_passkey}),
    ]
    told = f"{conditions(folder)}\n\n{table(rows)}\n\n{steps(rows)}\n"
    (ARTEFACTS / "effort.md").write_text(told, encoding="utf-8")
    print(f"\n{told}")


def conditions(folder):
    """When, and with which versions."""
    chromium = subprocess.run([installed("chromium"), "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    pinned = dict(line.split("==") for line in (folder / "django-allauth/requirements.txt").read_text().splitlines() if "==" in line)
    packages = json.loads((folder / "better-auth/package.json").read_text())["dependencies"]
    names = ("better-auth", "@better-auth/passkey", "@daveyplate/better-auth-ui")
    return (f"{datetime.date.today()}, Chromium {chromium}, {DESKTOP[0]} x {DESKTOP[1]}; a password of {len(PASSWORD)} characters; "
            f"django-allauth {pinned['django-allauth[mfa]']} on Django {pinned['Django']}; "
            + ", ".join(f"{name} {packages[name]}" for name in names))


def walked(name, program, options, walks):
    """The counts at one peer: a row for each method, and one for all of them."""
    peer = Peer(program, options, ARTEFACTS / f"{re.sub('[^a-z]+', '-', name)}.log")
    try:
        for method, walk in walks.items():
            with tempfile.TemporaryDirectory() as profile:
                browser = Walker(peer.url, profile, ARTEFACTS, DESKTOP)
                try:
                    yield name, method, IN_SECURITY, walk(browser, Counter(browser))
                finally:
                    browser.close()
        yield name, "any", AT_SIGN_IN, CANNOT_DEMAND
    finally:
        peer.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
