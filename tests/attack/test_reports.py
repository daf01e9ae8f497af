"""Attacks on the 2FA status report and on the audit log: on what they hold, and on who reads them."""

import csv
import io
import subprocess

from account import PASSWORD
from browser import at_once
from postbox import text_of

AUDIT, REPORTS = "/admin/audit", "/admin/reports"
READY = "2FA status report"
NO_REPORT = f"{REPORTS}/0193592c2a007000b000000000000000"
FORMULA = '=HYPERLINK("x","click");@SUM(1)'


def report_link(admin, browser, people="team"):
    """Asks for a report and waits for the mail: the path of its link."""
    page = browser.act(REPORTS, REPORTS, {"people": people})
    assert page.header("location") == f"{REPORTS}?done=report-asked", page
    links = [word for word in text_of(admin.letter(READY)).split() if f"{REPORTS}/" in word]
    assert len(links) == 1, links
    return "/" + links[0].split("/", 3)[3]


def saved(browser, link):
    """Presses the button of the page that the link leads to."""
    return browser.act(link, link)


def rows_of(page):
    """The lines of a file of CSV, by their first."""
    assert page.status == 200 and page.header("content-type") == "text/csv; charset=utf-8", page
    return list(csv.DictReader(io.StringIO(page.body.removeprefix("\ufeff"), newline=""), strict=True))


def test_p56_the_link_of_a_report_for_anybody_else(own_account):
    """The link by another admin, an agent, nobody, a made-up one, after demotion and promotion, after 7 days: refused."""
    account = own_account
    kim, lea, tom = (account.person_with_totp("Kim", "admin"), account.person_with_totp("Lea", "admin"), account.agent("Tom"))
    browser = kim.signed_in()
    link = report_link(kim, browser)
    assert rows_of(saved(browser, link)) and rows_of(saved(browser, link)), "theirs as often as they like"
    for other in (lea, account.owner):
        assert other.signed_in().get(link).status == 404
        assert other.signed_in().act(REPORTS, link).status == 404
    assert tom.signed_in().get(link).status == 403
    stranger = account.browser()
    assert stranger.get(link).place == "/signin", stranger.page
    assert browser.get(NO_REPORT).status == 404
    # No other site is told where somebody comes from, and nothing is kept by anybody between.
    page = browser.get(link)
    assert page.header("referrer-policy") == "same-origin" and "no-store" in page.header("cache-control"), page

    account.clock.turn(60)
    kim.is_acted_on(account.office(), "role", role="agent")
    assert kim.signed_in().get(link).status == 403
    account.clock.turn(60)
    kim.is_acted_on(account.office(), "role", role="admin")
    again = kim.signed_in()
    assert again.get(link).status == 410 and again.act(REPORTS, link).status == 410, "the link died with the role"

    account.clock.turn(60)
    link = report_link(kim, again)
    account.clock.turn(7 * 86_400 - 60)
    late = kim.signed_in()
    account.clock.turn(60)
    assert late.get(link).status == 410 and late.act(REPORTS, link).status == 410, late.page


def opened_in_libreoffice(text, folder, separator=","):
    """The cells of a file as LibreOffice shows them, once it has computed what it takes for formulas."""
    file, out = folder / "saved.csv", folder / "out"
    file.write_text(text, encoding="utf-8", newline="")
    # Separator, quotes, UTF-8, from the first line on (LibreOffice Help, "Filter Options for CSV").
    shown = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false'
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", f"--infilter=CSV:{ord(separator)},34,76,1"]
    subprocess.run([*command, "--convert-to", shown, "--outdir", out, file], check=True, capture_output=True, timeout=120)
    # A computed text may hold anything; a byte order mark that was read is no cell.
    return list(csv.reader(io.StringIO((out / "saved.csv").read_text(encoding="utf-8"), newline="")))


def test_p57_formulas_in_names_and_browsers(own_account, tmp_path):
    """A name that is a formula, in the report and in the log: text, by RFC 4180 and in LibreOffice, whatever separates its cells."""
    account = own_account
    sums = [account.person(name, "agent") for name in ("=1+1", "Ana;=1+1", "＝1+1", 'Ana "A" Ruiz, Dr.')]
    eve = account.person(FORMULA, "agent")
    account.browser(calls_itself="=cmd|' /C calc'!A0").get("/signin")
    tried = account.browser(calls_itself="=cmd|' /C calc'!A0")
    tried.get("/signin")
    tried.submit("username", username=eve.email, password=PASSWORD)
    browser = account.office()
    file = saved(browser, report_link(account.owner, browser))
    rows = rows_of(file)
    by = {row["email"]: row["name"] for row in rows}
    assert [by[one.email] for one in sums] == ["'=1+1", "Ana;'=1+1", "'＝1+1", 'Ana "A" Ruiz, Dr.'], by
    # It computes what is not guarded, and of ours nothing: each cell is what the file says.
    assert opened_in_libreoffice("a,b\r\n=1+1,x\r\n", tmp_path) == [["a", "b"], ["2", "x"]]
    read = list(csv.reader(io.StringIO(file.body, newline="")))
    assert opened_in_libreoffice(file.body, tmp_path) == read
    assert any("2" in row for row in opened_in_libreoffice("a,b\r\nAna;=1+1,x\r\n".replace(",x", ""), tmp_path, ";"))
    for row in opened_in_libreoffice(file.body, tmp_path, ";"):
        assert "2" not in row and not any(cell.startswith("Err:") for cell in row), row
    name = next(row["name"] for row in rows if row["email"] == eve.email)
    assert name == "'" + FORMULA.replace(";@", ";'@"), name
    page = browser.act(AUDIT, f"{AUDIT}/export", {"format": "csv", "person": eve.email, "kind": "", "from": "", "to": ""})
    rows = rows_of(page)
    assert any(row["browser"] == "'=cmd|' /C calc'!A0" for row in rows), rows
    for row in rows:
        assert all(cell[:1] not in tuple("=+-@\t\r＝＋－＠") for cell in row.values() if cell), row


def test_p58_two_hundred_reports_at_once(own_account):
    """The report of the team, asked for 200 times at once: team members and nobody else, one file, one mail."""
    account = own_account
    tom, mara = account.agent("Tom"), account.person("Mara", "end_user")
    browser = account.office()
    token = browser.token(REPORTS)
    ask = {"people": "team", "form_token": token}
    pages = at_once([lambda: browser.copy().post(REPORTS, ask) for _ in range(200)])
    assert [page.header("location") for page in pages].count(f"{REPORTS}?done=report-asked") == 1, pages
    links = [word for word in text_of(account.owner.letter(READY)).split() if f"{REPORTS}/" in word]
    rows = rows_of(saved(browser, "/" + links[0].split("/", 3)[3]))
    assert {row["email"] for row in rows} == {account.owner.email, tom.email}, f"and not {mara.email}"
    assert {row["user_type"] for row in rows} == {"team_member"}
    by = {row["email"]: row for row in rows}
    assert by[tom.email]["two_factor"] == "on" and by[tom.email]["methods"] == "totp", by
    assert len(account.owner.letters(READY)) == 1


def test_p54_the_report_and_log_of_another_account(account, own_account):
    """Ids of another account's report, person and entries, in path, filter and cursor: 404, or nothing of theirs."""
    theirs = account.agent("Nora")
    office = account.office()
    link = report_link(account.owner, office)
    person = theirs.page_path(office).split("/")[-1]
    browser = own_account.office()
    assert browser.get(link).status == 404 and browser.act(REPORTS, link).status == 404
    for meant in (person, theirs.email):
        page = browser.get(f"{AUDIT}?person={meant}")
        assert page.status == 422 and "Nora" not in page.text, page
        page = browser.act(AUDIT, f"{AUDIT}/export", {"format": "json", "person": meant})
        assert page.status == 400, page
    page = browser.get(f"{AUDIT}?before=ffffffffffffffffffffffffffffffff")
    assert page.status == 200 and "Nora" not in page.text and theirs.email not in page.body, page
    page = browser.act(AUDIT, f"{AUDIT}/export", {"format": "csv"})
    assert page.status == 200 and theirs.email not in page.body and theirs.email in office.act(AUDIT, f"{AUDIT}/export", {"format": "csv"}).body
