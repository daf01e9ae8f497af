"""Gateways for text messages on loopback, as a service of the operator's would be (docs/configuration.md, "What a webhook gets"), and the
phones that hang on them. They fail when a story wants them to."""

import hmac
import json
import re
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from postbox import bound

PATH = "/doorward"

# What is taken is said so.
TAKEN = 202

# An answer longer than a sensible client reads (docs/decisions/0029).
TOO_LONG = 80 * 1024


class TextFault(Enum):
    """What a gateway does with a message in place of taking it. A refusal repeats the message: in its reason, its headers, its body."""

    BAD_REQUEST = 400
    """It says that there is something wrong with this very message."""
    KEY_REFUSED = 401
    """It does not know us any more."""
    NEVER = 422
    """It says that the number takes none."""
    LIMITED = 429
    """It had enough for now."""
    BROKEN = 500
    """It fails."""
    AWAY = 307
    """It sends whoever asks to another address, with all that they say."""
    SLOW = "slow"
    """It never answers."""
    DROPPED = "dropped"
    """It hangs up."""
    CUT_OFF = "cut off"
    """It takes the message, and hangs up before it says so."""
    GARBAGE = "garbage"
    """It speaks another language than HTTP."""
    HALF = "half"
    """It says that it takes it, and hangs up in mid-sentence."""
    ENDLESS = "endless"
    """It says that it takes it, and goes on and on."""


@dataclass(frozen=True)
class Text:
    """A text message, and the gateway that it came by."""

    gateway: int
    id: str
    to: str
    text: str


class Phones:
    """Everybody's phone, behind two gateways; `now` is the clock of the story, in seconds; with a context of `ssl` they speak TLS."""

    def __init__(self, now, tls=None):
        self._arrived = threading.Condition()
        self._texts, self._turned_away = [], []
        # What no gateway should ever be asked, in words.
        self.complaints = []
        self.gateways = [Gateway(self, place, now, tls) for place in range(2)]

    def texts_to(self, number):
        """All messages to that number so far, the oldest first; two when both gateways brought the same."""
        with self._arrived:
            return self._found(number)

    def nth_to(self, number, nth, within=30):
        """The nth message to that number, from 0; waits up to `within` seconds for it."""
        with self._arrived:
            there = self._arrived.wait_for(lambda: len(self._found(number)) > nth, within)
            assert there, f"no text message {nth} to {number} within {within} s; there are some to {[it.to for it in self._texts]}"
            return self._found(number)[nth]

    def turned_away(self, number, nth=0, within=30):
        """The nth message to that number that a gateway did not take, from 0; waits up to `within` seconds for it."""
        def found():
            return [it for it in self._turned_away if it.to == number]

        with self._arrived:
            there = self._arrived.wait_for(lambda: len(found()) > nth, within)
            assert there, f"no text message {nth} to {number} was turned away within {within} s"
            return found()[nth]

    def all_texts(self):
        """Every message so far, taken or not."""
        with self._arrived:
            return self._texts + self._turned_away

    @property
    def asked(self):
        """How often any gateway was asked for anything."""
        return sum(gateway.asked for gateway in self.gateways)

    def take(self, text):
        """Called by a gateway for every message."""
        with self._arrived:
            # A careful service sends a message with the same key once (docs/configuration.md).
            before = [it for it in self._texts if (it.gateway, it.id) == (text.gateway, text.id)]
            self.complaints.extend(f"one key for two messages: {it}, {text}" for it in before if it != text)
            if not before:
                self._texts.append(text)
            self._arrived.notify_all()

    def turn_away(self, text):
        """Called by a gateway for every message that it does not take."""
        with self._arrived:
            self._turned_away.append(text)
            self._arrived.notify_all()

    def _found(self, number):
        return [it for it in self._texts if it.to == number]

    def close(self):
        """Stops listening."""
        for gateway in self.gateways:
            gateway.close()


class Gateway:
    """One gateway: it checks the signature of what it is asked, as its operator was told to, and hands the message on."""

    def __init__(self, phones, place, now, tls):
        self.phones, self.place, self._now, self._tls = phones, place, now, tls
        self.secret = f"the-secret-of-gateway-{place}-which-nobody-else-has"
        self.asked, self.fault = 0, None
        # Those who wait for an answer that never comes are let go.
        self._lifted = threading.Event()
        self._listen(0)
        self.port = self._server.server_address[1]

    @property
    def url(self):
        """Where messages are posted."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}{PATH}"

    @property
    def settings(self):
        """Its table of the configuration."""
        return {"kind": "webhook", "url": self.url, "secret": self.secret}

    @contextmanager
    def failing(self, fault):
        """For so long, every message meets that fault."""
        self.fault = fault
        self._lifted.clear()
        try:
            yield
        finally:
            self.fault = None
            self._lifted.set()

    @contextmanager
    def down(self):
        """For so long nobody listens."""
        self.close()
        # Kept, so that no other program is given the port meanwhile. Nobody listens there: connections are refused.
        with bound(self.port):
            try:
                yield
            finally:
                self._listen(self.port)

    def close(self):
        """Stops listening."""
        self._lifted.set()
        self._server.shutdown()
        self._server.server_close()

    def _listen(self, port):
        handler = type("Handler", (Handler,), {"gateway": self})
        self._server = Listener(("127.0.0.1", port), handler)
        if self._tls:
            # The handshake is made by the thread of the connection, lest one client hold up all.
            self._server.socket = self._tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def read(self, path, headers, body):
        """The message of a request; none when something is wrong with it, which no story asks for."""
        self.asked += 1
        wrong = "another address" if path != PATH else self.wrong_with(headers, body)
        if wrong:
            self.phones.complaints.append(f"gateway {self.place} was asked wrongly: {wrong}: {path} {headers.items()} {body!r}")
            return None
        said = json.loads(body)
        return Text(self.place, said["id"], said["to"], said["text"])

    def wrong_with(self, headers, body):
        """What is wrong with a request; empty when nothing is."""
        signed = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", headers.get("Doorward-Signature", ""))
        if not signed:
            return "no signature"
        ours = hmac.digest(self.secret.encode(), signed[1].encode() + b"." + body, "sha256").hex()
        if not hmac.compare_digest(ours, signed[2]):
            return "not signed by who has the secret"
        if abs(self._now() - int(signed[1])) > 300:
            return "signed at another time"
        said = json.loads(body)
        if headers.get("Content-Type") != "application/json" or set(said) != {"id", "to", "text", "language"}:
            return "not what was agreed on"
        if headers.get("Idempotency-Key") != said["id"]:
            return "another key than its id"
        if not re.fullmatch(r"\+[1-9][0-9]{6,14}", said["to"]):
            return "not one number"
        return ""

    def wait_until_lifted(self):
        """For who never answers."""
        self._lifted.wait(timeout=120)


class Listener(ThreadingHTTPServer):
    """Takes connections, each in a thread of its own."""

    daemon_threads = True

    def handle_error(self, _request, client_address):
        """Called for what a handler raised: a client that hangs up, or trusts no certificate, is no news; all else is."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(_request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    def do_POST(self):
        """A message."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        text = self.gateway.read(self.path, self.headers, body)
        if text is None:
            return self._answer(400, b"")
        fault = self.gateway.fault
        if fault in (None, TextFault.CUT_OFF):
            self.gateway.phones.take(text)
        else:
            self.gateway.phones.turn_away(text)
        if fault is None:
            return self._answer(TAKEN, json.dumps({"id": f"taken-{text.id}"}).encode())
        return self._fail(fault, text, body)

    def _fail(self, fault, text, body):
        self.close_connection = True
        passcode = passcode_in_text(text)
        if fault is TextFault.SLOW:
            self.gateway.wait_until_lifted()
        elif fault is TextFault.GARBAGE:
            self.wfile.write(b"+OK " + passcode.encode() + b"\r\n" + body)
        elif fault is TextFault.HALF:
            self._head(200, "OK", [("Content-Length", str(len(body)))])
            self.wfile.write(body[:-10])
        elif fault is TextFault.ENDLESS:
            self._head(200, "OK", [("Content-Length", str(TOO_LONG))])
            self.wfile.write(body.ljust(TOO_LONG))
        elif isinstance(fault.value, int):
            elsewhere = [("Location", f"http://127.0.0.1:{self.gateway.port}/elsewhere?said={passcode}")]
            more = elsewhere if fault is TextFault.AWAY else [("X-Said", passcode)]
            self._head(fault.value, f"I will not send {passcode}", [("Content-Length", str(len(body))), *more])
            self.wfile.write(body)

    def _answer(self, status, body):
        self._head(status, "", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        self.wfile.write(body)

    def _head(self, status, reason, headers):
        self.send_response(status, reason)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_):
        """Nothing is written to the terminal."""


def passcode_in_text(text, host=None):
    """The passcode in a text message, from the line that binds it to a site (WICG, Origin-bound one-time codes, section 3)."""
    last = re.fullmatch(r"@(\S+) #(\d{6})", text.text.split("\n")[-1])
    assert last and text.text.count(last[2]) == 2, f"the message has no passcode, or two: {text}"
    assert host in (None, last[1]), f"the message is of another site: {text}"
    return last[2]
