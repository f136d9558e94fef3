"""Ends of letters: delimited signatures, lines phones add, closing formulas. Line numbers only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from chalicelib.reading.replies.signature_marks import CLOSING, is_phone_line

# The last one is how NetEase's programs begin the table that holds a signature.
_DELIMITER = re.compile(r"\s{0,2}(?:--|—|––|——|__|-\s-|\|\s*\|)\s*")
_ADDRESS_LINE = re.compile(r"\s*<?[^\s<>@，。,]{1,64}@[^\s<>@，。,]{3,120}>?\s*")
_RULE = re.compile(r"\s{0,2}[_]{5,}\s*")
_DASH_NAME = re.compile(r"[-–—~]\s?[^\W\d_][\w .'’]{0,30}")
_MAX_SIGNATURE_LINES = 25
_MAX_BELOW_RULE = 5
_MAX_CLOSING_LINES = 7
_MAX_SIGNED_CHARS = 60


def without_delimited(
    lines: Sequence[str], numbers: Sequence[int], marked: frozenset[int]
) -> list[int]:
    """Return `numbers` without signatures that are delimited, marked up or added by a phone."""
    kept = [n for n in numbers if n not in marked]
    below = 0
    found = len(kept)
    for place in range(len(kept) - 1, -1, -1):  # from the end: a long text is not read whole
        line = lines[kept[place]]
        if below > _MAX_SIGNATURE_LINES:
            break
        if _delimits(line, below):
            found = place
        below += bool(line.strip())
    kept = kept[:found]
    return _without_card(lines, _trimmed(lines, _without_phone_lines(lines, kept)))


def _without_card(lines: Sequence[str], kept: list[int]) -> list[int]:
    """Drop the writer's address that Foxmail and QQ leave below a text, and the name above it.

    Both only after a gap of two empty lines, so that an address somebody wrote is kept.
    """
    if not kept or not _ADDRESS_LINE.fullmatch(lines[kept[-1]]):
        return kept
    for end in (len(kept) - 1, len(kept) - 2):
        gap = [lines[n].strip() for n in kept[max(0, end - 2) : end]]
        if len(gap) == 2 and not any(gap):
            return _trimmed(lines, kept[:end]) or kept
    return kept


def _delimits(line: str, below: int) -> bool:
    if _DELIMITER.fullmatch(line):
        return True
    return 0 < below <= _MAX_BELOW_RULE and bool(_RULE.fullmatch(line))


def _without_phone_lines(lines: Sequence[str], kept: list[int]) -> list[int]:
    """Drop "Sent from my phone" and what follows it, at the end of the text."""
    filled = [place for place, n in enumerate(kept) if lines[n].strip()]
    for place in filled[-4:]:
        line = lines[kept[place]]
        if len(line) <= 160 and is_phone_line(line):
            return kept[:place]
    return kept


def _trimmed(lines: Sequence[str], kept: list[int]) -> list[int]:
    if not any(lines[n].strip() for n in kept):
        return []
    end = len(kept)
    while end and not lines[kept[end - 1]].strip():
        end -= 1
    return kept[:end]


def _plain(line: str) -> str:
    """Return a line with Latin letters bare of accents, which many leave out in closings."""
    start = line.strip()[:_MAX_SIGNED_CHARS]
    return start if start.isascii() else "".join(map(_bare, start))


def _bare(char: str) -> str:
    if not "\u00c0" <= char <= "\u024f":
        return char
    return {"ł": "l", "ß": "ss"}.get(char) or normalize("NFD", char)[0]


def without_closing(lines: Sequence[str], kept: Sequence[int]) -> list[int]:
    """Return `kept` without a closing formula and the name below it; [] when nothing is left."""
    filled = [place for place, n in enumerate(kept) if lines[n].strip()]
    last = filled[-_MAX_CLOSING_LINES:]
    for at, place in enumerate(last, 1):
        if any(len(lines[kept[below]]) > _MAX_SIGNED_CHARS for below in last[at:]):
            continue
        line = _plain(lines[kept[place]])
        if CLOSING.fullmatch(line) or (at == len(last) and _DASH_NAME.fullmatch(line)):
            return _trimmed(lines, list(kept[:place]))
    return list(kept)
