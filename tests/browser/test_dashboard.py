"""An admin looks at the dashboard with a keyboard: plots are there, and the numbers behind each."""

import pages
import pytest
from checks import look
from keyboard import Keyboard

TABLE = "details:has(table.figure) summary"


@pytest.fixture(scope="module")
def database():
    """What a page shows is the same on both databases."""
    return "sqlite"


@pytest.mark.parametrize("hand", [Keyboard], indirect=True, scope="module")
def test_an_admin_reads_plots_and_the_numbers_behind_them(demo, open_browser):
    admin = demo.person("admin")
    office = open_browser("office", javascript=False)
    pages.sign_in_with_passcode(office, admin)
    office.open(pages.ADMIN)
    office.press(pages.DASHBOARD_LINK)
    assert len(office.all("svg.plot[role=img]")) >= 2, office.text
    look(office, "dashboard-01-people")

    numbers = office.one(TABLE)
    office.act(numbers)
    assert office.one("details[open] table.figure tbody th").text.endswith("(so far)"), office.text
    look(office, "dashboard-02-numbers")

    office.press("a[href*='about=sign-ins']")
    assert office.all("svg.plot path.line"), "the admin's own sign-in is not drawn"
    office.prefer("dark")
    look(office, "dashboard-03-sign-ins-dark")
    office.press("a[href*='of=end_user']")
    look(office, "dashboard-04-end-users")
