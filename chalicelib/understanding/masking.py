"""A message as strangers may read it: what it is about, without whom and what exactly. Pure.

For whoever is asked for a second opinion outside the desk. The message has been through `guard`
before, so it holds no secret; here go what stands for a person or a payment: addresses, hashes,
order numbers by their type, and everything else that looks like a mail address, link, code or
number. Rather too much is masked: none of it tells what a message is about. What cannot be told by
its shape stays, such as a name somebody else is called by.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.reading.message import Contact, InboundMessage
from chalicelib.understanding.facts import find_facts
from chalicelib.understanding.findings import FactType

LONGEST_TEXT = 2_000
"""Characters of a text that are given away, masks included."""

_LONGEST_SUBJECT = 200
_LOOKED_AT = 2 * LONGEST_TEXT  # masks are shorter than what they stand for
_MASKED_FACTS = (FactType.ADDRESS, FactType.TX_HASH, FactType.ORDER_NO, FactType.TRACKING_NO)
_TOKEN_CHARACTERS = string.ascii_letters + string.digits + "@._%+-:/=?&#"

_SHAPES = (
    (re.compile(r"(?:https?://|www\.)[!-;=?-~]{1,2000}", re.IGNORECASE), "[link]"),
    (re.compile(r"[A-Za-z0-9._%+-]{1,64}[@＠][A-Za-z0-9.-]{1,255}"), "[mail_address]"),
    (re.compile(r"[^\s@＠]{0,64}[@＠][^\s@＠]{1,255}"), "[mail_address]"),  # other scripts, @names
)
_NUMBER = re.compile(r"[+＋]?\d[\d\s().\-－/]{4,40}\d|\d{5,}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{5,}")
_CODE_DIGITS = 3
_LONGEST_WORD = 25

_MOST_NAMES = 6
_SHORTEST_NAME = 2
_SHORTEST_LOCAL_PART = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """What may be shown of a message: one line of subject, at most 2,000 characters of text."""

    subject: str
    text: str


def mask(guarded: InboundMessage) -> Masked:
    """Return what may be shown of a message that `guard` has cleansed.

    Quotes and closing lines are left out; of the sender nothing is shown, wherever it stands.
    """
    names = _names(guarded.sender)
    text = guarded.unsigned or guarded.reply or guarded.text
    return Masked(
        subject=" ".join(_masked(guarded.subject, names).split())[:_LONGEST_SUBJECT],
        text=_masked(text, names).strip()[:LONGEST_TEXT],
    )


def _masked(text: str, names: re.Pattern[str] | None) -> str:
    """Return a text without what stands for a person or a payment."""
    text = _beginning(text)
    facts = {fact.value: fact.type for fact in find_facts(text) if fact.type in _MASKED_FACTS}
    for value in sorted(facts, key=len, reverse=True):
        text = text.replace(value, f"[{facts[value]}]")
    for shape, mask_ in _SHAPES:
        text = shape.sub(mask_, text)
    text = _NUMBER.sub("[number]", _CODE.sub(_without_code, text))
    return names.sub("[name]", text) if names else text


def _beginning(text: str) -> str:
    """Return what is looked at of a text, without what nobody sees.

    A token that is cut in two would be known by no shape, so the last one is left out.
    """
    seen = "".join(c for c in text[:_LOOKED_AT] if c.isprintable() or c in "\n\t")
    return seen if len(text) <= _LOOKED_AT else seen.rstrip(_TOKEN_CHARACTERS)


def _without_code(word: re.Match[str]) -> str:
    digits = sum(c.isdigit() for c in word[0])
    if not any(c.isalpha() for c in word[0]):  # a number, perhaps the middle of a longer one
        return word[0]
    return "[code]" if digits >= _CODE_DIGITS or len(word[0]) > _LONGEST_WORD else word[0]


def _names(sender: Contact | None) -> re.Pattern[str] | None:
    """Return what the sender's name and mailbox are found by, None when there is nothing to find.

    Words of a name are found as they are written: "Will" is a name, "will" is none.
    """
    if sender is None:
        return None
    found = sorted(set(_called(sender)), key=len, reverse=True)[:_MOST_NAMES]
    if not found:
        return None
    return re.compile("|".join(f"{_edge(n[0])}{re.escape(n)}{_edge(n[-1])}" for n in found))


def _called(sender: Contact) -> Iterator[str]:
    name = " ".join(sender.name.split())[:100]
    yield from (n for n in (name, *name.split(" ")) if len(n) >= _SHORTEST_NAME)
    if len(sender.address.local) >= _SHORTEST_LOCAL_PART:
        yield sender.address.local[:64]


def _edge(character: str) -> str:
    """Return a word boundary where letters are ASCII; elsewhere names touch other words."""
    return r"(?:\b|(?<=[^\x00-\x7f])|(?=[^\x00-\x7f]))" if character.isascii() else ""
