"""Who a mail passed on in a text says it is from (M17). Offered to read, never trusted."""

from __future__ import annotations

from chalicelib.reading.message import Contact
from chalicelib.reading.replies.mail_head import label_of
from chalicelib.reading.replies.quote_marks import Field
from chalicelib.reading.structure.addresses import parse_contacts

_MAX_LINES = 400
_MAX_LINE = 400
_MAX_CONTACTS = 5


def senders_of(passed_on: str) -> tuple[Contact, ...]:
    r"""Return the senders named in heads within a text passed on, outermost first, each once.

    >>> senders_of("---- Forwarded message ----\nFrom: Eve <eve@evil.example>\n\nPay!")[0].name
    'Eve'
    """
    found: dict[str, Contact] = {}
    for line in passed_on.split("\n", _MAX_LINES)[:_MAX_LINES]:
        if len(line) > _MAX_LINE or label_of(line) is not Field.FROM:
            continue
        for contact in parse_contacts(_value(line), []):
            found.setdefault(contact.address.key, contact)
    return tuple(found.values())[:_MAX_CONTACTS]


def _value(line: str) -> str:
    """Return what stands behind the label, without the emphasis and cells put around it."""
    for mark in (":", "：", "|"):
        label, found, value = line.strip(" \t>|*").partition(mark)
        if found and len(label) <= 40:
            value = value.strip(" \t*|;；\xa0\u3000").replace("[mailto:", "<").replace("]", ">")
            return value.replace("<mailto:", "<")
    return ""
