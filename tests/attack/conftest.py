"""What the cases stand on: the shipped binary on each database, and accounts on it.

Run by `scripts/test --only attack`, which sets
  DOORWARD_BIN            the program
  DOORWARD_TEST_POSTGRES  the URL of a PostgreSQL cluster in which databases may be made
Logs go to artefacts/attack/<database>/.
"""

import itertools
import pathlib
import re

import pytest

from account import Account
from gateway import Phones, passcode_in_text
from postbox import PASSCODE_MAIL, Mailbox, passcode_in
from server import HOST, Clock, Server
from settings import fresh_postgres, setting
from side_by_side import Together, begin_without, database_name

ARTEFACTS = pathlib.Path(__file__).parents[2] / "artefacts" / "attack"

DATABASES = ["sqlite", "postgres"]


@pytest.fixture(scope="session")
def mailbox():
    """Everybody's mailbox."""
    box = Mailbox()
    yield box
    box.close()


@pytest.fixture(scope="session", params=DATABASES)
def database(request):
    """Which database the case is tried on."""
    return request.param


def url_and_processes(database, folder, name):
    """An empty database of that kind, and how many processes serve it."""
    if database == "sqlite":
        return f"sqlite:{folder / 'doorward.db'}", 1
    return fresh_postgres(setting("DOORWARD_TEST_POSTGRES"), name), 2


@pytest.fixture(scope="session")
def main_account(database, mailbox, tmp_path_factory):
    """The first account of a running server."""
    folder, logs = tmp_path_factory.mktemp(database), ARTEFACTS / database
    logs.mkdir(parents=True)
    url, processes = url_and_processes(database, folder, database_name("attack"))
    clock = Clock(folder / "clock")
    phones, smtp_url = Phones(lambda: clock.now), f"smtp+plain://127.0.0.1:{mailbox.port}"
    server = Server(setting("DOORWARD_BIN"), url, processes, folder, logs, smtp_url, phones, clock)
    account = Account(server, mailbox, HOST, beside=False)
    server.start()
    yield account
    server.stop()
    phones.close()
    # A panic that was caught, or a refusal that could not be saved, is no refusal.
    trouble = [line for line in server.log_lines() if '"level":"ERROR"' in line or "panicked" in line]
    assert not trouble, "\n".join(trouble)
    assert not phones.complaints, "\n".join(phones.complaints)
    told = server.lines_with(sent_passcodes(mailbox, phones))
    assert not told, "passcodes were logged:\n" + "\n".join(told)


def sent_passcodes(mailbox, phones):
    """Every passcode that was sent to anybody."""
    by_mail = {passcode_in(mail) for _, mail in mailbox.all_mails() if PASSCODE_MAIL in mail["subject"]}
    return by_mail | {passcode_in_text(text) for text in phones.all_texts()}


@pytest.fixture
def account(main_account):
    """An account that no case changes, for new people."""
    return main_account


hosts = (f"account-{number}.example" for number in itertools.count(1))


@pytest.fixture
def own_account(main_account):
    """An account of the case's own, whose policy it may change."""
    return Account(main_account.server, main_account.mailbox, next(hosts), beside=True)


@pytest.fixture
def another_server(database, tmp_path):
    """Starts a server of the case's own, whose log tells everything: `another_server(name, mailbox, smtp_url, tls)` gives its first account.
    It sends mail to that URL of the mailbox, and text messages to gateways that speak TLS if there is a context for it."""
    started = []

    def start(name, mailbox, smtp_url, tls):
        folder, logs = tmp_path / name, ARTEFACTS / database / name
        folder.mkdir()
        logs.mkdir(parents=True)
        url, processes = url_and_processes(database, folder, database_name(f"attack_{name}"))
        clock = Clock(folder / "clock")
        phones = Phones(lambda: clock.now, tls)
        server = Server(setting("DOORWARD_BIN"), url, processes, folder, logs, smtp_url, phones, clock, log="trace")
        account = Account(server, mailbox, HOST, beside=False)
        started.append(account)
        server.start()
        return account

    yield start
    for account in started:
        account.server.stop()
        account.phones.close()
        account.mailbox.close()


def pytest_xdist_make_scheduler(config, log):
    # Each database has one server, and one process that attacks it.
    return Together(config, log, lambda story: next(database for database in DATABASES if database in story.partition("[")[2]))


# The table at the end.

def pytest_configure(config):
    begin_without(ARTEFACTS, config)
    config.pluginmanager.register(Table())


class Table:
    """What each case tries, and what became of it on each database."""

    def __init__(self):
        self.rows = {}

    def pytest_runtest_logreport(self, report):
        case = dict(report.user_properties).get("case")
        if case and (report.when == "call" or report.outcome != "passed"):
            row = self.rows.setdefault(case["story"], case)
            row[case["database"]] = report.outcome

    def pytest_terminal_summary(self, terminalreporter):
        rows = sorted(self.rows.values(), key=lambda row: (row["id"], row["story"]))
        wide = max((len(row["what"]) for row in rows), default=0)
        terminalreporter.section("Attacks")
        terminalreporter.write_line(f"     {'':{wide}}  {'  '.join(f'{database:8}' for database in DATABASES)}".rstrip())
        for row in rows:
            outcomes = "  ".join(f"{row.get(database, '-'):8}" for database in DATABASES)
            terminalreporter.write_line(f"{row['id']}  {row['what']:{wide}}  {outcomes}".rstrip())
            if row["left out"]:
                terminalreporter.write_line(f"     left out: {row['left out']}")


def pytest_itemcollected(item):
    case = re.match(r"test_(p\d\d)_", item.name)
    assert case, f"{item.name} bears no id of a case"
    # A property of the report: the process that tells the table is not the one that tries the case.
    item.user_properties.append(("case", {
        "id": case[1].upper(), "story": item.originalname, "what": " ".join(item.function.__doc__.split()),
        "left out": "; ".join(mark.args[0] for mark in item.iter_markers("left_out")), "database": database_of(item)}))


def database_of(item):
    return item.callspec.params["database"]
