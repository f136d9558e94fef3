"""Texts and pages without what must not be kept: every way they can be read is looked at.

What is a secret is for the caller's function to say; here only stands where text can hide. A page
that holds one is written anew from what it shows, since a secret may lie across its tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from urllib.parse import unquote_plus

from chalicelib.reading.charset import clean_text, decode_text
from chalicelib.reading.html.guard import without_files
from chalicelib.reading.html.page import HtmlText
from chalicelib.reading.html_text import html_to_text

Redact = Callable[[str, str], str]
"""(text, place) → the text without its secrets; the very same text when there is none.

It must be total, and what it returns must hold no secret any more.
"""

MAX_CHARS = 1_000_000
"""Of one text so much is looked at; what is longer counts as a machine's, not as a person's."""

_TAG = re.compile(r"<[^<>]*>?")
_VALUE = re.compile(r"([A-Za-z-]{1,40})\s{0,5}=\s{0,5}(?:\"([^\"]{8,})\"|'([^']{8,})')")
_LOOKS = frozenset({"style", "class", "id", "width", "height", "bgcolor", "color", "lang", "dir",
                    "font", "face", "align", "valign", "type", "rel", "media"})  # fmt: skip
_ADDRESSES = frozenset({"href", "src", "action", "background", "srcset", "cite", "poster"})
_FEWEST_WORDS = 8
_SAMPLE = 4096
_TEXT_CONTROLS = frozenset(b"\t\n\x0b\x0c\r\x1b")
_QUOTED, _SIGNED, _PLAIN = "blockquote", "signature", "plain"
# Only where a tag stands inside a word does a page show another text than its bare one.
_INSIDE_WORD = re.compile(
    r"\w(?:</?(?!(?:br|p|div|td|tr|th|li|ul|ol|dl|dt|dd|table|h[1-6]|hr|pre|blockquote)[\s/>])"
    r"[^<>]{0,2000}>)+\w"
)
_QUOTES = re.compile(r'["\[\]{}]')
_MARKUP = re.compile(r"<(?:[!?/]|[A-Za-z][A-Za-z0-9:]*[\s/>])")


def text_of(data: bytes, label: str = "") -> str | None:
    """Return the text a file holds, None when it holds none: its bytes decide, not its name.

    >>> text_of(b"a,b"), text_of(bytes(4))
    ('a,b', None)
    """
    sample = data[:_SAMPLE]
    wide = wide_charset(sample)
    if not wide and not label.lower().startswith("utf-16"):
        controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in sample)
        if controls * 50 > len(sample):
            return None
    return clean_text(decode_text(data, wide or label).text)


def wide_charset(data: bytes) -> str:
    """Return UTF-16's name when every other byte is mostly zero, as in Windows' own text files."""
    sample = data[:_SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or len(sample) < 8:
        return ""
    zeros = (sample[::2].count(0), sample[1::2].count(0))
    most, least = max(zeros), min(zeros)
    if most * 5 < len(sample) or least * 20 > len(sample):
        return ""
    return "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"


def redacted(text: str, redact: Redact, place: str) -> str:
    """Return a text without secrets, the same text when it holds none; total.

    Markup in it is looked through as well (SVG, XML, saved pages), and so is JSON. What only its
    bare text shows costs it its markup or its quotes.
    """
    clean = redact(text, place) if len(text) <= MAX_CHARS else _in_pieces(text, redact, place)
    if clean.lstrip()[:1] in ("{", "["):
        bare = _QUOTES.sub(" ", clean[:MAX_CHARS])
        found = redact(bare, place)
        if found != bare:
            return found
    if "<" not in clean or not _MARKUP.search(clean):
        return clean
    for view in markup_views(clean):
        found = redact(view, place)
        if found != view:
            return found
    return clean


def _in_pieces(text: str, redact: Redact, place: str) -> str:
    """Look at the beginning alone: what is longer than any letter was written by a program."""
    cut = text.rfind("\n", 0, MAX_CHARS) + 1 or MAX_CHARS
    head = text[:cut]
    clean = redact(head, place)
    return text if clean == head else clean + text[cut:]


def markup_views(source: str) -> Iterator[str]:
    """Yield what markup holds besides what it shows: its bare text, and its attributes."""
    source = without_files(source)[:MAX_CHARS].replace("<!--", " ").replace("-->", " ")
    yield unescape(_TAG.sub(" ", source))
    values = "\n".join(_values(source))
    if values:
        yield values


def _values(source: str) -> Iterator[str]:
    for match in _VALUE.finditer(source):
        name, value = match[1].lower(), match[2] or match[3]
        if name in _LOOKS:
            continue
        value = unescape(value)
        if name in _ADDRESSES:
            # A link is no text, but one that opens a mail or a search may hold a whole one.
            value = unquote_plus(value)
            if len(value.split()) < _FEWEST_WORDS:
                continue
        yield value


def redacted_page(source: str, redact: Redact, place: str) -> str:
    """Return a page without secrets, the same page when it holds none; total.

    One with a secret keeps its words, its quotes and what it hides, and loses its looks.
    """
    bare = all(redact(view, place) == view for view in markup_views(source))
    if bare and not _INSIDE_WORD.search(source):
        return source
    shown = html_to_text(source)
    whole = f"{shown.text}\n\n{shown.hidden}" if shown.hidden else shown.text
    if bare and redact(whole, place) == whole:
        return source
    body = "".join(_blocks(shown, redact, place))
    hidden = redact(shown.hidden, place)
    if _still_holds(shown, redact, place):
        body = _paragraph(redact(shown.text, place))
    unseen = f'<div style="display:none">{_lines(hidden)}</div>' if hidden else ""
    return f"<html><body>{body}{unseen}</body></html>"


def _still_holds(shown: HtmlText, redact: Redact, place: str) -> bool:
    """Return whether a secret lies across a quote's edge, so that no block alone tells it."""
    blocks = "\n".join(redact(text, place) for _, text in _grouped(shown))
    return redact(blocks, place) != blocks


def _blocks(shown: HtmlText, redact: Redact, place: str) -> Iterator[str]:
    for kind, text in _grouped(shown):
        inner = _paragraph(redact(text, place))
        if kind == _QUOTED:
            inner = f'<blockquote type="cite">{inner}</blockquote>'
        elif kind == _SIGNED:
            inner = f'<div class="gmail_signature">{inner}</div>'
        yield inner


def _grouped(shown: HtmlText) -> Iterator[tuple[str, str]]:
    """Yield runs of lines that markup calls the same."""
    kind, lines = _PLAIN, list[str]()
    for number, line in enumerate(shown.text.split("\n")):
        now = _QUOTED if number in shown.quoted else _PLAIN
        now = _SIGNED if number in shown.signature else now
        if now != kind and lines:
            yield kind, "\n".join(lines)
            lines = []
        kind = now
        lines.append(line)
    if lines:
        yield kind, "\n".join(lines)


def _paragraph(text: str) -> str:
    return f"<div>{_lines(text)}</div>\n"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>\n")
