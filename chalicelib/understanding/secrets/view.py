"""A text as a reader sees it, and where each character of it stands in the original.

Secrets hide behind what is not seen: zero-width characters, entities, soft line breaks, full-width
letters, accents written apart, tags. Most texts hold none of these and are their own view.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
    "\u20e3\x00-\x08\x0e-\x1f\x7f"
)
_CIRCLED = "[\u2460-\u249b\u24f5-\u24fe\u2776-\u2793\u3251-\u325f\u32b1-\u32bf]"
_APART = r"\w[\u0300-\u034e\u3099\u309a]+|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
_WIDE = "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]+"
_ENTITY = r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});"
_ESCAPED_BREAK = r"\\[nrt](?![a-z]:)"
_ESCAPED_CHARACTER = r"\\u[0-9a-fA-F]{4}"
_SOFT_BREAK = r"(?<![0-9A-Za-z+/]{24})(?<!=)=\r?\n"  # no padding of base64
_ODD = re.compile(
    rf"(?P<unseen>[{_UNSEEN}]+)|(?P<apart>{_APART})|(?P<wide>{_WIDE})|(?P<entity>{_ENTITY})"
    rf"|(?P<circled>{_CIRCLED})|(?P<escaped>{_ESCAPED_BREAK})|(?P<code>{_ESCAPED_CHARACTER})"
    rf"|(?P<soft>{_SOFT_BREAK})"
)
_ODD_CHARACTER = re.compile(
    rf"[{_UNSEEN}\u0300-\u034e\u3099\u309a\u1100-\u11ff{_WIDE[1:-2]}{_CIRCLED[1:-1]}]"
)
_REPLACED = re.compile(f"[{_UNSEEN}{_WIDE[1:-2]}{_CIRCLED[1:-1]}]")
_FIRST = rf"{_UNSEEN}\u0300-\u034e\u3099\u309a\u1100-\u1112&\\{_WIDE[1:-2]}{_CIRCLED[1:-1]}"
_FIRST_ODD = re.compile(f"[{_FIRST}=]")
_FIRST_OF_MANY = re.compile(f"[{_FIRST}]")
_ACCENTS = frozenset((*map(chr, range(0x300, 0x34F)), "\u3099", "\u309a"))
_SOFT = ("=\n", "=\r")
_ODD_ALONE = frozenset(("&", "\\", *map(chr, (*range(9), *range(14, 32), 127))))
_ODD_MARKS = (*_SOFT, "&", "\\")
_SOFT_AT_ONCE = re.compile(_SOFT_BREAK)
_CODE = re.compile(_ESCAPED_CHARACTER)
_VOICED = re.compile("[\u3046-\u30fd][\u3099\u309a]")
_PLAIN = bytes(b for b in range(128) if chr(b) not in _ODD_ALONE)
_TAG = re.compile(r"<(/?[A-Za-z!][^<>]{0,2000})>")
_INLINE = r"/?(?:b|i|u|s|em|strong|span|font|wbr|small|big|mark|tt|code|a)\b"
_INLINE_TAG = re.compile(_INLINE, re.IGNORECASE)
_INLINE_TAGS = re.compile(rf"<{_INLINE}[^<>]{{0,2000}}>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>")

_CHAT_HEAD = re.compile(
    r"\n[>\t ]{0,4}+(?:[\[(]?(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?"
    r"(?: ?[AaPp]\.?[Mm]\.?)?[\])]?(?: [-–])? ?)?([^\W\d][^\n:(\[]{0,30}+)"
    r"(?:[\[(]\d{1,2}[:.]\d\d(?: ?[AaPp][Mm])?[\])])?: "
)
_FEWEST_HEADS = 3
_MOST_HEADS = 1500
_MOST_PIECES = 1500
_MOST_SORTS = 60
_Piece: TypeAlias = tuple[int, int, str]
"""From, to in the original, and what is seen there."""


@dataclass(frozen=True, slots=True)
class View:
    """`text` as seen.

    `length` is that of a text with so much unseen in it that no place is kept: what is found
    in its view is anywhere in it.
    `_seen` and `_original` are the places where view and original fall out of step.
    """

    text: str
    _seen: list[int] = field(default_factory=lambda: [0])
    _original: list[int] = field(default_factory=lambda: [0])
    length: int | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of the view stands in the original text."""
        if self.length is not None:
            return 0, self.length
        return self._place(start), self._place(end)

    def _place(self, place: int) -> int:
        step = bisect_right(self._seen, place) - 1
        return self._original[step] + place - self._seen[step]


def views(text: str) -> Iterator[View]:
    """Yield the text as seen, and once more without its tags when it has any."""
    first = seen(text)
    yield first
    heads = _chat_heads(text)
    if heads:
        yield _rewritten(text, ((start, end, " ") for start, end in heads))
    if ">" in text and ("</" in text or "<br" in text):
        if first.length is not None or text.count("<") > _MOST_PIECES:
            yield _at_once(_OTHER_TAG.sub(" ", _INLINE_TAGS.sub("", text)), len(text))
        else:
            yield _rewritten(text, _without_tags(text))


def _chat_heads(text: str) -> Sequence[tuple[int, int]]:
    """Return where it says who wrote the lines of a chat, or nothing when it is none.

    They stand between the words of one phrase. The same few write again and again.
    """
    if text.count(": ") < _FEWEST_HEADS:
        return ()
    heads = list(islice(_CHAT_HEAD.finditer(f"\n{text}"), _MOST_HEADS))
    if len(heads) < _FEWEST_HEADS or 2 * len({head[1] for head in heads}) > len(heads) + 1:
        return ()
    return [(max(0, head.start()), head.end() - 1) for head in heads]


def seen(text: str) -> View:
    """Return the view of a text that is no HTML."""
    if not _has_odd(text):
        return View(text)
    if _is_odd_all_over(text):
        return _at_once(text, len(text))
    return _rewritten(text, _plain_pieces(text))


def _is_odd_all_over(text: str) -> bool:
    """Return whether there are more places than are rewritten one by one."""
    left = _MOST_PIECES - sum(map(text.count, _SOFT))
    return left < 0 or next(islice(_FIRST_OF_MANY.finditer(text), left, None), None) is not None


def _at_once(text: str, length: int) -> View:
    """Return the view of a text that is odd all over, made by whole passes over it."""
    if "&" in text:
        from html import unescape

        text = unescape(text)
    if "\\u" in text:
        text = _CODE.sub(_character_of, text)
    text = _composed(_without_odd(text))
    for code in ("\\n", "\\r", "\\t"):
        text = text.replace(code, " ")
    if any(map(text.__contains__, _SOFT)):
        text = _SOFT_AT_ONCE.sub("", text)
    return View(text, length=length)


def _without_odd(text: str) -> str:
    """Return a text with what each odd character is seen as; accents apart stay."""
    if _REPLACED.search(text) is None:
        return text
    odd = _REPLACED.findall("".join(frozenset(text)))
    if len(odd) > _MOST_SORTS:
        return text.translate(_SeenAtOnce())
    for character in odd:
        shown = _seen_alone(character)
        text = text if shown == character else text.replace(character, shown)
    return text


def _composed(text: str) -> str:
    """Return a text with its accents in their letters; NFC takes ten times as long over kana."""
    if "\u3099" in text or "\u309a" in text:
        text = _VOICED.sub(_voiced, text)
    return unicodedata.normalize("NFC", text)


def _character_of(code: re.Match[str]) -> str:
    return chr(int(code[0][2:], 16))


def _voiced(kana: re.Match[str]) -> str:
    return _voiced_kana(kana[0])


@functools.lru_cache(maxsize=1024)
def _voiced_kana(kana: str) -> str:
    return unicodedata.normalize("NFC", kana)


def _seen_alone(character: str) -> str:
    odd = _ODD.fullmatch(character)
    return character if odd is None else _shown(odd)


class _SeenAtOnce(dict[int, str]):
    """What odd characters become, made as they come."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _seen_alone(chr(code))
        return shown


def _has_odd(text: str) -> bool:
    if text.isascii():
        if text.encode("ascii").translate(None, _PLAIN):
            return True
        return "=" in text and any(map(text.__contains__, _SOFT))
    if any(map(text.__contains__, _ODD_MARKS)):
        return True
    return _ODD_CHARACTER.search(text) is not None


def _rewritten(text: str, pieces: Iterable[_Piece]) -> View:
    parts: list[str] = []
    seen_at, original_at = [0], [0]
    done = length = 0
    for start, end, shown in pieces:
        length += start - done + len(shown)
        parts += (text[done:start], shown)
        seen_at.append(length)
        original_at.append(end)
        done = end
    parts.append(text[done:])
    return View("".join(parts), seen_at, original_at)


def _odds(text: str) -> Iterator[re.Match[str]]:
    """Yield what is seen otherwise than it is written; one class of characters finds the places."""
    done = 0
    for first in _FIRST_ODD.finditer(text):
        place = first.start()
        if place < done:
            continue
        odd = _ODD.match(text, place - 1) if first[0] in _ACCENTS and place > done else None
        odd = odd or _ODD.match(text, place)
        if odd is not None:
            done = odd.end()
            yield odd


def _plain_pieces(text: str) -> Iterator[_Piece]:
    soft = "=\n" in text or "=\r\n" in text
    for odd in _odds(text):
        if odd.lastgroup == "soft" and not soft:
            continue
        yield odd.start(), odd.end(), _shown(odd)


def _shown(odd: re.Match[str]) -> str:
    match odd.lastgroup:
        case "apart":
            return unicodedata.normalize("NFC", odd[0])
        case "wide":
            return unicodedata.normalize("NFKC", odd[0])
        case "entity":
            from html import unescape

            return unescape(odd[0])
        case "circled":
            return f" {unicodedata.numeric(odd[0]):.0f} "
        case "escaped":
            return " "
        case "code":
            return _character_of(odd)
        case _:
            return ""


def _without_tags(text: str) -> Iterator[_Piece]:
    odd = _odds(text)
    waiting = next(odd, None)
    for tag in _TAG.finditer(text):
        while waiting is not None and waiting.end() <= tag.start():
            yield waiting.start(), waiting.end(), _shown(waiting)
            waiting = next(odd, None)
        while waiting is not None and waiting.start() < tag.end():
            waiting = next(odd, None)
        yield tag.start(), tag.end(), "" if _INLINE_TAG.match(tag[1]) else " "
    while waiting is not None:
        yield waiting.start(), waiting.end(), _shown(waiting)
        waiting = next(odd, None)
