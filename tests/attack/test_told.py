"""Attacks on what people are told of their security, and on the link by which they say that it was not them."""

from account import PASSCODE, PASSWORD
from browser import at_once
from postbox import link_in, text_of

NEW_BROWSER, REPORTED = "Sign-in from a new browser", "This was not me"
NOT_ME = "/not-me"
NEW_PASSWORD = "nine otters under the loud bridge"


def not_me_link(mail):
    """The path of the link "this was not me" in a mail."""
    links = [word for word in text_of(mail).split() if "/link/not-me/" in word]
    assert len(links) == 1, text_of(mail)
    return "/" + links[0].split("/", 3)[3]


def opened(account, link):
    """A browser that stands before the button."""
    browser = account.browser()
    assert browser.get(link).path == NOT_ME, browser.page
    return browser


def is_dead(page):
    """Whether this is the page of a link that no longer works."""
    return page.status == 410 and "no longer works" in page.text


def told_of_a_new_browser(account):
    """An agent, two browsers that are signed in, and the link in the mail about the second."""
    ana = account.agent()
    first, second = ana.signed_in(), ana.signed_in()
    return ana, first, second, not_me_link(ana.letter(NEW_BROWSER))


def test_p36_this_was_not_me_by_a_thief_of_the_mailbox(account):
    """The link of a mail, twice, fifty times at once and without the passcode: sessions end, once, and nobody gets in by it."""
    ana, first, second, link = told_of_a_new_browser(account)
    thief = opened(account, link)
    token = thief.token(NOT_ME)
    pages = at_once([lambda: thief.copy().post(NOT_ME, {"form_token": token}) for _ in range(50)])
    assert [page.location for page in pages].count("/signin") == 1, pages
    assert sum(is_dead(page) for page in pages) == 49, pages
    assert not first.session_holds() and not second.session_holds()
    assert is_dead(account.browser().get(link))
    browser = account.browser()
    browser.get("/signin")
    assert browser.submit("username", username=ana.email, password=PASSWORD).status == 401

    thief = account.browser()
    assert thief.get(link_in(ana.letter(REPORTED))).path == "/reset"
    thief.submit("new_password", new_password=NEW_PASSWORD)
    ana.password = NEW_PASSWORD
    half = ana.half_signed_in()
    assert half.page.place == PASSCODE and not half.session_holds(), half.page
    assert ana.signed_in().session_holds(), "her authenticator is hers still"


def test_p44_links_that_mail_scanners_follow(account):
    """A scanner follows "this was not me", and another site posts it: nothing changes."""
    ana, first, second, link = told_of_a_new_browser(account)
    for method in ("GET", "HEAD", "GET"):
        scanner = account.browser()
        scanner.send(method, link)
        scanner.get(NOT_ME)
    browser = opened(account, link)
    token = browser.token(NOT_ME)
    for headers in ([("Origin", "https://evil.example")], [("Origin", "null")], [("Sec-Fetch-Site", "cross-site")]):
        form = [("Content-Type", "application/x-www-form-urlencoded"), *headers]
        assert browser.send("POST", NOT_ME, form, f"form_token={token}").status == 403
    assert browser.post(NOT_ME, {"form_token": "x" * 43}).status == 403
    assert first.session_holds() and second.session_holds()
    assert browser.post(NOT_ME, {"form_token": token}).location == "/signin"
    assert not first.session_holds() and not second.session_holds()


def test_p41_new_browsers_to_flood_a_mailbox(account):
    """Nine new browsers in an hour: five mails, and a changed password is told all the same."""
    tom = account.person("Tom", "agent")
    browsers = [tom.signed_in() for _ in range(9)]
    browsers[0].get("/security/password")
    browsers[0].submit("new_password", password=PASSWORD, new_password=NEW_PASSWORD)
    tom.letter("Your password for")
    assert len(tom.letters(NEW_BROWSER)) == 5
