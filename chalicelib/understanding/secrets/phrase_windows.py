"""Where in a text's words a recovery phrase may be: the few places that are looked at closely.

Prose is full of listed words, but not of rows of them in one language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import sub

from chalicelib.understanding.secrets.phrase_judgement import FEWEST

LISTED = 1
FILLER = 2
_FILLER = bytes([FILLER])
_ROW = bytes([LISTED]) * 4
_LENGTH = 13
_MARGIN = 25
"""So many words before and after belong to the window: what is left of a phrase beyond a gap."""
_MOST = 24
_MOST_PLACES = 200
LONGEST = 400
"""A window of more words is read at its ends; a phrase there makes the whole of it one."""
_THREE_ROWS = re.compile(rb"(?<!w)(?=(w++)(?:x{1,2}+(w++)(?:x{1,2}+(w++))?)?)")
_HALF = re.compile(rb"w{6,}+")
_BOTH = 11
_AROUND = 15


def windows(flags: bytes) -> list[tuple[int, int]]:
    """Return the windows, from and to which word, where four listed words are in a row of nine.

    Nine are of thirteen. A text's words are LISTED, FILLER (may stand between them, and does not
    count at all) or 0. Of very many windows the first, the last and the densest are returned.
    """
    if flags.count(LISTED) < FEWEST:
        return []
    without = flags.replace(_FILLER, b"")
    places = list(_places(without))
    if not places:
        return []
    if len(without) < len(flags):
        places = list(_with_fillers(flags, places))
    found = list(_merged(places, len(flags)))
    if len(found) <= _MOST:
        return found
    third = _MOST // 3
    dense = sorted(
        found[third:-third],
        key=lambda window: -flags.count(LISTED, *window) / (window[1] - window[0]),
    )
    return sorted((*found[:third], *dense[:third], *found[-third:]))


def _with_fillers(flags: bytes, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the places in the text's words for those among the words that are no fillers."""
    known = begin = 0
    for first, last in places:
        begin = _among(flags, begin, first - known)
        end = _among(flags, begin, last - 1 - first) + 1
        known = first
        yield begin, end


def _among(flags: bytes, start: int, place: int) -> int:
    """Return where the word at a place after another stands when fillers are counted again."""
    end = start + place + 1
    while fillers := flags.count(FILLER, start, end):
        start, end = end, end + fillers
    return end - 1


def parts(window: tuple[int, int]) -> list[tuple[int, int]]:
    """Return a window, or the two ends of one that is no letter: hundreds of words on end."""
    first, last = window
    if last - first <= LONGEST:
        return [window]
    return [(first, first + LONGEST // 2), (last - LONGEST // 2, last)]


def _places(flags: bytes) -> Iterator[tuple[int, int]]:
    """Yield from and to where four are in a row of nine."""
    place, count = flags.find(_ROW), 0
    while place >= 0:
        end = flags.find(0, place)
        end = len(flags) if end < 0 else end
        if end - place >= FEWEST or _is_dense(flags, place, end):
            count += 1
            if count > _MOST_PLACES:  # all the rest is one
                yield place, flags.rfind(_ROW) + len(_ROW)
                return
            yield place, end
        place = flags.find(_ROW, end)


def _is_dense(flags: bytes, place: int, end: int) -> bool:
    """Return whether nine of thirteen are listed that have four of those at the place in them."""
    margin = _LENGTH - len(_ROW)
    around = flags[max(0, place - margin) : end + margin]
    if around.count(LISTED) < FEWEST or len(around) <= _LENGTH:
        return around.count(LISTED) >= FEWEST
    before = [0, *accumulate(around)]
    most: int = max(map(sub, before[_LENGTH:], before))
    return most >= FEWEST


def _merged(places: Sequence[tuple[int, int]], count: int) -> Iterator[tuple[int, int]]:
    first = last = 0
    for start, end in places:
        if last and start - _MARGIN > last:
            yield first, last
            last = 0
        if not last:
            first = max(0, start - _MARGIN)
        last = min(count, max(end, start + _LENGTH) + _MARGIN)
    if last:
        yield first, last


def may_hold_phrase(kinds: bytes) -> bool:
    """Return whether nine listed words of one language are near enough to each other.

    `kinds` are `phrase_runs.classes`. Two places with one or two words mistyped part nine into
    three rows at the most; or the phrase is in two halves, and other words between them.
    """
    if kinds.count(b"w") < FEWEST:
        return False
    kinds = kinds.replace(b"f", b"")
    if any(sum(map(len, rows.groups(b""))) >= FEWEST for rows in _THREE_ROWS.finditer(kinds)):
        return True
    return any(
        kinds.count(b"w", max(0, half.start() - _AROUND), half.end() + _AROUND) >= _BOTH
        for half in _HALF.finditer(kinds)
    )
