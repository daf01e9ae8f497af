"""Every page that can be reached by links, looked at on a phone and a desktop, light and dark, with scripts off, and in languages
that look different: in other letters, and from right to left."""

import re
from urllib.parse import parse_qsl, urlsplit

import pages
import pytest
from browser import DESKTOP, PHONE
from checks import look

# Nothing of ours has so many kinds of pages: a walk that comes here goes in circles.
MOST_PAGES = 80

# What each must have seen at least, so that a walk that finds no links is no success.
SEEN_BY = {
    "stranger": {pages.SIGN_IN, pages.FORGOT},
    "agent": {pages.SECURITY, pages.DESK},
    "admin": {pages.SECURITY, pages.DESK, pages.ADMIN, pages.AUTHENTICATION, pages.METHODS, pages.TEXT_MESSAGES, pages.HISTORY,
              pages.TEAM, pages.INVITE,
              "/admin/people/{id}", "/admin/people/{id}/end-sessions"},
}


@pytest.fixture(scope="module")
def database():
    """What a page looks like is the same on both databases; that each is answered on both is told in server/tests/it."""
    return "sqlite"


@pytest.mark.parametrize("who", ["stranger", "agent", "admin"])
def test_every_page_works_without_scripts_on_every_screen(demo, open_browser, who):
    browser = open_browser(who, javascript=False)
    if who != "stranger":
        pages.sign_in_with_passcode(browser, demo.person(who))
        assert browser.path not in (pages.SIGN_IN, pages.PASSCODE), browser.text

    seen, wrong = walk(browser, who, [pages.SIGN_IN, pages.FORGOT, pages.REGISTER, pages.SIGNED_OUT] if who == "stranger" else
                       [pages.DESK, pages.SECURITY, *([pages.ADMIN] if who == "admin" else [])])

    assert not wrong, "\n".join(wrong)
    missed = SEEN_BY[who] - {kind.split("?")[0] for kind in seen}
    assert not missed, f"no link led the {who} to {sorted(missed)}; seen: {sorted(seen)}"


@pytest.mark.parametrize("language, direction", [("ko", "ltr"), ("ar", "rtl")])
def test_every_page_reads_well_in_every_script(demo, open_browser, language, direction):
    browser = open_browser("admin", javascript=False)
    pages.speak(browser, language)
    seen, wrong = walk(browser, language, [pages.SIGN_IN, pages.FORGOT, pages.REGISTER, pages.SIGNED_OUT])
    pages.sign_in_with_passcode(browser, demo.person("admin"))
    more, also_wrong = walk(browser, f"{language}-admin", [pages.DESK, pages.SECURITY, pages.ADMIN])

    assert not wrong + also_wrong, "\n".join(wrong + also_wrong)
    assert browser.script("return [document.documentElement.lang, document.documentElement.dir]") == [language, direction]
    missed = (SEEN_BY["stranger"] - set(seen)) | (SEEN_BY["admin"] - {kind.split("?")[0] for kind in more})
    assert not missed, f"no link led to {sorted(missed)}"


def test_pages_of_trouble_are_pages_too(demo, open_browser):
    browser = open_browser("stranger", javascript=False)
    for size in (PHONE, DESKTOP):
        browser.resize(size)
        browser.open("/no/such/page")
        look(browser, "trouble-no-such-page", status=404)
        pages.sign_in(browser, "nobody@example.com", "seven herons over the quiet canal")
        assert browser.path == pages.SIGN_IN and browser.all(pages.TROUBLES), browser.text
        look(browser, "trouble-sign-in", status=browser.response()[0])


def test_the_second_step_is_a_page_on_every_screen(demo, open_browser):
    browser = open_browser("agent", javascript=False)
    agent = demo.person("agent")
    pages.sign_in(browser, agent.email, agent.password)
    for size in (PHONE, DESKTOP):
        browser.resize(size)
        browser.open(pages.PASSCODE)
        look(browser, "second-step-passcode")


def test_an_agent_finds_no_way_into_the_admin_center(demo, open_browser):
    browser = open_browser("agent", javascript=False)
    pages.sign_in_with_passcode(browser, demo.person("agent"))
    for path in (pages.ADMIN, pages.AUTHENTICATION, pages.TEAM, pages.INVITE):
        browser.open(path)
        status, _ = browser.response()
        assert status in (403, 404), f"an agent got {status} for {path}:\n{browser.text}"


def walk(browser, who, starts):
    """Follows every link from those pages, one page of each kind. The kinds that were seen, and all that is wrong."""
    ahead, seen, wrong = list(starts), {}, []
    while ahead:
        path = ahead.pop(0)
        kind = kind_of(path)
        if kind in seen:
            continue
        seen[kind] = path
        assert len(seen) <= MOST_PAGES, sorted(seen)
        for size in (PHONE, DESKTOP):
            browser.resize(size)
            browser.open(path)
            try:
                look(browser, f"{who}{re.sub(r'[^a-z0-9]+', '-', kind.lower()).rstrip('-')}")
            except AssertionError as trouble:
                wrong.append(str(trouble).splitlines()[0])
        ahead.extend(links_of(browser))
    return seen, wrong


def links_of(browser):
    """Where the links of this page lead, as paths with their questions; other sites, files and anchors left out."""
    targets = browser.script("return [...document.querySelectorAll('a[href]:not([download])')].map((link) => link.href)")
    for target in dict.fromkeys(targets):
        if target.startswith(browser.url + "/"):
            parts = urlsplit(target)
            if not parts.path.startswith(pages.NOT_PAGES):
                yield parts.path + (f"?{parts.query}" if parts.query else "")


def kind_of(path):
    """The path with its ids taken out, and the names of its questions: /admin/people/{id}?done."""
    parts = urlsplit(path)
    plain = re.sub(r"/[0-9a-f]{32}(?=/|$)", "/{id}", parts.path)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return plain + ("?" + "&".join(names) if names else "")
