"""Every screen that there is, from its sample: judged by axe-core on a narrow phone, walked through by Tab, and pictures of the whole way
in for people to look at."""

import pathlib

import pytest
from axe import wrong_by_axe
from browser import DESKTOP, PHONE
from checks import wrong_in_document
from keyboard import Keyboard, wrong_in_tabbing
from settings import setting

# WCAG 2.2, success criterion 1.4.10 (reflow): a screen of 320 CSS pixels, which is one of 1280 at 400 %.
NARROW = (320, 640)

LANGUAGES = ["en", "de", "ko", "ar"]
# Dark colours and the way of Tab hang on the direction of a language, not on its words: one of each direction will do.
ONE_OF_EACH_DIRECTION = ["en", "ar"]

# Everything that somebody sees on the way in and in My security, and where an admin sets it up.
WAY_IN = [
    "signin", "signin-wrong", "signin-passkey", "passcode", "passcode-clock", "passcode-beside-passkey", "recovery-code",
    "recovery-code-used", "slowed", "closed", "too-old", "passkey", "passkey-create", "passkey-create-required", "connect",
    "connect-wrong", "codes", "codes-unsaved", "forgot", "sent", "new-password", "dead-link-reset", "register", "register-sent",
    "register-finish", "welcome", "confirm", "security", "security-low", "security-off", "signed-out", "problem-404", "not-me",
    "sent-passcode", "sent-sms", "sent-delayed", "sent-refused", "sent-held-back", "sent-replaced", "sent-too-old", "sent-none",
    "set-up-sms", "set-up-sms-short", "set-up-sms-sent", "set-up-email", "set-up-email-sent", "methods", "confirm-sent-code",
    "recovery-code-mailbox-twice", "authentication", "text-messages", "person", "brand-signin", "brand",
    "recovery-code-issued", "locked-out", "locked-out-end-user", "locked-out-lock-runs", "recover-connect", "help-desk",
    "policy-plan", "why-trusted", "reports", "audit-log", "dashboard", "dashboard-sign-ins", "proof-waits", "prove-number",
    "callers-waits", "exempt", "exemptions", "authentication-paused", "end-users", "import", "batch-import-looked-at", "batch-doing", "groups",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_is_for_everybody(language, artefacts, tmp_path):
    pictures = artefacts / "screens" / language
    pictures.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(setting("DOORWARD_SCREENS")) / language
    screens = sorted(path.stem for path in folder.glob("*.html"))
    assert set(WAY_IN) <= set(screens), f"no such screens in {folder}: {sorted(set(WAY_IN) - set(screens))}"

    browser = Keyboard(folder.as_uri(), tmp_path, pictures, NARROW)
    try:
        wrong = [f"{name}: {what}" for name in screens for what in wrong_with(browser, name, language in ONE_OF_EACH_DIRECTION)]
    finally:
        browser.close()
    assert not wrong, "\n".join(wrong)


def wrong_with(browser, name, wholly):
    """What is wrong with a screen, `wholly` or as far as its words go; pictures of it, if it is on the way in."""
    browser.resize(NARROW)
    browser.open(f"/{name}.html")
    yield from wrong_in_document(browser)
    yield from wrong_by_axe(browser, ["light", "dark"] if wholly else ["light"])
    if name in WAY_IN:
        browser.resize(PHONE)
        # Once more, so that the picture shows where the focus is at first.
        browser.open(f"/{name}.html")
        browser.screenshot(name)
    browser.resize(DESKTOP)
    yield from wrong_in_document(browser)
    if name in WAY_IN:
        browser.screenshot(name)
    if wholly:
        # Last, for it leaves the focus somewhere.
        yield from wrong_in_tabbing(browser)
