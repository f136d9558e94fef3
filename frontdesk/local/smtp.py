"""The SMTP listener: it takes mail as SES's inbound endpoint does.

Unknown recipients are refused with 550, mails over 40 MB with 552. A mail is acknowledged once
its object is stored and its notice published, and not before.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from functools import partial

from aiosmtpd.smtp import SMTP, Envelope, Session

MAX_BYTES = 40 * 1024 * 1024


class NotStoredError(Exception):
    """A mail could not be stored or told of; the client keeps it and tries again."""


Deliver = Callable[[str, tuple[str, ...], bytes], str]
"""(envelope sender, envelope recipients, the mail) → SES's id; raises NotStoredError."""


class _LongLines(SMTP):
    """An SMTP server for the lines real mailers send, beyond the 1,000 octets of RFC 5321."""

    line_length_limit = 1_000_000


class _Inbound:
    """What the server asks while a mail comes in (aiosmtpd's handler)."""

    def __init__(self, is_known: Callable[[str], bool], deliver: Deliver) -> None:
        self._is_known = is_known
        self._deliver = deliver

    async def handle_RCPT(  # noqa: N802 — aiosmtpd calls it by this name
        self,
        server: SMTP,  # noqa: ARG002 — aiosmtpd's signature
        session: Session,  # noqa: ARG002 — aiosmtpd's signature
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Take or refuse one recipient."""
        if not self._is_known(address):
            return "550 5.1.1 Requested action not taken: mailbox unavailable"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 Ok"

    async def handle_DATA(  # noqa: N802 — aiosmtpd calls it by this name
        self,
        server: SMTP,  # noqa: ARG002 — aiosmtpd's signature
        session: Session,  # noqa: ARG002 — aiosmtpd's signature
        envelope: Envelope,
    ) -> str:
        """Store and tell of one mail; deliveries of several clients run side by side."""
        content = envelope.content
        if not isinstance(content, bytes):
            return "554 5.6.0 the mail could not be read"
        recipients = tuple(envelope.rcpt_tos)
        try:
            told = await asyncio.to_thread(
                self._deliver, envelope.mail_from or "", recipients, content
            )
        except NotStoredError:
            return "451 4.3.0 the mail could not be stored, try again"
        return f"250 Ok {told}"


class SmtpListener:
    """Listens on a bound socket, in a thread of its own, until stopped."""

    def __init__(
        self, bound: socket.socket, *, is_known: Callable[[str], bool], deliver: Deliver
    ) -> None:
        self._loop = asyncio.new_event_loop()
        make = partial(
            _LongLines,
            _Inbound(is_known, deliver),
            data_size_limit=MAX_BYTES,
            hostname="inbound-smtp.us-east-1.amazonaws.com",
            ident="Frontdesk local desk",
            loop=self._loop,
        )
        bound.settimeout(0)
        self._server = self._loop.run_until_complete(self._loop.create_server(make, sock=bound))
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening; connections that are open are closed."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(timeout=5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)
        self._loop.close()

    async def _close(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
