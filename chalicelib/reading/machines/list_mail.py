"""Which headers say that a mail went to many (RFC 2369, RFC 2919), and when they do not.

A mailbox of ours may itself be a group that passes customers' mail on, and some customers'
programs add such headers to what they write to one person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chalicelib.reading.machines import words
from chalicelib.reading.message import Kind
from chalicelib.reading.structure.addresses import parse_contacts
from chalicelib.reading.structure.mime_tree import Part, header

_ADDRESS = re.compile(r"[^\s<>:;,\"]{1,64}@[^\s<>:;,\"?]{1,255}")
_LIST_ID = re.compile(r"<?([^\s<>]+)>?\s*$")
_MANY_SIGNS = ("precedence", "list-post", "mailing-list", "x-mailing-list", "x-mailman-version")
_WINDOW = 2000  # characters of a header that are looked at


@dataclass(frozen=True, slots=True)
class ListSign:
    """The header that tells; `name` is the value's word for Precedence. All from closed sets."""

    kind: Kind
    name: str
    is_precedence: bool = False


def list_sign(message: Part, own_addresses: frozenset[str]) -> ListSign | None:
    """Return by what sign this mail went to many people; None when it did not."""
    precedence = header(message, "precedence").strip().lower()
    found = _many_sign(message, precedence)
    if found and not _is_for_us_alone(message, own_addresses):
        return found
    if precedence in ("bulk", "junk"):
        return ListSign(Kind.BULK, precedence, is_precedence=True)
    named = next((name for name in words.BULK_HEADERS if header(message, name)), None)
    return ListSign(Kind.BULK, named) if named else None


def _many_sign(message: Part, precedence: str) -> ListSign | None:
    named = next((name for name in words.LIST_HEADERS if header(message, name)), None)
    if named:
        return ListSign(Kind.MAILING_LIST, named)
    if precedence == "list":
        return ListSign(Kind.MAILING_LIST, precedence, is_precedence=True)
    is_newsletter = precedence not in ("bulk", "junk") and header(message, words.UNSUBSCRIBE)
    return ListSign(Kind.BULK, words.UNSUBSCRIBE) if is_newsletter else None


def _is_for_us_alone(message: Part, own: frozenset[str]) -> bool:
    """Return whether the list is our own mailbox, or a person writes to us past the list.

    Nobody subscribes a ticket's address, and a list's mail does not answer ours.
    """
    if _own_lists(message) & own:
        return True
    tags = {
        tag
        for name in ("to", "cc")
        for contact in parse_contacts(header(message, name)[:_WINDOW], [])
        for base, tag in [_base_and_tag(contact.address.key)]
        if base in own
    }
    if any(tags):
        return True
    only_weak = not any(header(message, name) for name in _MANY_SIGNS)
    return bool(tags) and only_weak and bool(header(message, "in-reply-to"))


def _base_and_tag(key: str) -> tuple[str, str]:
    local, _, domain = key.rpartition("@")
    base, _, tag = local.partition("+")
    return f"{base}@{domain}", tag


def _own_lists(message: Part) -> set[str]:
    """Return the addresses the list headers name, among them List-Id read as an address."""
    found: set[str] = set()
    for name in ("list-post", "mailing-list"):
        found |= {one.lower() for one in _ADDRESS.findall(header(message, name)[:_WINDOW])}
    named = _LIST_ID.search(header(message, "list-id")[-_WINDOW:].strip())
    if named:  # RFC 2919 writes local@domain as <local.domain>
        local, _, domain = named[1].lower().partition(".")
        found.add(f"{local}@{domain}")
    return found
