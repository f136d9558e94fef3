"""How much a text looks like writing: what wrong charsets are told by. Pure, linear time.

How common a Han character is follows from its row in GB 2312 and Big5, whose first level holds
the common characters.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Whole words or punctuation of UTF-8 Latin text read as windows-1252: "Ã©", "â€™".
_UTF8_AS_LATIN = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u20ac\u2018-\u201e\u2122\u0152-\u0161]")


def readability(text: str) -> float:
    """Return how much `text` looks like writing, from about -2 (garbage) to 1.

    It is the mean over the characters beyond ASCII; 0.5 when there are none.
    """
    total, count = 0.0, 0
    before = " "
    for char in text:
        if char > "\x7f":
            total += _weight(char, before)
            count += 1
        elif char < " " and char not in "\t\n\r\x0c\x1b":
            total -= 2
            count += 1
        before = char
    if not count:
        return 0.5
    return total / count - len(_UTF8_AS_LATIN.findall(text)) / count


def _weight(char: str, before: str) -> float:
    if "\u4e00" <= char <= "\u9fff":
        # "Jos茅" is a Latin word in the wrong charset.
        return _han_weight(char) - (0.6 if before.isascii() and before.islower() else 0.0)
    if "\u00a0" <= char <= "\u024f" or "\u1e00" <= char <= "\u1eff":
        return _latin_weight(char, before)
    for low, high, weight in _SCRIPTS:
        if low <= char <= high:
            return _bicameral_weight(char, before) if weight is None else weight
    return -0.5


def _bicameral_weight(char: str, before: str) -> float:
    """Cyrillic and Greek: a capital after a small letter is how a wrong charset looks."""
    if char.isupper() and before.islower():
        return -1.0
    if before.isascii() and before.isalpha():
        return -0.7
    return 0.75 if char in _CYRILLIC_AND_GREEK else -0.3


_CYRILLIC_AND_GREEK = frozenset(
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁІЇЄҐ"
    "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
)
_SCRIPTS: tuple[tuple[str, str, float | None], ...] = (
    ("\u0080", "\u009f", -2.0),
    ("\u0370", "\u052f", None),
    ("\u0590", "\u06ff", 0.7),
    ("\u0900", "\u0e7f", 0.7),
    ("\u2010", "\u2027", 0.5),
    ("\u20a0", "\u20bf", 0.3),
    ("\u2030", "\u2122", 0.2),
    ("\u2190", "\u27bf", 0.1),
    ("\u3000", "\u3002", 1.0),
    ("\u3003", "\u3020", 0.8),
    ("\u3040", "\u30ff", 0.9),
    ("\uac00", "\ud7a3", 0.8),
    ("\uff00", "\uff60", 0.8),
    ("\uff61", "\uff9f", -0.4),  # half-width kana: what GBK looks like as Shift-JIS
    ("\ufffd", "\ufffd", -2.0),
    ("\ue000", "\uf8ff", -1.5),
    ("\U0001f300", "\U0001faff", 0.9),
)


def _latin_weight(char: str, before: str) -> float:
    if not char.isalpha():
        return 0.1 if char in "\u00a0«»°·©®£§¿¡€" else -0.3
    if before.isascii() and (before.isalpha() or before in " \n\t\r(\"'-"):
        return -0.3 if char.isupper() and before.islower() else 1.0
    if char >= "\u1e00" or before.isascii():
        return 0.3
    return 0.4 if char.islower() and before.islower() else -0.4


@lru_cache(maxsize=8192)
def _han_weight(char: str) -> float:
    """Common characters are of the first level of GB 2312 (rows 16–55) or Big5 (A4–C6)."""
    try:
        if 0xB0 <= char.encode("gb2312")[0] <= 0xD7:
            return 1.0
    except UnicodeEncodeError:
        pass
    try:
        return 0.9 if 0xA4 <= char.encode("big5")[0] <= 0xC6 else -0.2
    except UnicodeEncodeError:
        return -0.6
