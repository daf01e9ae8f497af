"""What the stories stand on: a running demo on each database, mailboxes, and browsers that close themselves.

Run by `scripts/test --only browser`, which sets
  DOORWARD_BIN            the program
  DOORWARD_TEST_POSTGRES  the URL of a PostgreSQL cluster in which databases may be made
  DOORWARD_SCREENS        every screen as a file, one folder a language: see the_screens_can_be_looked_at in server/tests/pages.rs
Pictures and logs go to artefacts/browser/<database>/.
"""

import pathlib
import re
import sys

import pytest

from browser import DESKTOP, Browser
from demo import Demo
from postbox import Mailbox
from settings import fresh_postgres, setting
from side_by_side import Together, begin_without, database_name

ARTEFACTS = pathlib.Path(__file__).parents[2] / "artefacts" / "browser"


def pytest_configure(config):
    begin_without(ARTEFACTS, config)


def pytest_xdist_make_scheduler(config, log):
    # A file's stories stand on one demo for each database and hand; the screens of a language stand on nothing.
    return Together(config, log, stage)


def stage(story):
    file, _, ways = story.partition("::")
    return " ".join([file, *re.findall(r"sqlite|postgres|Keyboard|\b(?:en|de|ko|ar)\b", ways.partition("[")[2])])


@pytest.fixture(scope="session")
def artefacts():
    """Where pictures and logs go. What lies there afterwards is from this run."""
    return ARTEFACTS


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def database(request):
    """Which database the story is told on."""
    return request.param


@pytest.fixture(scope="module")
def hand(request):
    """What people act with: a mouse, unless a story asks for a keyboard and nothing else."""
    return getattr(request, "param", Browser)


@pytest.fixture(scope="module")
def pictures(artefacts, database):
    """Where this database's pictures go."""
    folder = artefacts / database
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def mailbox(database, hand):
    """Everybody's mailbox, anew for each telling: the newest mail of a story is never one of the telling before it."""
    box = Mailbox()
    yield box
    box.close()


@pytest.fixture(scope="module")
def demo(request, database, hand, mailbox, pictures, tmp_path_factory):
    """A demo with a fresh database, for one telling of one file of stories."""
    story = f"{request.module.__name__}_{hand.__name__.lower()}"
    if database == "sqlite":
        url = f"sqlite:{tmp_path_factory.mktemp(story) / 'doorward.db'}"
    else:
        url = fresh_postgres(setting("DOORWARD_TEST_POSTGRES"), database_name(story))
    running = Demo(setting("DOORWARD_BIN"), url, mailbox.port, pictures / f"{story}.log")
    yield running
    running.close()


@pytest.fixture
def open_browser(request, demo, hand, pictures, tmp_path_factory):
    """Opens a browser with a profile of its own; as many as the story has devices."""
    opened = []

    def open_one(device, size=DESKTOP, javascript=True):
        browser = hand(demo.url, tmp_path_factory.mktemp(device), pictures, size, javascript)
        opened.append((device, browser))
        return browser

    yield open_one

    for device, browser in opened:
        if request.node.stash.get(FAILED, False):
            show(browser, f"failed-{request.node.name}-{device}")
        browser.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


def show(browser, name):
    """Keeps a picture of where a story failed, if the browser still answers."""
    try:
        browser.screenshot(re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-"))
    except Exception as trouble:
        print(f"no picture of {name}: {trouble}", file=sys.stderr)
