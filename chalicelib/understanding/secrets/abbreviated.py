"""Recovery phrases cut to four letters a word, as steel plates and careful people keep them.

Four letters tell every word of a list, so they are as good as the phrase. Short words of prose are
the beginnings of listed ones too, but not so many in a row, and prose does not cut words short.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat

from chalicelib.understanding.secrets.phrase_extent import span
from chalicelib.understanding.secrets.phrase_runs import Run
from chalicelib.understanding.secrets.phrase_tokens import Tokens
from chalicelib.understanding.secrets.plain_words import COMMON
from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import LIKELY, SecretSpan
from chalicelib.understanding.secrets.vocabulary import LANGUAGES, LISTED, PHRASE_CUE
from chalicelib.understanding.secrets.word_lists import LENGTHS, folded_words, words

_LETTERS = 4
_SHORT = frozenset(range(_LETTERS + 1))
_FEWEST = 11
_FEWEST_DISTINCT = 9
_ROW = b"\x01" * _FEWEST
_MOST = 50
_MOST_BESIDE = 3  # short words of the sentence around


def find_abbreviated(searched: Searched) -> Iterator[SecretSpan]:
    """Yield rows of listed words cut to four letters, near the words for a recovery phrase."""
    for first, last in _parts(searched):
        found = searched.latin[first:last]
        if _ROW not in _are_short(found):
            continue
        lists = _lists(found)
        if _ROW in lists.translate(_ANY):
            for language, flag in LANGUAGES.items():
                flags = lists.translate(_table(flag))
                yield from _in_list(searched, (first, last), flags, language)


def _parts(searched: Searched) -> Iterator[tuple[int, int]]:
    """Yield where a word for a recovery phrase is near; in other scripts, all or nothing."""
    if len(searched.latin) < _FEWEST:
        return
    if searched.is_ascii or _ROW not in _are_short(searched.latin):
        yield from searched.near_words(PHRASE_CUE)
    elif _ROW in _lists(searched.latin).translate(_ANY) and searched.talks_of_phrases:
        yield 0, len(searched.latin)


def _are_short(words: Sequence[str]) -> bytes:
    return bytes(map(_SHORT.__contains__, map(len, words)))


def _lists(found: Sequence[str]) -> bytes:
    """Return of which lists words begin one, as the sum of the flags of their languages."""
    return bytes(map(_beginnings().get, found, repeat(0)))


def _in_list(
    searched: Searched, part: tuple[int, int], flags: bytes, language: str
) -> Iterator[SecretSpan]:
    found = searched.latin[slice(*part)]
    tokens = Tokens(
        text=searched.text,
        folded=searched.folded,
        words=found,
        find_spans=lambda: searched.spans(*part),
        language=language,
    )
    end = 0
    for _ in range(_MOST):
        first = flags.find(_ROW, end)
        if first < 0:
            return
        end = flags.find(0, first)
        end = len(flags) if end < 0 else end
        run = Run(first, end - 1, end - first)
        if _is_cut_short(found[first:end], words(language)) and tokens.has_cue(run):
            yield span(run, tokens, LIKELY)


def _is_cut_short(row: Sequence[str], listed: frozenset[str]) -> bool:
    """Return whether a row is a phrase's length, and a quarter of it no words at all."""
    if not any(length - 1 <= len(row) <= length + _MOST_BESIDE for length in LENGTHS):
        return False
    cut = sum(len(word) == _LETTERS and word not in listed and word not in COMMON for word in row)
    return cut * 4 >= len(row) and len(set(row)) >= _FEWEST_DISTINCT


@functools.cache
def _beginnings() -> Mapping[str, int]:
    """Return the first four letters of each listed word, and the flags of its lists."""
    found: dict[str, int] = {}
    for language, flag in LANGUAGES.items():
        begun = {word[:_LETTERS] for word in folded_words(language)}
        found |= {letters: found.get(letters, 0) | flag for letters in begun}
    return found


@functools.cache
def _table(flag: int) -> bytes:
    """Return what translates such sums to 1 where a flag is in them, to 0 elsewhere."""
    return bytes(sum_ & flag != 0 for sum_ in range(256))


_ANY = _table(LISTED)
