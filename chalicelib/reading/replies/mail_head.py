"""Mail heads and separators repeated in a text: where a mail answered or passed on begins.

`Boundary.forward` marks those that programs write only when they pass a mail on (M17).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chalicelib.reading.replies.quote_marks import (
    BARE_FORWARDS,
    DATE_SIGN,
    FORWARD_WORDS,
    LABELS,
    ORIGINAL_WORDS,
    Field,
)

RULE = re.compile(r"\s*[-_=*—–─━]{3,}\s*")
_DASHED = re.compile(r"[\s>]*[-_=*—–─━]{2,}\s*([^\s\-_=*].{0,60}?)\s*[-_=*—–─━]{2,}\s*")
_EMPHASIS = re.compile(r"[*_|\s\u3000\xa0]+")
_LABELLED = re.compile(r"([^\s:：,，;；]{1,14})\s?[:：]")
_MAX_HEAD_LINES = 12
_ORIGINALS = frozenset(ORIGINAL_WORDS)
_DASHES = frozenset("-_=*—–─━")


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where old text begins: the first line after the mark, and what sort of mark it is."""

    end: int
    head: bool = False
    forward: bool = False


def find_boundary(lines: list[str], at: int) -> Boundary | None:
    """Return the separator or the repeated head that begins at a line."""
    return _separator(lines, at) or _head_block(lines, at)


def label_of(line: str) -> Field | None:
    """Return the head field a line begins with, in any language we know.

    >>> label_of("*发件人：* Li Wei"), label_of("Subject: x"), label_of("Hello: x")
    (<Field.FROM: 'from'>, <Field.SUBJECT: 'subject'>, None)
    """
    head = line[:40].lstrip("|*_ \t>\xa0\u3000")
    for mark in (":", "：", "|"):
        label, found, _ = head.partition(mark)
        if found:
            kind = LABELS.get(_EMPHASIS.sub("", label).casefold())
            if kind:
                return kind
    return None


def _separator(lines: list[str], at: int) -> Boundary | None:
    line = lines[at]
    match = _DASHED.fullmatch(line) if line.rstrip()[-1:] in _DASHES else None
    words = (match[1] if match else line.strip(" \t>*_\xa0\u3000")).casefold().strip()
    if match and words.startswith(FORWARD_WORDS):
        return Boundary(at + 1, forward=True)
    if not match and words.rstrip(":：. ") in BARE_FORWARDS:
        return Boundary(at + 1, forward=True)
    if match and words.startswith(ORIGINAL_WORDS):
        return Boundary(at + 1, head=True)
    if not match and words.rstrip(":：") in _ORIGINALS and _head_near(lines, at + 1):
        return Boundary(at + 1, head=True)
    return None


def _head_near(lines: list[str], at: int) -> bool:
    """Return whether the next line that is not blank is one of a mail's head."""
    filled = (line for line in lines[at : at + 4] if line.strip() and not RULE.fullmatch(line))
    return label_of(next(filled, "")) is not None


def _head_block(lines: list[str], at: int) -> Boundary | None:
    """A repeated head: three different fields within a few lines, From among them."""
    first = label_of(lines[at])
    if first not in (Field.FROM, Field.DATE, Field.TO, Field.SUBJECT):
        return None
    kinds, dated, addressed = _fields(lines, at)
    if len(kinds) < 3:
        kinds |= _fields_in(lines[at])
    if Field.FROM not in kinds or len(kinds) < 2:
        return None
    above = next((line for line in reversed(lines[max(0, at - 3) : at]) if line.strip()), "")
    if RULE.fullmatch(above):
        return Boundary(at, head=True)
    # Somebody who retells a mail lists its fields too: right below a line that announces them,
    # and hardly with its time and its recipient. Transfers too go from, to, and on a date.
    announced = at and lines[at - 1].rstrip().endswith((":", "：")) and not label_of(lines[at - 1])
    complete = (Field.SUBJECT in kinds or addressed) and (Field.TO in kinds or dated)
    complete = complete and not announced
    return Boundary(at, head=True) if len(kinds) >= 3 and complete else None


def _fields(lines: list[str], at: int) -> tuple[set[Field], bool, bool]:
    """Return the fields named from a line on; whether with a date in figures, and an address."""
    kinds: set[Field] = set()
    dated = addressed = False
    other = 0
    for line in lines[at : at + _MAX_HEAD_LINES]:
        kind = label_of(line) if line.strip() else None
        other = 0 if kind else other + bool(line.strip())
        if other > 1:
            break
        if kind:
            kinds.add(kind)
            addressed = addressed or "@" in line
            dated = dated or (kind is Field.DATE and bool(DATE_SIGN.search(line)))
    return kinds, dated, addressed


def _fields_in(line: str) -> set[Field]:
    """Return the fields of a head that was flattened to one line."""
    found = (LABELS.get(_EMPHASIS.sub("", label).casefold()) for label in _LABELLED.findall(line))
    return {kind for kind in found if kind}
