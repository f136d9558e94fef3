"""The keys by which a reply finds its ticket: built for what goes out, checked in what comes in.

Two sorts of key prove the ticket, because only this desk can make them: a token in the address
replied to (or in References, or in the body), each number + signature. Message ids are looked up.
A number in the subject is only mentioned; whoever uses it must prove the sender. Everything is
compared in lower case, since some mail systems fold it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from chalicelib.errors import OperatorError
from chalicelib.reading.message import InboundMessage
from chalicelib.ticket_number import TicketNumber, find_numbers, parse_number
from chalicelib.tokens import KeyRing

_PURPOSE = "reply"
_MAX_LOCAL_PART = 64  # RFC 5321 §4.5.3.1.1
_MAX_LOOKUPS = 20
_MAX_ID = 200
_TOKEN = re.compile(
    r"(?<![0-9a-z])([0-9a-z]{5}-?[0-9a-z]{5})\.([0-9a-z]{17})(?![0-9a-z])", re.IGNORECASE
)
# Where a token may stand in a text: our marker, or our address as clients quote it.
_IN_TEXT = re.compile(r"\bref:|\+(?=[0-9a-z]{3})", re.IGNORECASE)
_WRAPPED = re.compile(r"[\s>|\u00ad\u200b\u2060\ufeff]+")
_JOINED = re.compile(r"[0-9a-z]{5}-?[0-9a-z]{5}\.[0-9a-z]{17}", re.IGNORECASE)
_MAX_IN_TEXT = 500
_TOKEN_SPAN = 120  # characters a token may be stretched over by wrapping and quote marks
_AMAZON_ID = re.compile(r"([^@]+)@(?:[a-z0-9-]+\.)?amazonses\.com")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadKeys:
    """What a message says of the thread it belongs to, strongest first.

    `proven` were signed by us. `message_ids` are in the form of `indexed_id`: the message replied
    to, then its ancestors, nearest first. `mentioned` anybody can write.
    """

    proven: tuple[TicketNumber, ...]
    message_ids: tuple[str, ...]
    mentioned: tuple[TicketNumber, ...]


def _token(number: TicketNumber, keys: KeyRing) -> str:
    """Return the number in lower case without hyphen, a dot and the signature: 28 characters."""
    return f"{number.replace('-', '').lower()}.{keys.sign(_PURPOSE, number)}"


def reply_address(mailbox: str, number: TicketNumber, keys: KeyRing) -> str:
    """Return the address that brings a reply back to its ticket: mailbox+token@domain.

    Raises:
        OperatorError: the mailbox's local part leaves no room for the token (over 35 characters).
    """
    local, _, domain = mailbox.rpartition("@")
    local = f"{local}+{_token(number, keys)}"
    if len(local) > _MAX_LOCAL_PART:
        raise OperatorError(f"mailbox {mailbox!r}: its local part must have ≤ 35 characters")
    return f"{local}@{domain}"


def own_message_id(number: TicketNumber, domain: str, keys: KeyRing) -> str:
    """Return our id for the References of every mail of a ticket, without brackets.

    SES overrides Message-ID, but leaves References alone; clients repeat them in replies.
    """
    return f"{_token(number, keys)}@{domain}"


def body_marker(number: TicketNumber, keys: KeyRing) -> str:
    """Return a short text for the foot of a mail that proves its ticket when quoted back."""
    return f"ref:{_token(number, keys)}"


def indexed_id(message_id: str) -> str:
    """Return the form in which a message id is stored and looked up; "" for a blank one.

    Brackets go, letters are small, an id by SES is reduced to the bare id its API returned, and
    an overlong one is replaced by its SHA-256.

    >>> indexed_id("<0100-Ab@email.amazonses.com>")
    '0100-ab'
    """
    bare = message_id.strip().strip("<>").strip().lower()
    found = _AMAZON_ID.fullmatch(bare) if len(bare) <= _MAX_ID else None
    if found:
        return found[1]
    if len(bare) <= _MAX_ID:
        return bare
    return "sha256:" + hashlib.sha256(bare.encode("utf-8", "replace")).hexdigest()


def candidates(inbound: InboundMessage, keys: KeyRing) -> ThreadKeys:
    """Return the keys of a message. Forged and foreign tokens give nothing."""
    tokens = (_checked(match, keys) for text in _signed_places(inbound) for match in _tokens(text))
    return ThreadKeys(
        proven=tuple(dict.fromkeys(number for number in tokens if number)),
        message_ids=_lookups(inbound),
        mentioned=find_numbers(inbound.subject),
    )


def _tokens(text: str) -> Iterator[re.Match[str]]:
    return _TOKEN.finditer(text)


def _checked(match: re.Match[str], keys: KeyRing) -> TicketNumber | None:
    number = parse_number(match[1])
    return number if number and keys.is_signed(match[2], _PURPOSE, number) else None


def _signed_places(inbound: InboundMessage) -> Iterator[str]:
    """Yield the texts a token may stand in, the most deliberate place first."""
    addresses = (*inbound.recipients, *(c.address for c in (*inbound.to, *inbound.cc)))
    for address in addresses:
        yield address.local.partition("+")[2]
    for message_id in (*inbound.in_reply_to, *reversed(inbound.references)):
        yield message_id.partition("@")[0]
    for text in (inbound.text, inbound.html_text):
        yield from _in_text(text)


def _in_text(text: str) -> Iterator[str]:
    """Yield what follows each sign of a token, mended where clients wrapped and quoted it."""
    for found in islice(_IN_TEXT.finditer(text), _MAX_IN_TEXT):
        following = text[found.end() : found.end() + _TOKEN_SPAN]
        token = _JOINED.match(_WRAPPED.sub("", following))
        if token:
            yield token[0]


def _lookups(inbound: InboundMessage) -> tuple[str, ...]:
    """Return the ids to look up: parents, nearest ancestors, and the thread's beginning."""
    ids = _distinct((*inbound.in_reply_to, *reversed(inbound.references)))
    if len(ids) <= _MAX_LOOKUPS:
        return ids
    return (*ids[: _MAX_LOOKUPS - 1], ids[-1])


def _distinct(message_ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found for one in message_ids if (found := indexed_id(one))))
