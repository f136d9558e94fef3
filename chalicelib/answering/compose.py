"""Rendered texts → one MIME message, with the headers a machine's mail must carry.

The message is multipart/alternative (RFC 2046 §5.1.4), 7-bit, and written by hand: its form is
fixed, and the standard library's policies cost more to load and to run than all of it. SES sets
Message-ID itself. Same entry, same time, same keys: same bytes.

RFC 3834 §3.1.7: Auto-Submitted is auto-replied on the answer to a mail and auto-generated on
everything else, forms and follow-ups included. §3.1.8 neither asks for Precedence nor forbids
it; "auto_reply" is set because responders older than the RFC look at nothing else, and because,
unlike bulk, junk and list, no mail reader files it away. There are never List-* fields: this is
mail to one person, and nothing to unsubscribe from.
"""

from __future__ import annotations

import base64
import binascii
import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from chalicelib.answering import headers
from chalicelib.answering.values import MARKER_SLOT
from chalicelib.desk.outbox import MailKind, OutboxEntry
from chalicelib.errors import OperatorError
from chalicelib.reading.deliverable import deliverable
from chalicelib.reading.threads import body_marker, own_message_id, reply_address
from chalicelib.rules import Brand
from chalicelib.tokens import KeyRing

if TYPE_CHECKING:
    from chalicelib.answering.render import Rendered  # it loads the template engine

_MAX_BOUNDARY = 70  # RFC 2046 §5.1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboundMail:
    """One composed mail: `content` is the whole MIME message, 7-bit. `tags` are SES's."""

    content: bytes
    sender: str
    recipient: str
    tags: tuple[tuple[str, str], ...]


def compose(
    rendered: Rendered, entry: OutboxEntry, brand: Brand, *, keys: KeyRing, now: datetime
) -> OutboundMail:
    """Return the mail that carries a letter. `sender` and `recipient` are bare addresses.

    The recipient is named only as the letter names the customer: an unproven sender's display
    name is not repeated.

    Raises:
        SenderError: SES cannot deliver to the recipient's address.
        OperatorError: the entry is no mail, the brand's mailbox leaves no room for the reply
            token, or the layout has lost the slot of the body marker.
    """
    if entry.recipient is None:
        raise OperatorError(f"the outbox entry {entry.id} is no mail: it has no recipient")
    recipient = str(deliverable(entry.recipient.address))
    boundary = f"=_{entry.id}"[:_MAX_BOUNDARY]  # "=_" stands in no quoted-printable and no base64
    lines = [
        *_addresses(entry, brand, recipient, keys),
        headers.field("Subject", headers.unstructured(rendered.subject)),
        headers.field("Date", (headers.date(now.astimezone(UTC)),)),
        *_thread(entry, brand, keys),
        *_automatic(entry),
        headers.field("Content-Language", (", ".join(rendered.locales),)),
        headers.field("MIME-Version", ("1.0",)),
        headers.field("Content-Type", ("multipart/alternative;", f'boundary="{boundary}"')),
        "",
        *_body(rendered, body_marker(entry.ticket, keys), boundary),
    ]
    return OutboundMail(
        content="\r\n".join(lines).encode("ascii"),
        sender=brand.mailboxes[0],
        recipient=recipient,
        tags=(("entry", entry.id), ("kind", entry.kind.value)),
    )


def _addresses(
    entry: OutboxEntry, brand: Brand, recipient: str, keys: KeyRing
) -> tuple[str, str, str]:
    sender = brand.mailboxes[0]
    return (
        headers.field("From", headers.mailbox(brand.name, sender)),
        headers.field("To", headers.mailbox(entry.letter.name, recipient)),
        headers.field("Reply-To", (f"<{reply_address(sender, entry.ticket, keys)}>",)),
    )


def _thread(entry: OutboxEntry, brand: Brand, keys: KeyRing) -> Iterator[str]:
    """Yield In-Reply-To, when there is a mail to reply to, and References.

    Our own id comes first: readers that shorten References keep the first and the last.
    """
    parent = headers.message_ids((entry.letter.in_reply_to,))
    if parent:
        yield headers.field("In-Reply-To", parent)
    own = own_message_id(entry.ticket, brand.domain, keys)
    earlier = (one for one in entry.letter.references if one != entry.letter.in_reply_to)
    ids = headers.references((own, *earlier, entry.letter.in_reply_to))
    yield headers.field("References", ids)


def _automatic(entry: OutboxEntry) -> tuple[str, ...]:
    answers = entry.kind in (MailKind.ACKNOWLEDGEMENT, MailKind.STATUS)
    answers_a_mail = answers and entry.letter.in_reply_to
    return (
        f"Auto-Submitted: {'auto-replied' if answers_a_mail else 'auto-generated'}",
        "X-Auto-Response-Suppress: All",
        "Precedence: auto_reply",
    )


def _body(rendered: Rendered, marker: str, boundary: str) -> tuple[str, ...]:
    if rendered.html.count(MARKER_SLOT) != 1:
        raise OperatorError("templates/layout.html.j2: marker_slot must stand in it once")
    document = rendered.html.replace(MARKER_SLOT, html.escape(marker))
    return (
        f"--{boundary}",
        *_part("plain", f"{rendered.text.rstrip()}\n\n{marker}\n"),
        f"--{boundary}",
        *_part("html", document),
        f"--{boundary}--",
        "",
    )


def _part(subtype: str, text: str) -> tuple[str, ...]:
    """Return the lines of one part, in whichever 7-bit encoding is the shorter."""
    data = text.replace("\n", "\r\n").encode("utf-8", "replace")
    foreign = len(data) - len(text)
    quoted = foreign * 4 < len(data)
    encoded = binascii.b2a_qp(data) if quoted else base64.encodebytes(data).replace(b"\n", b"\r\n")
    return (
        f"Content-Type: text/{subtype}; charset=utf-8",
        f"Content-Transfer-Encoding: {'quoted-printable' if quoted else 'base64'}",
        "",
        encoded.decode("ascii").removesuffix("\r\n"),
    )
