"""Address headers → contacts, leniently (RFC 5322 §3.4). Names are decoded, groups are opened.

Linear time whatever the header: 1 MB of quotes or brackets is read once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.reading.charset import clean_text
from chalicelib.reading.message import Contact, EmailAddress
from chalicelib.reading.structure.headers import raw_decoded, unfold, words_decoded

_SPACES = re.compile(r"\s+")
_QUOTED_WORD = re.compile(r"\\(.)", re.DOTALL)


def parse_contacts(raw: str, warnings: list[str], label: str | None = None) -> tuple[Contact, ...]:
    """Return the mailboxes of an address header, groups opened, names decoded.

    What holds no address is left out. Encoded words are decoded after the header is split, so
    a comma inside a name does not split it.
    """
    value = raw_decoded(unfold(raw), warnings, label)
    found: list[Contact | None] = []
    for item in _split_addresses(value):
        if not item.angle and "=?" in item.phrase:  # name and address encoded as one
            inner = _split_addresses(words_decoded(item.phrase, warnings))
            found += [_contact(one, warnings) for one in inner]
        else:
            found.append(_contact(item, warnings))
    return tuple(contact for contact in found if contact)


@dataclass(frozen=True, slots=True)
class _Item:
    """One mailbox as written: text before the bracket, inside it, and in comments."""

    phrase: str
    angle: str
    comment: str


def _split_addresses(value: str) -> Iterator[_Item]:
    phrase: list[str] = []
    angle: list[str] = []
    comment: list[str] = []
    for kind, text in _address_tokens(value):
        if kind == "end":
            yield _Item("".join(phrase).strip(), "".join(angle), " ".join(comment))
            phrase, angle, comment = [], [], []
        elif kind == "group":
            phrase, comment = [], []
        else:
            {"text": phrase, "angle": angle, "comment": comment}[kind].append(text)
    yield _Item("".join(phrase).strip(), "".join(angle), " ".join(comment))


_SPECIAL = re.compile(r'["(<,;:]')


def _address_tokens(value: str) -> Iterator[tuple[str, str]]:
    at, size = 0, len(value)
    while at < size:
        special = _SPECIAL.search(value, at)
        if special is None:
            yield "text", value[at:]
            return
        yield "text", value[at : special.start()]
        at = special.end()
        if special[0] == '"':
            end = _closing(value, at)
            yield "text", value[special.start() : end]
            at = end
        elif special[0] == "(":
            text, at = _comment(value, at)
            yield "comment", text
        elif special[0] == "<":
            end = value.find(">", at)
            end = size if end < 0 else end
            yield "angle", value[at:end]
            at = end + 1
        else:
            yield ("group" if special[0] == ":" else "end"), ""


def _closing(value: str, start: int) -> int:
    """Return the place behind the quote that closes; the next one at hand when none does."""
    at = start
    while at < len(value) and value[at] != '"':
        at += 2 if value[at] == "\\" else 1
    return min(at + 1, len(value))


def _comment(value: str, start: int) -> tuple[str, int]:
    depth, at = 1, start
    while at < len(value) and depth:
        depth += {"(": 1, ")": -1}.get(value[at], 0)
        at += 2 if value[at] == "\\" else 1
    return value[start : at - 1 if depth == 0 else at], at


def _contact(item: _Item, warnings: list[str]) -> Contact | None:
    written = item.angle or item.phrase
    name = item.phrase if item.angle else item.comment
    if item.angle and "@" not in item.angle and "@" in item.phrase:
        written, name = item.phrase, ""
    address = _address(words_decoded(written, warnings))
    return Contact(_name(name, warnings), address) if address else None


def _address(text: str) -> EmailAddress | None:
    """Return the last word with an "@" in it, also without a dot in its domain."""
    text = clean_text(text).strip().strip("<>'").strip()
    if not text.startswith('"'):
        text = next((word for word in reversed(text.split()) if "@" in word), "").strip("<>'\",;")
    local, _, domain = text.rpartition("@")
    local = local.rpartition(":")[2] if local.startswith("@") else local  # RFC 5322 obs-route
    if not local or not domain or len(text) > 998:
        return None
    return EmailAddress(local.removeprefix("mailto:"), domain.rstrip(".").lower())


def _name(text: str, warnings: list[str]) -> str:
    text = text.strip()
    if text.startswith('"') and text.endswith('"') and len(text) > 1 and text.count('"') == 2:
        text = text[1:-1]
    text = _QUOTED_WORD.sub(r"\1", text) if "\\" in text else text
    text = words_decoded(text, warnings).replace('"', "")
    return _SPACES.sub(" ", clean_text(text)).strip()
