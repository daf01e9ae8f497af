"""A passkey of another implementation than ours (soft-webauthn), and what can be forged of its answers."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from soft_webauthn import SoftWebauthnDevice

# The flags of authenticator data (WebAuthn level 3, section 6.1).
PRESENT, VERIFIED, ELIGIBLE, BACKED_UP = 0x01, 0x04, 0x08, 0x10

ADD, PROVE, ALONE = "/security/passkey", "/signin/passkey", "/signin/passkey-alone"


class Passkey:
    """One passkey on one authenticator, which somebody touches and which knows them."""

    def __init__(self, origin):
        self.origin = origin
        self.device = SoftWebauthnDevice()

    def create(self, question, algorithm=None, origin=None):
        """Makes the passkey: what the browser sends. The algorithm is one byte of CBOR, -7 being 0x26."""
        options = {**question, "challenge": decoded(question["challenge"]),
                   "user": {**question["user"], "id": decoded(question["user"]["id"])}}
        made = self.device.create({"publicKey": options}, origin or self.origin)
        attestation = made["response"]["attestationObject"]
        if algorithm is not None:
            # The key begins with its type, then its algorithm (RFC 9052 section 7): {1: 2, 3: -7, …
            assert attestation.count(bytes([0xA5, 1, 2, 3, 0x26])) == 1
            attestation = attestation.replace(bytes([0xA5, 1, 2, 3, 0x26]), bytes([0xA5, 1, 2, 3, algorithm]))
        return sent(made, {"clientDataJSON": made["response"]["clientDataJSON"], "attestationObject": attestation})

    def answer(self, question, flags=PRESENT | VERIFIED, origin=None, domain=None, kind=None, signature=None):
        """Signs the question, with whatever was forged: what the browser sends."""
        options = {**question, "challenge": decoded(question["challenge"])}
        made = self.device.get({"publicKey": options}, origin or self.origin)
        client_data = json.loads(made["response"]["clientDataJSON"])
        client_data["type"] = kind or client_data["type"]
        client_data = json.dumps(client_data).encode()
        data = made["response"]["authenticatorData"]
        data = (sha256(domain.encode()).digest() if domain else data[:32]) + bytes([flags]) + data[33:]
        signed = self.device.private_key.sign(data + sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        return sent(made, {
            "clientDataJSON": client_data,
            "authenticatorData": data,
            "signature": signed if signature is None else signature,
            "userHandle": self.device.user_handle,
        })


def ask(browser, place):
    """The question of the page that is shown, for a form that goes to `place`."""
    shown = browser.page
    token = shown.form("answer").fields["form_token"]
    answer = browser.post(f"{place}/question", {"form_token": token})
    browser.page = shown
    assert answer.status == 200, answer
    return json.loads(answer.body)


def add_passkey(person, browser, passkey):
    """Adds a passkey in a session; the recovery codes that come with the first are said to be saved."""
    browser.get(ADD)
    page = browser.submit("answer", answer=passkey.create(ask(browser, ADD)))
    if "saved" in page.body and page.path.startswith("/security/recovery-codes"):
        page = browser.submit("saved", saved="yes")
    assert page.path.startswith("/security?done="), page
    return passkey


def sent(made, response):
    """As browsers write it (WebAuthn level 3, section 5.1)."""
    parts = {name: encoded(part) for name, part in response.items() if part is not None}
    return json.dumps({"rawId": encoded(made["rawId"]), "type": made["type"], "response": parts})


def encoded(plain):
    return urlsafe_b64encode(plain).decode().rstrip("=")


def decoded(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
