"""Attacks that ask who is here, and on what mails say."""

import re

import pytest

from account import EMAIL, RESET, SMS
from passkey import Passkey, add_passkey
from postbox import link_in, text_of

WRONG = "a password that nobody here has"

# What differs from answer to answer, whoever is asked for: tokens, ids, and the address that was typed, also in part.
OWN_TEXT = re.compile(r'name="form_token" value="[^"]*"|[^\s<>"]+@people\.example')
OWN_HEADERS = ("request-id", "set-cookie", "date", "content-length")


def face(page):
    """All of an answer that could tell who is here: status, headers, names of its cookies, and every letter of the page."""
    headers = sorted((name.lower(), value) for name, value in page.headers if name.lower() not in OWN_HEADERS)
    cookies = [line.split("=")[0] + ";" + line.split(";", 1)[1] for line in page.all_headers("set-cookie")]
    return page.status, headers, cookies, OWN_TEXT.sub("", page.body)


def everybody(account):
    """The addresses of everybody whom a stranger must not tell apart; the first is nobody's."""
    office = account.office()
    suspended = account.agent("Sam")
    assert suspended.is_acted_on(office, "suspend").status == 200
    guessed_at = account.agent("Gus")
    browser = guessed_at.half_signed_in()
    for _ in range(5):
        browser.submit("passcode", passcode=guessed_at.authenticator.wrong())
    by_mail, by_phone, by_passkey = (account.person(name, "end_user") for name in ("Mo", "Pia", "Kay"))
    by_mail.set_up_email(by_mail.signed_in())
    by_phone.set_up_phone(by_phone.signed_in())
    add_passkey(by_passkey, by_passkey.signed_in(), Passkey(f"https://{account.host}"))
    people = {
        "a customer": account.person("Mara", "end_user"), "an agent with two factors": account.agent("Tom"),
        "an owner": account.owner, "suspended": suspended, "invited": account.invited("Ivy", "agent"), "guessed at": guessed_at,
        "with passcodes by mail": by_mail, "with passcodes by text message": by_phone, "with a passkey": by_passkey,
    }
    account.all_passcodes_are_out()
    return {"nobody": "nobody.at.all@people.example", **{who: person.email for who, person in people.items()}}, by_mail, by_phone


def sign_in_with_a_wrong_password(account, email):
    browser = account.browser()
    browser.get("/signin")
    return browser.submit("username", username=email, password=WRONG)


def forget_the_password(account, email):
    browser = account.browser()
    browser.get("/forgot")
    return browser.submit("email", email=email)


def register(account, email):
    browser = account.browser()
    browser.get("/register")
    return browser.submit("email", email=email)


@pytest.mark.left_out("people who sign in by another provider: there are none yet")
def test_p37_who_is_here(own_account):
    """Wrong passwords, forgotten ones, registering: one answer for known, unknown and suspended; and no passcode is sent."""
    account = own_account.send_passcodes()
    emails, by_mail, by_phone = everybody(account)
    sent = len(by_mail.codes_to(EMAIL)), len(by_phone.codes_to(SMS))
    account.open_registration()
    for ask in (sign_in_with_a_wrong_password, forget_the_password, register):
        faces = {who: face(ask(account, email)) for who, email in emails.items()}
        assert faces["nobody"][0] in (200, 401), faces["nobody"]
        for who, seen in faces.items():
            assert seen == faces["nobody"], f"{ask.__name__} tells {who} from nobody: {seen} {faces['nobody']}"
    account.all_passcodes_are_out()
    assert sent == (len(by_mail.codes_to(EMAIL)), len(by_phone.codes_to(SMS)))
    # Who is slowed down is told the same as well.
    slowed = {}
    for who in ("nobody", "an agent with two factors"):
        pages = [sign_in_with_a_wrong_password(account, emails[who]) for _ in range(6)]
        slowed[who] = [face(page) for page in pages]
        assert pages[-1].status == 429, pages[-1]
    assert slowed["nobody"] == slowed["an agent with two factors"]


@pytest.mark.left_out("time itself: equal work is proved by counts in server/tests/it/passwords.rs, and measured in bench/")
def test_p38_known_and_unknown_in_turn(account):
    """Known and unknown addresses asked for in turn: nothing differs but, maybe, the time."""
    tom = account.person("Tom", "agent")
    asked = {"known": (tom.email, []), "unknown": ("not-" + tom.email, [])}
    for _ in range(8):
        for email, faces in asked.values():
            faces.append(face(sign_in_with_a_wrong_password(account, email)))
    for _ in range(8):
        for email, faces in asked.values():
            faces.append(face(forget_the_password(account, email)))
    known, unknown = asked["known"][1], asked["unknown"][1]
    assert known == unknown
    assert {status for status, *_ in known} == {401, 429, 200}
    assert tom.letter(RESET) and not account.mailbox.mails_to("not-" + tom.email)


def test_p39_links_to_another_host(account):
    """Host, forwarded headers and request line name another host: no link leads there."""
    ana = account.person("Ana", "agent")
    evil = "evil.example"
    asked = 0
    for headers, line in [
        ([("Host", evil)], ""), ([("Host", f" {evil}")], ""), ([("Host", "")], ""), ([("Host", f"{account.host}.{evil}")], ""),
        ([("Host", f"{account.host}:444")], ""), ([("Host", f"{account.host}@{evil}")], ""),
        ([("Host", account.host), ("Host", evil)], ""), ([("Host", evil), ("Host", account.host)], ""),
        ([], f"https://{evil}"), ([("Host", account.host)], f"http://{evil}"),
        ([("X-Forwarded-Host", evil), ("X-Forwarded-Proto", "http"), ("X-Forwarded-Server", evil)], ""),
        ([("Forwarded", f"host={evil};proto=http"), ("X-Host", evil), ("X-Original-Host", evil), ("X-Forwarded-Port", "8")], ""),
        ([("X-Original-URL", f"https://{evil}/"), ("X-Rewrite-URL", f"//{evil}"), ("Base-Url", evil)], ""),
    ]:
        is_ours = not line and not any(name == "Host" for name, _ in headers)
        browser = account.browser()
        token = browser.token("/forgot")
        body = f"email={ana.email.replace('@', '%40')}&form_token={token}"
        page = browser.send("POST", f"{line}/forgot", headers + browser.of_our_page, body)
        assert page.status == 200 if is_ours else page.status in (400, 421), f"{headers} {line}: {page!r}"
        page = browser.send("GET", f"{line}/security", headers)
        assert page.location.startswith("/signin") if is_ours else page.status in (400, 421), f"{headers} {line}: {page!r}"
        assert evil not in str(page.headers) + page.body, page
        asked += is_ours
    assert asked == 3
    for nth in range(asked):
        mail = ana.letter(RESET, nth)
        assert link_in(mail).startswith(f"https://{account.host}/link/") and evil not in text_of(mail), text_of(mail)
    # A whole address in the request line that is ours goes before whatever the header says (RFC 9112 section 3.2.2).
    page = account.browser().send("GET", f"https://{account.host}/signin", [("Host", evil)])
    assert page.status == 200 and evil not in page.body, page
