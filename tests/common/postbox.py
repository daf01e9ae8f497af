"""A mail server on loopback that keeps what it is given, so that a story can open a mailed link; and that fails when a story wants it to."""

import asyncio
import email
import email.policy
import re
import socket
import threading
import time
import weakref
from contextlib import contextmanager
from enum import Enum

from aiosmtpd.smtp import SMTP

PASSCODE_MAIL = "Your passcode for"


class MailFault(Enum):
    """What the mail server does with a mail in place of taking it. A refusal repeats what is in the mail, as filters do that say why."""

    LATER = 451
    """It refuses it for now (RFC 5321 section 4.2.3)."""
    NEVER = 550
    """It says that there is no such mailbox."""
    SLOW = "slow"
    """It takes the text and never answers."""
    LATE = "late"
    """It takes it, and answers when the fault is lifted."""
    DROPPED = "dropped"
    """It hangs up."""
    CUT_OFF = "cut off"
    """It takes the mail, and hangs up before it says so."""


class Mailbox:
    """Everybody's mailbox. Takes any mail on a port of the system's choice; nothing leaves the machine."""

    def __init__(self, tls=None, starttls=None):
        """With `tls` it speaks TLS from the first byte; with `starttls` it offers it; both are contexts of `ssl`."""
        self._arrived = threading.Condition()
        self._mails, self._faults, self._turned_away = [], {}, []
        self._tls, self._starttls = tls, starttls
        self._connections = weakref.WeakSet()
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(self._listen(0))
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    async def _listen(self, port):
        # Not aiosmtpd's own Controller: it connects to the port that it was given, and cannot be given 0.
        return await self._loop.create_server(self._connection, "127.0.0.1", port, ssl=self._tls)

    def _connection(self):
        connection = SMTP(self, loop=self._loop, tls_context=self._starttls)
        self._connections.add(connection)
        return connection

    async def handle_DATA(self, server, _session, envelope):
        """Called by aiosmtpd for every mail."""
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        found = [self._faults[to] for to in envelope.rcpt_tos if to in self._faults]
        fault = next((fault for fault, about in found if about in mail["subject"]), None)
        taken = fault in (None, MailFault.CUT_OFF)
        self._keep(self._mails if taken else self._turned_away, envelope.rcpt_tos, mail)
        if fault is None:
            return "250 Kept"
        if fault in (MailFault.LATER, MailFault.NEVER):
            return f"{fault.value} Not taken: {' '.join(text_of(mail).split())[:400]}"
        if fault is MailFault.LATE:
            while fault in [self._faults[to][0] for to in envelope.rcpt_tos if to in self._faults]:
                await asyncio.sleep(0.05)
            self._keep(self._mails, envelope.rcpt_tos, mail)
            return "250 Kept after all"
        if fault is not MailFault.SLOW:
            server.transport.abort()
        # Nothing is answered; the end of the connection ends this as well.
        await asyncio.Event().wait()

    def _keep(self, where, to, mail):
        with self._arrived:
            where.append((to, mail))
            self._arrived.notify_all()

    # Failing.

    @contextmanager
    def failing(self, fault, address, about=""):
        """For so long, mail to that address whose subject holds `about` meets that fault; all other mail is taken."""
        self._faults[address] = (fault, about)
        try:
            yield
        finally:
            del self._faults[address]

    @contextmanager
    def down(self):
        """For so long nobody listens, and whoever was connected is cut off."""
        self._in_loop(self._stop_listening())
        # Kept, so that no other program is given the port meanwhile. Nobody listens there: connections are refused.
        with bound(self.port):
            try:
                yield
            finally:
                self._server = self._in_loop(self._listen(self.port))

    def turned_away(self, address, nth=0, within=30):
        """The nth mail to that address that was not taken, from 0; waits up to `within` seconds for it."""
        def found():
            return [mail for to, mail in self._turned_away if address in to]

        with self._arrived:
            there = self._arrived.wait_for(lambda: len(found()) > nth, within)
            assert there, f"no mail {nth} to {address} was turned away within {within} s"
            return found()[nth]

    async def _stop_listening(self):
        self._server.close()
        for connection in self._connections:
            if connection.transport:
                connection.transport.abort()

    def _in_loop(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout=10)

    # Reading.

    def newest(self, address, within=30, about=""):
        """The newest mail to that address whose subject holds `about`; waits up to `within` seconds for the first."""
        deadline = time.monotonic() + within
        with self._arrived:
            while True:
                found = self._found(address, about)
                if found:
                    return found[-1]
                left = deadline - time.monotonic()
                assert left > 0, f"no mail to {address} within {within} s; there is mail to {[to for to, _ in self._mails]}"
                self._arrived.wait(left)

    def link_to(self, address, within=30):
        """The first link in the plain text of the newest mail to that address."""
        return link_in(self.newest(address, within))

    def mails_to(self, address, about=""):
        """All mails to that address so far whose subject holds `about`, the oldest first."""
        with self._arrived:
            return self._found(address, about)

    def all_mails(self):
        """Every mail so far, taken or not, with the recipients that the mail server was told."""
        with self._arrived:
            return self._mails + self._turned_away

    def nth_to(self, address, nth, about="", within=30):
        """The nth of these mails, from 0; waits up to `within` seconds for it."""
        with self._arrived:
            there = self._arrived.wait_for(lambda: len(self._found(address, about)) > nth, within)
            assert there, f"no mail {nth} to {address} about {about!r} within {within} s"
            return self._found(address, about)[nth]

    def _found(self, address, about):
        return [mail for to, mail in self._mails if address in to and about in mail["subject"]]

    def code_to(self, address, within=30):
        """The code in the newest test message to that address."""
        return code_in(self.newest(address, within, about="Test message"))

    def close(self):
        """Stops listening."""
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)


def text_of(mail):
    """The plain text of a mail."""
    return mail.get_body(preferencelist=("plain",)).get_content()


def code_in(mail):
    """The code in a test message."""
    codes = re.findall(r"^([0-9A-Z]{4}-[0-9A-Z]{4})\s*$", text_of(mail), re.MULTILINE)
    assert codes, f"the mail has no code:\n{text_of(mail)}"
    return codes[0]


def passcode_in(mail):
    """The passcode in a mail that brings one."""
    codes = re.findall(r"^(\d{3}) (\d{3})\s*$", text_of(mail), re.MULTILINE)
    assert len(codes) == 1, f"the mail has not one passcode:\n{text_of(mail)}"
    return "".join(codes[0])


def link_in(mail):
    """The first link in the plain text of a mail."""
    links = re.findall(r"https?://\S+", text_of(mail))
    assert links, f"the mail has no link:\n{text_of(mail)}"
    return links[0]


def bound(port):
    """A socket that has this port and does not listen."""
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind(("127.0.0.1", port))
    return taken
