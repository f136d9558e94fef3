"""The signed receipt in a thank-you page's address: which ticket, and when it is answered.

    <ticket number>.<answer_by, seconds since 1970, or nothing>[s].<key id + signature>

The "s" tells that a secret was taken out of what was sent.

It names nobody and opens nothing: it only keeps the page from showing what we never said. It
does not expire, since what it says stays true.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from chalicelib.rules import Form
from chalicelib.ticket_number import TicketNumber, parse_number
from chalicelib.tokens import KeyRing

_PURPOSE = "receipt"
_LONGEST = 80
_SECRET = "s"  # noqa: S105 — a mark, no secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a thank-you page may say. `answer_by` is aware UTC, None when nothing is promised.

    `secret_removed`: what was sent held a secret.
    """

    ticket: TicketNumber
    answer_by: datetime | None
    secret_removed: bool = False


def build_receipt(receipt: Receipt, form: Form, keys: KeyRing) -> str:
    """Return the receipt as text that is safe in an address. Fractions of seconds are dropped."""
    when = str(int(receipt.answer_by.timestamp())) if receipt.answer_by else ""
    when += _SECRET if receipt.secret_removed else ""
    return f"{receipt.ticket}.{when}.{keys.sign(_PURPOSE, form.id, receipt.ticket, when)}"


def parse_receipt(text: str, form: Form, keys: KeyRing) -> Receipt | None:
    """Return the receipt if it is ours and of this form, else None."""
    ticket, _, rest = text.partition(".")
    when, _, signature = rest.partition(".")
    number = parse_number(ticket)
    if len(text) > _LONGEST or number != ticket:
        return None
    if not keys.is_signed(signature, _PURPOSE, form.id, ticket, when):
        return None
    at = when.removesuffix(_SECRET)
    answer_by = datetime.fromtimestamp(int(at), UTC) if at else None
    return Receipt(ticket=number, answer_by=answer_by, secret_removed=when != at)
