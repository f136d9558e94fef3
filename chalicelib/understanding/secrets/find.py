"""The search: every rule over every view of a text, again until nothing more is found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from chalicelib.understanding.secrets.abbreviated import find_abbreviated
from chalicelib.understanding.secrets.api_secrets import find_api_secrets
from chalicelib.understanding.secrets.cards import find_cards
from chalicelib.understanding.secrets.encoded_keys import find_encoded_keys
from chalicelib.understanding.secrets.glued import find_glued
from chalicelib.understanding.secrets.han_phrases import find_han_phrases
from chalicelib.understanding.secrets.hex_keys import find_hex_keys
from chalicelib.understanding.secrets.keystores import find_keystores
from chalicelib.understanding.secrets.marks import MASK, covered, without_marks
from chalicelib.understanding.secrets.phrases import find_phrases
from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import SecretSpan, joined
from chalicelib.understanding.secrets.spoken import find_spoken
from chalicelib.understanding.secrets.unlisted import find_unlisted
from chalicelib.understanding.secrets.view import views

_SHORTEST = 6
_SHORT = 400
_BARRIER = f"\n{MASK}\n"
_BETWEEN = f"\n{MASK}\n"
"""What parts texts that are searched together: the mask alone would be part of the last word."""
_MOST_ROUNDS = 4
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

    What is found is covered and the rest searched again, so that a redacted text holds none.
    Linear in the text's length; what is expensive to prove is capped, and the words around it
    decide beyond that.
    """
    return _rounds(without_marks(text))


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
    for span in _rounds(_BARRIER.join(map(without_marks, texts))):
        first = bisect_right(starts, span.start) - 1
        last = bisect_right(starts, span.end - 1) - 1
        for index in range(first, last + 1):
            start = max(0, span.start - starts[index])
            end = min(len(texts[index]), span.end - starts[index])
            if start < end:
                found[index].append(SecretSpan(span.kind, span.level, start, end))
    return [tuple(spans) for spans in found]


def _rounds(rest: str) -> tuple[SecretSpan, ...]:
    found: tuple[SecretSpan, ...] = ()
    if len(rest) < _SHORTEST:
        return found
    for _ in range(_MOST_ROUNDS):
        spans = joined(_found(rest))
        if not spans:
            break
        found = joined((*found, *spans))
        rest = covered(rest, spans)
    return found


def _found(text: str) -> Iterator[SecretSpan]:
    for view in views(text):
        searched = Searched(view.text, view.characters)
        for rule in _RULES:
            for span in rule(searched):
                start, end = view.original(span.start), view.original(span.end)
                if start < end:
                    yield SecretSpan(span.kind, span.level, start, end)
