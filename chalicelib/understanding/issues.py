"""Several matters in one message: the items of its list, each with what it is about. Pure.

A list of problems is one an agent ticks off. A list of steps, versions, settings, addresses or
recovery words is none: its items are told by their form and by the line that introduces them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from chalicelib.understanding.findings import Issue
from chalicelib.understanding.list_marks import (
    BULLET,
    counts_in_words,
    inline,
    introduces_steps,
    is_step,
    marker,
    may_begin,
    may_count,
    may_have_bullets,
    number_of,
    spoken,
    tells_trouble,
)

_MOST_CHARACTERS = 6_000
_MOST_LINES = 200
_MOST_ISSUES = 12
_MOST_TEXT = 200
_FEWEST_WORDS = 3
_FEWEST_WIDE = 4  # characters of a script without spaces
_FEWEST_ASKED_WORDS = 4  # a line of its own with a question mark

_ASKS = re.compile(r"[?？]")
_CODE = re.compile(r"[0-9A-Za-z]{20,}+")  # addresses and hashes are no words
_WORD = re.compile(r"[^\W\d_]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
_PAIR = re.compile(r"[^\s:：=]{1,24}(?: [^\s:：=]{1,24}){0,3} ?[:：=]")


def find_issues(text: str, category_of: Callable[[str], str | None]) -> tuple[Issue, ...]:
    """Return the matters a message lists, at most 12; () when it has one or none.

    Args:
        text: what is new in the message; the first 6,000 characters are looked at.
        category_of: what a piece of text is about, None when that is not sure.
    """
    text = text[:_MOST_CHARACTERS]
    counted = may_count(text)
    listed = counted and may_begin(text)
    bulleted = may_have_bullets(text)
    asked = ("?" in text or "？" in text) and text.count("?") + text.count("？") > 1
    if not (listed or bulleted or asked):
        return ()
    lines = _lines(text, counted=counted)
    found = _judged(_numbered(lines), category_of) if listed else []
    if not found and bulleted:
        found = _judged(_bulleted(lines), category_of)
        found = found if _are_matters(found) else []
    if not found and listed and counts_in_words(text):
        found = _judged(_spoken(lines), category_of)
    if not found and asked:
        found = _apart(_judged(_asked(lines), category_of))
    return tuple(
        Issue(number=number, category=category, text=item)
        for number, (category, item) in enumerate(found, start=1)
    )


def _judged(
    items: list[str], category_of: Callable[[str], str | None]
) -> list[tuple[str | None, str]]:
    return [(category_of(item), item[:_MOST_TEXT].rstrip()) for item in items]


def _lines(text: str, *, counted: bool) -> list[str]:
    """Return the lines; where something is counted, a list written in one line broken up."""
    lines = text.splitlines()[:_MOST_LINES]
    if counted:
        lines = [piece for line in lines for piece in inline().split(line)]
    return [line.strip() for line in lines][:_MOST_LINES]


def _numbered(lines: list[str]) -> list[str]:
    """Return the items of the first list that is numbered from one on."""
    found: list[tuple[int, str]] = []
    start = 0
    for place, line in enumerate(lines):
        mark = marker().match(line)
        number = number_of(mark, found[-1][0] if found else 0) if mark else 0
        if mark and number == (found[-1][0] + 1 if found else 1):
            start = start if found else place
            found.append((number, line[mark.end() :].strip()))
        elif found and line and not mark:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line}".strip())
    return _real([item for _, item in found], lines[:start])


def _bulleted(lines: list[str]) -> list[str]:
    """Return the items of the first run of bullets."""
    items: list[str] = []
    start = 0
    for place, line in enumerate(lines):
        bullet = BULLET.match(line)
        if bullet:
            start = start if items else place
            items.append(line[bullet.end() :].strip())
        elif items and line:
            break
    return _real(items, lines[:start])


def _spoken(lines: list[str]) -> list[str]:
    """Return the items of a list counted in words, sentence by sentence; a story counts too."""
    items = _numbered([piece.strip() for line in lines for piece in spoken().split(line)])
    return items if 2 * sum(map(tells_trouble, items)) > len(items) else []


def _asked(lines: list[str]) -> list[str]:
    """Return the questions that stand on lines of their own, when they follow each other."""
    asked = dict.fromkeys(place for place, line in enumerate(lines) if line.endswith(("?", "？")))
    together = [place for place in asked if any(place + step in asked for step in (-2, -1, 1, 2))]
    items = [lines[place] for place in together if _words(lines[place]) >= _FEWEST_ASKED_WORDS]
    return items[:_MOST_ISSUES] if len(items) >= 2 else []


def _real(items: list[str], before: list[str]) -> list[str]:
    """Return the items, or none when they are steps, settings or single words."""
    items = [item for item in items if not _is_pair(item)][:_MOST_ISSUES]
    if len(items) < 2 or not _say_something(items) or _start_alike(items):
        return []
    said = [line for line in before if line]
    if said and introduces_steps(said[-1]):
        return []
    return [] if 2 * sum(map(is_step, items)) > len(items) else items


def _is_pair(item: str) -> bool:
    """Return whether an item is a setting: a short name, then a mark, then little more."""
    pair = _PAIR.match(item)
    return bool(pair and _words(item[pair.end() :]) <= _FEWEST_WORDS)


def _words(item: str) -> int:
    """Return how many words an item has; two characters of a script without spaces are one."""
    wide = len(_WIDE.findall(item))
    item = _CODE.sub("", item)
    return wide // 2 + sum(1 for word in _WORD.findall(item) if not _WIDE.match(word))


def _say_something(items: list[str]) -> bool:
    """Return whether half of the items are more than a name, and none is one word."""
    words = [_FEWEST_WORDS if _is_wide(item) else _words(item) for item in items]
    full = sum(1 for count in words if count >= _FEWEST_WORDS)
    return min(words) >= _FEWEST_WORDS - 1 and 2 * full >= len(items)


def _is_wide(item: str) -> bool:
    return len(_WIDE.findall(item)) >= _FEWEST_WIDE


def _start_alike(items: list[str]) -> bool:
    """Return whether all items start alike, as the lines of a log or of a history do."""
    starts = [item[:12] for item in items]
    return len(items) > 2 and all(one == other for one, other in pairwise(starts))


def _apart(asked: list[tuple[str | None, str]]) -> list[tuple[str | None, str]]:
    """Return questions that are about different things: one matter may be asked in two."""
    return asked if len({category for category, _ in asked if category}) > 1 else []


def _are_matters(found: list[tuple[str | None, str]]) -> bool:
    """Return whether most items are about something or ask something: bullets may be anything."""
    telling = sum(1 for category, item in found if category or _ASKS.search(item))
    return 2 * telling > len(found)
