"""Where in a text's words what is looked for is spoken of."""

from __future__ import annotations

from collections.abc import Iterator

_BEFORE = 60  # words before and after one that speaks of what is looked for
_AFTER = 110
_MOST_CUES = 30
_END = 500


def near(cues: bytes) -> Iterator[tuple[int, int]]:
    """Yield from and to which word a word with a 1 is near; the others have a 0.

    They are the two ends of a text that says such words all the time.
    """
    if cues.count(1) > _MOST_CUES:
        yield from _ends(len(cues))
        return
    first = last = 0
    for place in places_of_code(cues):
        if last and place - _BEFORE > last:
            yield first, last
            last = 0
        first = first if last else max(0, place - _BEFORE)
        last = min(len(cues), place + _AFTER)
    if last:
        yield first, last


def places_of_code(cues: bytes) -> Iterator[int]:
    """Yield where the words with a 1 stand."""
    place = cues.find(1)
    while place >= 0:
        yield place
        place = cues.find(1, place + 1)


def _ends(count: int) -> Iterator[tuple[int, int]]:
    if count <= 2 * _END:
        yield 0, count
    else:
        yield 0, _END
        yield count - _END, count
