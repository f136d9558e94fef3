"""What keeps the HTML parser's cost in bounds: pages it would take too long for are not given it.

Its time grows with the square of the depth, and with the square of the number of attributes in
one tag. Both are bounded from above here without parsing, so that no trick with comments or
quotes hides a tag: whatever could be inside a tag counts as if it were.
"""

from __future__ import annotations

import re
from html import unescape

_MAX_DEPTH = 1500
_MAX_MARKS = 1000
_LONG = 1500
_TAG = re.compile(r"<[^<>]*>?")
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset({"br", "img", "hr", "meta", "input", "link", "area", "col", "wbr", "base"})
_INLINE_FILE = re.compile(r"data:[\w/+.;=-]{0,100}base64,[A-Za-z0-9+/=%]*")
_TAG_START = re.compile(r"<[a-zA-Z]")
# What can stand between two attributes.
_MARK = re.compile(r"[\s/]+|[\"']")
# A quoted value with the sign in it that ends a tag elsewhere.
_VALUE_WITH_END = re.compile(r"=(?=\s*(\"[^\">]*>[^\"]*\"|'[^'>]*>[^']*'))")


def without_files(html: str) -> str:
    """Return a page without the files written into it, which no text comes of."""
    return _INLINE_FILE.sub("", html) if "base64," in html else html


def is_bounded(html: str) -> bool:
    """Return whether the parser takes a page in time linear in its length."""
    return not _has_endless_tag(html) and not _is_too_deep(html)


def _has_endless_tag(html: str) -> bool:
    for stretch in html.split(">"):
        if len(stretch) > _LONG:
            start = _TAG_START.search(stretch)
            if start and _has_many_marks(stretch[start.start() :]):
                return True
    tails = []
    for match in _VALUE_WITH_END.finditer(html):
        end = html.find(">", match.end(1))
        tails.append(html[match.end(1) : end if end >= 0 else len(html)])
    return _has_many_marks("".join(tails)) or len(tails) > _MAX_MARKS


def _has_many_marks(text: str) -> bool:
    return sum(1 for _ in _MARK.finditer(text)) > _MAX_MARKS


def _is_too_deep(html: str) -> bool:
    if html.count("<") - html.count("</") < _MAX_DEPTH:
        return False
    depth = 0
    for match in _TAG_NAME.finditer(html):
        if match[1]:
            depth = max(0, depth - 1)
        elif match[2].lower() not in _VOID:
            depth += 1
            if depth > _MAX_DEPTH:
                return True
    return False


def stripped(html: str) -> str:
    """Return the text of a page without its layout: every tag is a line's end."""
    lines = (" ".join(line.split()) for line in unescape(_TAG.sub("\n", html)).split("\n"))
    return "\n".join(line for line in lines if line)
