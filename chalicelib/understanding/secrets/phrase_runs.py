"""Runs of listed words, whatever stands between them: the raw material of recovery phrases."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from chalicelib.understanding.secrets.plain_words import COMMON, FILLERS
from chalicelib.understanding.secrets.word_lists import words

_SOLID = re.compile(rb"w(?:f{0,2}+w)*+")
_SHORTEST_MISTYPED = 2
_LONGEST_MISTYPED = 12
_MOST_MISTYPED_LOOKED_AT = 64
_WIDEST_BRIDGE = 3  # from one listed word to the next, over two others
_CLASSES = bytes.maketrans(b"\x00\x01\x02", b"xwf")
_LONGEST_OF_SYLLABLES = 3
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Run(NamedTuple):
    """Words `first` … `last` (inclusive): so many listed, so many mistyped.

    A tuple, since it is made for every few words of a text that is all candidates.
    """

    first: int
    last: int
    listed: int
    mistyped: int = 0

    @property
    def length(self) -> int:
        """How many words the phrase would have."""
        return self.listed + self.mistyped


def classes(tokens: Sequence[str], listed: frozenset[str]) -> bytes:
    """Return a letter for each token: w listed, f filler, x neither."""
    return kinds_of(bytes(1 if t in listed else 2 * (t in FILLERS) for t in tokens))


def kinds_of(flags: bytes) -> bytes:
    """Return those letters for the flags of `phrase_windows`."""
    return flags.translate(_CLASSES)


def solid_runs(kinds: bytes) -> Iterator[Run]:
    """Yield the runs of listed words with at most two fillers between neighbours."""
    for run in _SOLID.finditer(kinds):
        yield Run(run.start(), run.end() - 1, kinds.count(b"w", run.start(), run.end()))


def bridged(
    runs: Sequence[Run], tokens: Sequence[str], is_mistyped: Callable[[str], bool], least: int
) -> list[Run]:
    """Return the runs, joined where the one or two words between them are listed ones mistyped.

    Only where three neighbours have `least` listed words together, and at the first 64 places.
    """
    joined: list[Run] = []
    looked_at = 0
    for index, run in enumerate(runs):
        before = joined[-1] if joined else None
        if before is None or run.first - before.last > _WIDEST_BRIDGE:
            joined.append(run)
            continue
        after = runs[index + 1].listed if index + 1 < len(runs) else 0
        between = tokens[before.last + 1 : run.first]
        worth = before.listed + run.listed + after >= least
        looked_at += worth
        if worth and looked_at <= _MOST_MISTYPED_LOOKED_AT and all(map(is_mistyped, between)):
            mistyped = before.mistyped + len(between)
            joined[-1] = Run(before.first, run.last, before.listed + run.listed, mistyped)
        else:
            joined.append(run)
    return joined


_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ly")


def is_near(token: str, language: str) -> bool:
    """Return whether a Latin word is a listed one with one slip.

    A letter too many, missing or other than it should be, or two neighbours exchanged; but
    "tickets" is no slip for "ticket".
    """
    if not _may_be_slip(token, words(language)):
        return False
    cuts = [(token[:i], token[i:]) for i in range(len(token))]
    listed, slips = words(language), _slips(language)
    return (
        token in slips
        or not listed.isdisjoint([head + tail[1:] for head, tail in cuts])
        or not slips.isdisjoint([f"{head}?{tail[1:]}" for head, tail in cuts])
        or not listed.isdisjoint(
            [head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1]
        )
    )


@functools.cache
def _slips(language: str) -> frozenset[str]:
    """Return every listed word without each of its letters, and with a mark in its place."""
    cuts = [(word[:i], word[i + 1 :]) for word in words(language) for i in range(len(word))]
    return frozenset(head + gap + tail for head, tail in cuts for gap in ("", "?"))


def _may_be_slip(token: str, listed: frozenset[str]) -> bool:
    if not _SHORTEST_MISTYPED <= len(token) <= _LONGEST_MISTYPED or token in COMMON:
        return False
    inflected = [token[: -len(ending)] for ending in _ENDINGS if token.endswith(ending)]
    return token[-1] == token[-2] or listed.isdisjoint(inflected)


def near(token: str, listed: frozenset[str]) -> set[str]:
    """Return the listed words a Latin word may be a slip for."""
    return set(_near(token, listed))


def _near(token: str, listed: frozenset[str]) -> Iterator[str]:
    if not _may_be_slip(token, listed):
        return
    cuts = [(token[:i], token[i:]) for i in range(len(token) + 1)]
    yield from listed.intersection(head + tail[1:] for head, tail in cuts if tail)
    exchanged = (head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1)
    yield from listed.intersection(exchanged)
    for head, tail in cuts:
        others = (head + letter + rest for letter in _LETTERS for rest in (tail, tail[1:]))
        yield from listed.intersection(others)


def is_near_in_script(token: str, language: str) -> bool:
    """Return whether a word is a listed one that lost a letter or has one too many.

    A syllable exchanged counts in longer words only: two of them are near to any others.
    """
    cut = _cut(token)
    if not words(language).isdisjoint(cut) or token in _all_cut(language):
        return True
    return len(token) > _LONGEST_OF_SYLLABLES and not _all_cut(language).isdisjoint(cut)


def _cut(word: str) -> Iterator[str]:
    """Yield a word without each of its letters, as long as two are left."""
    if len(word) > _SHORTEST_MISTYPED:
        yield from (word[:i] + word[i + 1 :] for i in range(len(word)))


@functools.cache
def _all_cut(language: str) -> frozenset[str]:
    return frozenset(cut for word in words(language) for cut in _cut(word))
