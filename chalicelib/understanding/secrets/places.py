"""Where something stands in a text, of very many places the first and the last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

_NEAR = 200
"""So near another word is nearly every word; a search of so little is begun at once."""


def places(text: str, stem: str, most: int) -> Iterator[int]:
    """Yield where a stem stands; of more than `most` places the first and the last, each half."""
    place = text.find(stem)
    for _ in range(most // 2):
        if place < 0:
            return
        yield place
        place = text.find(stem, place + 1)
    reached, place = place, len(text) + len(stem)
    for _ in range(most // 2 if reached >= 0 else 0):
        place = text.rfind(stem, reached, place + len(stem) - 1)
        if place < 0:
            return
        yield place


def places_of_any(text: str, stems: Iterable[str], most: int) -> list[int]:
    """Return where one of some stems stands, in order, at most so many places of each."""
    return sorted(place for stem in stems for place in places(text, stem, most))


def places_of_word(letters: str, word: str, most: int) -> Iterator[int]:
    """Yield where a word stands by itself in a text that is letters and spaces."""
    if letters.startswith(f"{word} ") or letters == word:
        yield 0
    yield from (place + 1 for place in places(letters, f" {word} ", most))
    if letters.endswith(f" {word}"):
        yield len(letters) - len(word)


def spans_of(words: Sequence[str], text: str, place: int) -> list[tuple[int, int]]:
    """Return where words stand that follow each other in a text with only marks between them.

    Before the first and from the place on there are only marks as well.
    """
    find, spans = text.find, []
    for word in words:
        length = len(word)
        start = find(word, place, place + length + _NEAR)
        if start < 0:
            start = find(word, place)
        place = start + length
        spans.append((start, place))
    return spans
