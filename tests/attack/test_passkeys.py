"""Attacks on passkeys."""

from account import DESK
from passkey import ADD, ALONE, BACKED_UP, PRESENT, PROVE, VERIFIED, Passkey, add_passkey, ask

# Each is one thing that is wrong with an answer that is right in all else.
FORGERIES = {
    "given to another site": {"origin": "https://evil.example"},
    "given to a subdomain": {"origin": "https://sub.{host}"},
    "given over plain http": {"origin": "http://{host}"},
    "made for another domain": {"domain": "evil.example"},
    "touched by nobody": {"flags": VERIFIED},
    "of another ceremony": {"kind": "webauthn.create"},
    "not signed": {"signature": b""},
    "signed by nobody": {"signature": b"\x30\x06\x02\x01\x01\x02\x01\x01"},
    "backed up without being able to": {"flags": PRESENT | VERIFIED | BACKED_UP},
}


def with_passkey(account, name):
    """Somebody with a passkey and nothing else beside their password."""
    person = account.person(name, "agent")
    return person, add_passkey(person, person.signed_in(), Passkey(f"https://{account.host}"))


def prove(browser, sent):
    """Sends an answer to the second step."""
    return browser.submit("answer", answer=sent)


def test_p15_forged_answers_of_a_passkey(account):
    """Answers for another site, untouched, unsigned, of another ceremony, of a key that contradicts itself: each refused."""
    ana, passkey = with_passkey(account, "Ana")
    for what, forged in FORGERIES.items():
        forged = {name: part.format(host=account.host) if isinstance(part, str) else part for name, part in forged.items()}
        browser = ana.half_signed_in()
        assert browser.page.path == PROVE, browser.page
        page = prove(browser, passkey.answer(ask(browser, PROVE), **forged))
        assert page.path == PROVE and not browser.session_holds(), f"{what}: {page!r}"
        # The same, honest: what was refused was the forgery.
        browser.get(PROVE)
        page = prove(browser, passkey.answer(ask(browser, PROVE)))
        assert page.path == DESK, f"after one {what}: {page!r}"


def test_p15_a_replayed_answer_and_another_persons_passkey(account):
    """A captured answer again, in its own sign-in, in another and for another question; and somebody else's passkey: refused."""
    (ana, passkey), (_, bens) = with_passkey(account, "Ana"), with_passkey(account, "Ben")
    browser = ana.half_signed_in()
    captured = passkey.answer(ask(browser, PROVE))
    thief = browser.copy()
    thief.get(PROVE)
    assert prove(browser, captured).path == DESK
    prove(thief, captured)
    assert not thief.session_holds() or thief.cookies == browser.cookies
    again = ana.half_signed_in()
    ask(again, PROVE)
    assert prove(again, captured).path == PROVE and not again.session_holds()
    again.get(PROVE)
    bens.device.user_handle = None
    assert prove(again, bens.answer(ask(again, PROVE))).path == PROVE and not again.session_holds()
    again.get(PROVE)
    assert prove(again, passkey.answer(ask(again, PROVE))).path == DESK


def test_p15_a_passkey_that_does_not_ask_who_is_there_at_the_door(own_account):
    """Where a passkey is all that is asked for: one that does not ask who is there, one for another browser, a replay: refused."""
    ana, passkey = with_passkey(own_account, "Ana")
    own_account.save_methods(team_passkey_alone="yes")
    door, other = own_account.browser(), own_account.browser()
    door.get("/signin")
    page = door.submit("answer", answer=passkey.answer(ask(door, ALONE), flags=PRESENT))
    assert page.status == 401 and not door.session_holds(), page
    answer = passkey.answer(ask(door, ALONE))
    other.get("/signin")
    ask(other, ALONE)
    assert other.submit("answer", answer=answer).status == 401 and not other.session_holds()
    door.get("/signin")
    assert door.submit("answer", answer=answer).path == DESK and door.session_holds()
    other.get("/signin")
    assert other.submit("answer", answer=answer).status == 401 and not other.session_holds()


def test_p15_a_key_of_an_algorithm_that_was_not_asked_for(account):
    """A new passkey whose key names another algorithm than the offered ones, and one made for another site: refused."""
    ana = account.person("Ana", "agent")
    browser = ana.signed_in()
    for forged in [{"algorithm": 0x27}, {"algorithm": 0x2E}, {"origin": "https://evil.example"}]:
        browser.get(ADD)
        page = browser.submit("answer", answer=Passkey(f"https://{account.host}").create(ask(browser, ADD), **forged))
        assert page.status == 422, f"{forged}: {page!r}"
    add_passkey(ana, browser, Passkey(f"https://{account.host}"))


def test_p16_a_passkey_that_somebody_else_has(account):
    """A passkey with the id of another person's: refused, and the other's goes on to work."""
    ana, passkey = with_passkey(account, "Ana")
    ben = account.person("Ben", "agent").signed_in()
    thief = Passkey(passkey.origin)
    keep = thief.device.cred_init

    def same_id(*made):
        keep(*made)
        thief.device.credential_id = passkey.device.credential_id

    thief.device.cred_init = same_id
    ben.get(ADD)
    page = ben.submit("answer", answer=thief.create(ask(ben, ADD)))
    assert page.status == 422 and "in use already" in page.body, page
    browser = ana.half_signed_in()
    assert prove(browser, passkey.answer(ask(browser, PROVE))).path == DESK


def test_p17_a_passkey_begun_by_one_person_and_finished_by_another(account):
    """A new passkey begun in one session and sent from another, of the same person and of somebody else: refused."""
    ana = account.person("Ana", "agent")
    here, there, other = ana.signed_in(), ana.signed_in(), account.person("Ben", "agent").signed_in()
    here.get(ADD)
    made = Passkey(f"https://{account.host}").create(ask(here, ADD))
    for browser in (there, other):
        browser.get(ADD)
        page = browser.submit("answer", answer=made)
        assert page.status == 422 and "took too long" in page.body, page
    assert here.submit("answer", answer=made).path.startswith("/security/recovery-codes")
