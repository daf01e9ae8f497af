"""Who uses two-factor authentication: an admin asks for the report, gets a mail, and saves the file."""

import csv
import re

import pages
import pytest
from checks import look
from postbox import text_of

# The databases have stories and attacks of their own: here it is about the browser.
ON_ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True, scope="module")


@ON_ONE_DATABASE
def test_an_admin_asks_for_the_report_gets_a_mail_and_saves_the_file(demo, mailbox, open_browser, tmp_path):
    admin = demo.person("admin")
    office = open_browser("office")
    office.save_into(tmp_path)
    pages.sign_in_with_passcode(office, admin)
    office.open(pages.AUTHENTICATION)
    pages.confirm_if_asked(office, admin)
    office.press(pages.REPORTS_LINK)
    look(office, "report-01-ask")
    office.tick(pages.OF_EVERYBODY)
    office.submit("people")
    assert not office.all(pages.TROUBLES), office.text
    look(office, "report-02-asked")

    office.open(report_of(mailbox, admin))
    look(office, "report-03-ready")
    office.act(office.one(pages.SAVE_REPORT))
    office.wait(lambda: list(tmp_path.glob("*.csv")), "the file")
    (file,) = tmp_path.glob("*.csv")
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert {row["email"] for row in rows} == {person.email for person in demo.people}
    assert {row["user_type"] for row in rows} == {"team_member", "end_user"}
    of_admin = next(row for row in rows if row["email"] == admin.email)
    assert (of_admin["two_factor"], of_admin["methods"], of_admin["last_sign_in_by"]) == ("on", "totp", "password totp")


def report_of(mailbox, admin):
    """Where the mail leads."""
    mail = mailbox.newest(admin.email, about="2FA status report")
    return re.findall(r"https?://\S+/admin/reports/[0-9a-f]{32}", text_of(mail))[0]
