"""Rows of one letter in a mask of a text: where its tokens stand."""

from __future__ import annotations

from collections.abc import Iterator

_TURNS = ((b"aA", b"#A"), (b"Ad", b"#d"), (b"dA", b"#A"))


def rows(mask: bytes, row: bytes) -> Iterator[tuple[int, int]]:
    """Yield where what is between two spaces of a mask begins with `row`, the repeated letter.

    Only for masks of one letter and spaces.
    """
    start = mask.find(row)
    while start >= 0:
        end = mask.find(b" ", start)
        end = len(mask) if end < 0 else end
        yield start, end
        start = mask.find(row, end)


def mixed(sorts: bytes, most: int) -> set[tuple[int, int]]:
    """Return where tokens stand that turn to capitals, or from them to digits, and back.

    `sorts` has an a, A or d for each small letter, capital and digit, and spaces. Of more than
    `most` the first and the last are returned.
    """
    found: set[tuple[int, int]] = set()
    if b"A" not in sorts:
        return found
    for turn, marked in _TURNS:
        sorts = sorts.replace(turn, marked)
    place = sorts.find(b"#")
    while place >= 0 and len(found) < most // 2:
        start, end = _token_at(sorts, place)
        found.add((start, end))
        place = sorts.find(b"#", end)
    place = sorts.rfind(b"#")
    while place >= 0 and len(found) < most:
        start, end = _token_at(sorts, place)
        if (start, end) in found:
            break
        found.add((start, end))
        place = sorts.rfind(b"#", 0, start)
    return found


def _token_at(mask: bytes, place: int) -> tuple[int, int]:
    end = mask.find(b" ", place)
    return mask.rfind(b" ", 0, place) + 1, len(mask) if end < 0 else end
