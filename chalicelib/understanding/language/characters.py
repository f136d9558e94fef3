"""A character → what it tells of a language: its script, and the old charset that holds it. Pure.

Each character is told once and remembered as the number of its kind, so that a text's characters
are looked up and counted in C.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from threading import Lock

# First code point, script; a script runs until the next line. "" is no letter of ours.
_BLOCKS = (
    (0x0000, "latin"), (0x0370, "el"), (0x0400, "cyrillic"), (0x0530, ""), (0x0590, "he"),
    (0x0600, "arabic"), (0x0700, ""), (0x0750, "arabic"), (0x0780, ""), (0x0900, "hi"),
    (0x0980, "bn"), (0x0A00, ""), (0x0B80, "ta"), (0x0C00, ""), (0x0E00, "th"), (0x0E80, ""),
    (0x1100, "ko"), (0x1200, ""), (0x1E00, "latin"), (0x1F00, "el"), (0x2000, ""),
    (0x3040, "ja"), (0x3100, ""), (0x3130, "ko"), (0x3190, ""), (0x3400, "han"), (0x4DC0, ""),
    (0x4E00, "han"), (0xA000, ""), (0xAC00, "ko"), (0xD7B0, ""), (0xF900, "han"), (0xFB00, ""),
    (0xFF66, "ja"), (0xFFA0, ""), (0x20000, "han"), (0x32000, ""),
)  # fmt: skip
_STARTS = tuple(start for start, _ in _BLOCKS)
_EVERYDAY = frozenset(
    "的是我你您了在们們这這个個吗嗎请請没沒什么麼么就和与與把被给給从從还還让讓吧呢啊哪怎"
)


_LEARNING = Lock()


class Charset(StrEnum):
    """The one old charset that a Han character gives away."""

    NONE = ""
    GB2312 = "gb2312"
    GB2312_ONLY = "gb2312 only"  # a simplified character that Japanese does not have either
    BIG5 = "big5"
    SHIFT_JIS = "shift_jis"


class Kind:
    """What characters of a kind have in common; there is one object for each kind.

    `script` is "" for what is no letter, `everyday` whether Chinese only has such a word.
    """

    __slots__ = ("charset", "everyday", "script")

    def __init__(self, script: str, charset: Charset, *, everyday: bool) -> None:
        self.script = script
        self.charset = charset
        self.everyday = everyday


_KINDS: list[Kind] = []
_NUMBERS = bytearray(_STARTS[-1])  # behind these no letter is one of ours
"""For each code point 1 + the place of its kind in `_KINDS`, 0 until the character is met."""


def kinds_in(text: str) -> dict[Kind, int]:
    """Return how many characters of each kind there are, in the order the kinds are met."""
    left = _numbers_of(text)
    if b"\0" in left:
        _learn(text)
        left = _numbers_of(text)
    counts = {}
    while left:
        others = left.translate(None, left[:1])
        counts[_KINDS[left[0] - 1]] = len(left) - len(others)
        left = others
    return counts


def _numbers_of(text: str) -> bytes:
    return text.translate(_NUMBERS).encode("latin-1", "ignore")


def _learn(text: str) -> None:
    """Tell the characters of a text that were not met before; one thread at a time."""
    with _LEARNING:
        _learn_alone(text)


def _learn_alone(text: str) -> None:
    places = {(kind.script, kind.charset, kind.everyday): n for n, kind in enumerate(_KINDS)}
    for char in {char for char in text if ord(char) < len(_NUMBERS)}:
        script = _BLOCKS[bisect_right(_STARTS, ord(char)) - 1][1] if char.isalpha() else ""
        charset = _charset_of(char) if script == "han" else Charset.NONE
        everyday = char in _EVERYDAY
        place = places.setdefault((script, charset, everyday), len(_KINDS))
        if place == len(_KINDS):
            _KINDS.append(Kind(script, charset, everyday=everyday))
        _NUMBERS[ord(char)] = place + 1


def _charset_of(char: str) -> Charset:
    gb, big5 = _encodes(char, "gb2312"), _encodes(char, "big5")
    japanese = _encodes(char, "shift_jis")
    if gb and not big5:
        return Charset.GB2312 if japanese else Charset.GB2312_ONLY
    if big5 and not gb:
        return Charset.BIG5
    return Charset.SHIFT_JIS if japanese and not gb else Charset.NONE


def _encodes(char: str, charset: str) -> bool:
    return bool(char.encode(charset, "ignore"))
