"""The search: every rule over every view of a text, again near what was found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, islice

from chalicelib.understanding.secrets.abbreviated import find_abbreviated
from chalicelib.understanding.secrets.api_secrets import find_api_secrets
from chalicelib.understanding.secrets.cards import find_cards
from chalicelib.understanding.secrets.encoded_keys import find_encoded_keys
from chalicelib.understanding.secrets.glued import find_glued
from chalicelib.understanding.secrets.han_phrases import find_han_phrases
from chalicelib.understanding.secrets.hex_keys import find_hex_keys
from chalicelib.understanding.secrets.keystores import find_keystores
from chalicelib.understanding.secrets.marks import MASK, covered, marks, without_marks
from chalicelib.understanding.secrets.phrases import find_phrases
from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import SecretSpan, joined
from chalicelib.understanding.secrets.spoken import find_spoken
from chalicelib.understanding.secrets.unlisted import find_unlisted
from chalicelib.understanding.secrets.view import views

_SHORTEST = 6
_SHORT = 400
_BARRIER = f"\n| xq | xq | xq |{' ' * 140}|\n"
"""What parts short texts: wider than what is read around a word, and with words that are none."""
_BETWEEN = f"\n{MASK}\n"
"""What parts texts that are searched together: the mask alone would be part of the last word."""
_MOST_ROUNDS = 4
_MOST_FOUND = 50
"""More secrets than that are a dump: what follows the first of them is one more, and not read."""
_LONG = 10_000
_NEAR = 500
"""What a secret taken out may have hidden is not farther from it than that."""
_RULES: tuple[Callable[[Searched], Iterator[SecretSpan]], ...] = (
    find_phrases,
    find_abbreviated,
    find_han_phrases,
    find_glued,
    find_unlisted,
    find_hex_keys,
    find_encoded_keys,
    find_keystores,
    find_cards,
    find_api_secrets,
    find_spoken,
)


def find_secrets(text: str) -> tuple[SecretSpan, ...]:
    """Return the secrets in a text, sorted, not overlapping; () for nearly every text.

    What is found is covered and what is near it searched again, so that a redacted text holds
    none. Linear in the text's length. What is expensive to prove is capped: beyond that the words
    around decide, and of very many candidates without such words only the first and the last are
    looked at. After fifty secrets the rest of a text counts as one.
    """
    text = without_marks(text)
    return _rounds(text, _first(text))


def find_again(text: str) -> tuple[SecretSpan, ...]:
    """Return the secrets near the marks in a text that was searched before they were put there."""
    places = marks(text)
    text = without_marks(text)
    return _rounds(text, _near(text, places))


def find_apart(texts: Sequence[str]) -> list[tuple[SecretSpan, ...]]:
    """Return the secrets in each of several texts; all short ones cost a single search.

    No word of one text speaks for another.
    """
    short = [text for text in texts if len(text) < _SHORT]
    in_short = iter(_find_joined(short))
    return [next(in_short) if len(text) < _SHORT else find_secrets(text) for text in texts]


def _find_joined(texts: Sequence[str]) -> list[tuple[SecretSpan, ...]]:
    starts = [0, *accumulate(len(text) + len(_BARRIER) for text in texts)]
    found: list[list[SecretSpan]] = [[] for _ in texts]
    text = _BARRIER.join(map(without_marks, texts))
    for span in _rounds(text, _first(text)):
        first = bisect_right(starts, span.start) - 1
        last = bisect_right(starts, span.end - 1) - 1
        for index in range(first, last + 1):
            start = max(0, span.start - starts[index])
            end = min(len(texts[index]), span.end - starts[index])
            if start < end:
                found[index].append(SecretSpan(span.kind, span.level, start, end))
    return [tuple(spans) for spans in found]


def _rounds(rest: str, spans: tuple[SecretSpan, ...]) -> tuple[SecretSpan, ...]:
    """Return what was found first, and what its covering shows."""
    found: tuple[SecretSpan, ...] = ()
    for _ in range(_MOST_ROUNDS):
        if not spans:
            break
        found = joined((*found, *spans))
        rest = covered(rest, spans)
        spans = _near(rest, list(_edges(spans)))
    return found


def _edges(spans: Sequence[SecretSpan]) -> Iterator[tuple[int, int]]:
    """Yield the places of spans; of long ones both ends, since nothing of them is read again."""
    for span in spans:
        if span.end - span.start <= _NEAR:
            yield span.start, span.end
        else:
            yield from ((span.start, span.start + 1), (span.end - 1, span.end))


def _first(text: str) -> tuple[SecretSpan, ...]:
    """Return what is in a text; when that is a dump, what is before it, and all the rest as one."""
    found: list[SecretSpan] = []
    while len(text) >= _SHORTEST:
        spans = list(islice(_found(text), _MOST_FOUND + 1))
        if len(spans) <= _MOST_FOUND:
            found += spans
            break
        first = min(spans, key=_start)
        found.append(SecretSpan(first.kind, first.level, first.start, len(text)))
        text = text[: first.start]
    return joined(found)


def _start(span: SecretSpan) -> int:
    return span.start


def _near(text: str, places: Sequence[tuple[int, int]]) -> tuple[SecretSpan, ...]:
    """Return what is near some places, all of them read as one text."""
    parts = list(_parts(text, places))
    starts = [0, *accumulate(end - start + len(_BETWEEN) for start, end in parts)]
    found = []
    for span in _first(_BETWEEN.join(text[start:end] for start, end in parts)):
        for (start, end), place in zip(parts, starts, strict=False):
            first, last = start + span.start - place, start + span.end - place
            if first < end and last > start:
                found.append(SecretSpan(span.kind, span.level, max(first, start), min(last, end)))
    return joined(found)


def _parts(text: str, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield from where to where a text is near some places, between spaces."""
    first = last = -1
    for start, end in places:
        if last >= 0 and start - _NEAR > last:
            yield first, last
            first = -1
        first = _outside(text, start) if first < 0 else first
        space = text.find(" ", end + _NEAR, end + 2 * _NEAR)
        last = min(len(text), end + _NEAR) if space < 0 else space
    if last >= 0:
        yield first, last


def _outside(text: str, start: int) -> int:
    """Return a place before another, where a word begins if one does."""
    place = max(0, start - _NEAR)
    space = text.rfind(" ", max(0, place - _NEAR), place)
    return place if space < 0 else space


def _found(text: str) -> Iterator[SecretSpan]:
    for view in views(text):
        searched = Searched(view.text)
        if searched.is_bare:
            continue
        for rule in _RULES:
            for span in rule(searched):
                start, end = view.original(span.start, span.end)
                if start < end:
                    yield SecretSpan(span.kind, span.level, start, end)
                if end - start > max(_LONG, len(text) - _NEAR):
                    return  # what is left is near, and read again
