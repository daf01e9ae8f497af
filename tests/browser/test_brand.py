"""An admin lets the sign-in look like the account's own; a stranger sees it, in both colours and in another language."""

import pathlib

import pages
import pytest
from browser import PHONE
from checks import look

LOGO = pathlib.Path(__file__).parents[2] / "core" / "tests" / "pictures" / "logo.png"
# Green that can be read on white, and a yellow that nobody could.
GREEN, YELLOW = "#0b7a5a", "#ffe08a"


@pytest.fixture(scope="module")
def database():
    """How a page looks is the same on both databases."""
    return "sqlite"


def test_an_account_s_own_face_is_seen_at_its_door(demo, open_browser):
    admin = demo.person("admin")
    office = open_browser("office", javascript=False)
    pages.sign_in_with_passcode(office, admin)

    office.open(pages.BRAND)
    office.fill("light", YELLOW)
    office.submit("light")
    if office.path == pages.CONFIRM:
        pages.confirm_if_asked(office, admin)
        office.fill("light", YELLOW)
        office.submit("light")
    assert "4.5:1" in office.one(pages.TROUBLES).text, office.text
    look(office, "brand-01-unreadable", status=422)
    office.fill("light", GREEN)
    office.submit("light")

    # The file goes as Chromium sends it, which is what the server has to read.
    office.one("input[type=file][name=logo]").send_keys(str(LOGO))
    office.submit("logo")
    office.fill("welcome", "Welcome to the lake.")
    office.fill("help", "Front desk: +49 170 1234567")
    office.submit("help")
    assert not office.all(pages.TROUBLES), office.text
    look(office, "brand-02-chosen")

    stranger = open_browser("stranger", PHONE, javascript=False)
    stranger.open(pages.SIGN_IN)
    assert "Welcome to the lake." in stranger.text and "+49 170 1234567" in stranger.text, stranger.text
    assert stranger.script("return document.querySelector('header img, .brand img').naturalWidth") > 0, "no logo"
    for scheme in ("light", "dark"):
        stranger.prefer(scheme)
        button = stranger.script(f"return getComputedStyle(document.querySelector({pages.MAIN_BUTTONS!r})).backgroundColor")
        assert (button == "rgb(11, 122, 90)") == (scheme == "light"), f"{scheme}: {button}"
    stranger.prefer("light")
    look(stranger, "brand-03-door")
    pages.speak(stranger, "ar")
    assert "Welcome to the lake." in stranger.text, stranger.text
    look(stranger, "brand-04-door-in-arabic")

    office.press(f"form[action='{pages.BRAND}/reset'] button")
    stranger.open(pages.SIGN_IN)
    assert "Welcome to the lake." not in stranger.text and not stranger.all(".brand img"), stranger.text
