"""A mail server on loopback that keeps what it is given, so that a story can open a mailed link."""

import asyncio
import email
import email.policy
import re
import threading
import time

from aiosmtpd.smtp import SMTP


class Mailbox:
    """Everybody's mailbox. Takes any mail on a port of the system's choice; nothing leaves the machine."""

    def __init__(self):
        self._arrived = threading.Condition()
        self._mails = []
        self._loop = asyncio.new_event_loop()
        # Not aiosmtpd's own Controller: it connects to the port that it was given, and cannot be given 0.
        self._server = self._loop.run_until_complete(
            self._loop.create_server(lambda: SMTP(self, loop=self._loop), "127.0.0.1", 0)
        )
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    async def handle_DATA(self, _server, _session, envelope):
        """Called by aiosmtpd for every mail."""
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self._arrived:
            self._mails.append((envelope.rcpt_tos, mail))
            self._arrived.notify_all()
        return "250 Kept"

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


def link_in(mail):
    """The first link in the plain text of a mail."""
    links = re.findall(r"https?://\S+", text_of(mail))
    assert links, f"the mail has no link:\n{text_of(mail)}"
    return links[0]
