"""Recovery phrases whose words run together, and those whose letters stand apart.

"abandonability…" and "a b a n d o n …" are taken to pieces: into listed words from end to end,
which no other run of letters allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from chalicelib.understanding.secrets.rows import rows
from chalicelib.understanding.secrets.scripts import HANGUL, KANA
from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import CERTAIN, LIKELY, SecretSpan
from chalicelib.understanding.secrets.vocabulary import LETTER, table
from chalicelib.understanding.secrets.word_lists import LATIN, is_checksum_right, words

_KIND = "recovery_phrase"
_SHORTEST = 36  # letters of twelve short words
_ROW = b"x" * _SHORTEST
_LONGEST = 400
_FEWEST_WORDS = 11
_LONGEST_WORD = 11
_MOST = 20
_KANA = re.compile(rf"[ぁ-ゖー]{{{_SHORTEST},{_LONGEST}}}")
_KANA_ROWS = KANA.rows * _SHORTEST
_SHORTEST_HANGUL = 22
_HANGUL = re.compile(rf"[가-힣]{{{_SHORTEST_HANGUL},200}}")
_HANGUL_MASK = bytes(0x78 if row in HANGUL.rows else 0x20 for row in range(256))
_HANGUL_ROWS = b"x" * _SHORTEST_HANGUL
_FEWEST_APART = b"\x01" * _SHORTEST
_APART = re.compile(r"(?<![a-z])[a-z](?:[^a-z\x7f]{1,3}[a-z](?![a-z])){35,399}+")


def find_glued(searched: Searched) -> Iterator[SecretSpan]:
    """Yield phrases without spaces between words, or with spaces between all letters."""
    if _ROW in searched.masks.tokens:
        for start, end in islice(rows(searched.masks.letters, _ROW), _MOST):
            if end - start <= _LONGEST:
                yield from _judged(searched.folded[start:end], (start, end), LATIN)
    if searched.known & LETTER and _FEWEST_APART in searched.codes.translate(table(LETTER)):
        for run in islice(_APART.finditer(searched.folded), _MOST):
            yield from _judged(re.sub(r"[^a-z]", "", run[0]), run.span(), LATIN)
    if not searched.is_ascii:
        yield from _in_scripts(searched)


def _in_scripts(searched: Searched) -> Iterator[SecretSpan]:
    if _KANA_ROWS in searched.rows:
        for run in islice(_KANA.finditer(searched.text), _MOST):
            yield from _judged(run[0], run.span(), ("japanese",))
    if searched.has_script(HANGUL) and _HANGUL_ROWS in searched.rows.translate(_HANGUL_MASK):
        for run in islice(_HANGUL.finditer(searched.text), _MOST):
            yield from _judged(run[0], run.span(), ("korean",))


def _judged(
    letters: str, span: tuple[int, int], languages: tuple[str, ...]
) -> Iterator[SecretSpan]:
    for language in languages:
        found = _pieces(letters, language)
        if len(found) >= _FEWEST_WORDS:
            level = CERTAIN if is_checksum_right(found, language) else LIKELY
            yield SecretSpan(_KIND, level, *span)
            return


def _pieces(letters: str, language: str) -> list[str]:
    """Return the listed words that make up the letters from end to end, or [].

    Of the words that may end at a place the longest is kept; any division will do.
    """
    listed = words(language)
    before: list[int | None] = [None] * (len(letters) + 1)
    before[0] = 0
    reached = 0
    for end in range(2, len(letters) + 1):
        if end - reached > _LONGEST_WORD:
            return []
        for start in range(max(0, end - _LONGEST_WORD), end - 1):
            if before[start] is not None and letters[start:end] in listed:
                before[end] = start
                reached = end
                break
    pieces = []
    end = len(letters)
    while end:
        start_of_last = before[end]
        if start_of_last is None:
            return []
        pieces.append(letters[start_of_last:end])
        end = start_of_last
    return pieces[::-1]
