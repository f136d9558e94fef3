"""Several matters in one message: numbered lists of them (M28). Pure.

A list counts when it has at least two items that say something, numbered 1, 2, 3 … in any of the
usual ways. Steps to reproduce, versions and settings are lists of one matter and do not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from chalicelib.understanding.findings import Issue

_MOST_CHARACTERS = 6_000
_MOST_ITEMS = 12
_MOST_TEXT = 200
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_HAN = "一二三四五六七八九十"
_ITEM = re.compile(
    rf"[ \t]{{0,8}}(?:(?P<digit>\d{{1,2}})[ \t]?[.)、）:：](?!\d)|(?P<circled>[{_CIRCLED}])"
    rf"|(?:第)?(?P<han>[{_HAN}])[、.，：是]|(?P<word>first|second|third|fourth)(?:ly)?[,:])"
    r"[ \t]{0,4}(?P<text>\S.{0,1000})",
    re.IGNORECASE,
)
_WORDS = ("first", "second", "third", "fourth")
_ONE_MATTER = re.compile(
    r"steps?|reproduc|version|environment|settings|步骤|步驟|复现|操作如下|版本|环境|pasos|шаги|手順",
    re.IGNORECASE,
)
_SAYS_SOMETHING = re.compile(
    r"[^\W\d_]{2,}.*[^\W\d_]{2,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{4,}"
)


def find_issues(text: str, category_of: Callable[[str], str | None]) -> tuple[Issue, ...]:
    """Return the matters a message numbers, at most 12; empty when it has one or none.

    Args:
        text: the writer's new text.
        category_of: what one item is about; None when nobody can be sure.
    """
    items: list[str] = []
    before = ""
    for line in text[:_MOST_CHARACTERS].splitlines():
        found = _ITEM.match(line)
        if found is None:
            if line.strip() and not items:
                before = line
            continue
        if _number(found) != len(items) + 1:
            if _number(found) == 1 and len(items) < 2:
                items = [found["text"]]
            continue
        items.append(found["text"])
    if len(items) < 2 or _ONE_MATTER.search(before[-80:]) or not all(map(_is_matter, items)):
        return ()
    return tuple(
        Issue(number=number, category=category_of(item), text=item.strip()[:_MOST_TEXT])
        for number, item in enumerate(items[:_MOST_ITEMS], start=1)
    )


def _number(found: re.Match[str]) -> int:
    if found["digit"]:
        return int(found["digit"])
    if found["circled"]:
        return _CIRCLED.index(found["circled"]) + 1
    if found["han"]:
        return _HAN.index(found["han"]) + 1
    return _WORDS.index(found["word"].lower()) + 1


def _is_matter(item: str) -> bool:
    """Return whether an item says something: more than a word of a list."""
    return len(item.strip()) >= (6 if not item.isascii() else 12) and bool(
        _SAYS_SOMETHING.search(item[:200])
    )
