"""Is a run of listed words a recovery phrase? What speaks for it, and what against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, islice, pairwise, product

from chalicelib.understanding.secrets.lessons import is_lesson
from chalicelib.understanding.secrets.phrase_runs import Run, near
from chalicelib.understanding.secrets.phrase_tokens import LONGEST_CHECKED, Tokens
from chalicelib.understanding.secrets.plain_words import FILLERS
from chalicelib.understanding.secrets.span import CERTAIN, LIKELY
from chalicelib.understanding.secrets.word_lists import (
    LATIN,
    LENGTHS,
    is_checksum_right,
    right_parts,
    words,
)

ENOUGH = 12
FEWEST = 9
MOST_MISTYPED = 2
_LISTED_TO_MISTYPED = 5
_FEWEST_DISTINCT = 8
_MOST_MENDED = 100
_MOST_WORDS_BESIDE = 3  # listed ones of the sentence around
_EVEN = 0.75
_EVEN_WHEN_SAID = 0.45
_UNEVEN = 0.3
_AS_IN_PROSE = frozenset(("una",))  # "uña", without its accent
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]")
_STOP = re.compile(r"[.!?:;~]")
_NUMBER_BEFORE = re.compile(r"(\d{1,2})\D{0,8}$")


def level(run: Run, tokens: Tokens) -> str | None:
    """Return how sure it is that a run is a phrase, None when it is not."""
    if run.listed < FEWEST:
        return None
    run = _in_one_manner(run, tokens)
    listed = tokens.listed_in(run)
    if _is_lesson(listed, tokens.language) and not tokens.is_named(run):
        return None
    if not run.mistyped and is_checksum_right(listed, tokens.language) and len(set(listed)) > 1:
        return CERTAIN
    if not tokens.counted and _evenness(run, tokens) < _UNEVEN:
        return None
    said = tokens.has_cue(run) or (run.listed > FEWEST and _is_numbered(run, tokens))
    part = run if said else _longest_sentence(run, tokens)
    said = said or tokens.has_cue(part)
    even = 1 if tokens.counted else _evenness(part, tokens)
    if even < (_EVEN_WHEN_SAID if said else _EVEN):
        return None
    if has_checksum(listed, tokens.language):
        return CERTAIN
    return LIKELY if _is_likely(part, tokens, said=said) else None


def _is_lesson(listed: Sequence[str], language: str) -> bool:
    """Return whether listed words are of one sort; or of any, and no right phrase but for a word.

    A checksum is right by chance once in sixteen, which lists are too often to count on.
    """
    if not is_lesson(set(listed), language, or_mixed=True):
        return False
    right = any(
        is_checksum_right(listed[start : start + length], language)
        for length in LENGTHS
        for start in range(min(_MOST_WORDS_BESIDE, len(listed) - length + 1))
        if len(listed) - length < _MOST_WORDS_BESIDE
    )
    return not right or is_lesson(set(listed), language, or_mixed=False)


def _in_one_manner(run: Run, tokens: Tokens) -> Run:
    """Return the longest part of a run whose words the same marks stand between, if any do.

    The words of the sentence around may be listed ones too, and have no marks between them.
    """
    places, gaps = tokens.gaps(run)
    commonest = max(dict.fromkeys(gaps), key=gaps.count, default="")
    if not commonest or gaps.count(commonest) in (len(gaps), 0):
        return run
    start, length = 0, 0
    for same, group in groupby(range(len(gaps)), key=lambda n: gaps[n] == commonest):
        stretch = list(group)
        if same and len(stretch) > length:
            start, length = stretch[0], len(stretch)
    part = Run(places[start], places[start + length], 0)
    listed = len(tokens.listed_in(part))
    return Run(part.first, part.last, listed, length + 1 - listed) if listed >= ENOUGH - 1 else run


def _longest_sentence(run: Run, tokens: Tokens) -> Run:
    """Return the longest part of a run that no full stop or colon of its own divides."""
    places, gaps = tokens.gaps(run)
    commonest = max(dict.fromkeys(gaps), key=gaps.count, default="")
    if _STOP.search(commonest):
        return run
    ends = [place for place, gap in zip(places, gaps, strict=False) if _STOP.search(gap)]
    if not ends:
        return run
    first, last = max(
        zip((run.first, *(end + 1 for end in ends)), (*ends, run.last), strict=True),
        key=lambda part: part[1] - part[0],
    )
    listed = len(tokens.listed_in(Run(first, last, 0)))
    others = sum(word not in FILLERS for word in tokens.words[first : last + 1]) - listed
    return Run(first, last, listed, max(0, others))


def _is_likely(run: Run, tokens: Tokens, *, said: bool) -> bool:
    """Return whether a run without a right checksum is a phrase; `said`: a cue or numbers tell."""
    listed = tokens.listed_in(run)
    if len(set(listed)) < _FEWEST_DISTINCT or run.listed < FEWEST:
        return False
    if run.mistyped > max(MOST_MISTYPED, run.listed // _LISTED_TO_MISTYPED):
        return False
    if _is_sorted(listed):
        return False
    if said:
        return True
    if _repeats(listed) or _has_words_between(run, tokens):
        return False
    return _longest_row(run, tokens) >= ENOUGH or _is_right_when_mended(run, tokens)


def _longest_row(run: Run, tokens: Tokens) -> int:
    """Return how many listed words stand in a row, nothing mistyped among them."""
    listed, longest, row = words(tokens.language), 0, 0
    for word in tokens.words[run.first : run.last + 1]:
        if word not in _AS_IN_PROSE:
            row = row + 1 if word in listed else row if word in FILLERS else 0
        longest = max(longest, row)
    return longest


def _is_right_when_mended(run: Run, tokens: Tokens) -> bool:
    """Return whether the checksum is right with listed words for the mistyped ones.

    Lists of animals and the like have words that look mistyped; few have a checksum as well.
    """
    listed = words(tokens.language)
    row = [w for w in tokens.words[run.first : run.last + 1] if w in listed or w not in FILLERS]
    if run.mistyped > MOST_MISTYPED:
        return False
    if tokens.language not in LATIN:
        return run.mistyped == 1 and len(row) in LENGTHS
    choices = [[word] if word in listed else sorted(near(word, listed)) for word in row]
    mended = (
        phrase
        for length in LENGTHS
        for start in range(min(len(row) - length + 1, _MOST_WORDS_BESIDE))
        for phrase in product(*choices[start : start + length])
    )
    right = (is_checksum_right(phrase, tokens.language) for phrase in islice(mended, _MOST_MENDED))
    return any(right)


def _repeats(listed: Sequence[str]) -> bool:
    """Return whether more words come twice than chance allows among 2,048."""
    return len(listed) - len(set(listed)) > 1 + len(listed) // 12


def _evenness(run: Run, tokens: Tokens) -> float:
    """Return which part of the words stands apart in one manner, as in a list and not in prose.

    Commas here and "and" there are a sentence; numbers do not count, whatever their value.
    """
    _, gaps = tokens.gaps(run)
    return max(map(gaps.count, set(gaps)), default=0) / max(1, len(gaps))


def _has_words_between(run: Run, tokens: Tokens) -> bool:
    """Return whether here and there a word stands between two: a list has it before the last."""
    _, gaps = tokens.gaps(run)
    worded = sum(_WORD.search(gap) is not None for gap in gaps[:-1])
    return 0 < worded < len(gaps) // 2


def has_checksum(listed: Sequence[str], language: str) -> bool:
    """Return whether a part of the words is a right phrase; the first sixty are looked at.

    One window in sixteen is right by chance, so none with words that come again and again.
    """
    right = right_parts(listed[:LONGEST_CHECKED], language)
    return any(not _repeats(part) for part in right)


def _is_sorted(listed: Sequence[str]) -> bool:
    """Return whether words stand in the alphabet's order: a page of the list, not a phrase."""
    return all(one < two for one, two in pairwise(listed))


def _is_numbered(run: Run, tokens: Tokens) -> bool:
    """Return whether the words have numbers that count up before them."""
    numbers: list[int] = []
    if _DIGIT.search(tokens.text, *tokens.place(run)) is None:
        return False
    for index in range(run.first, run.last + 1):
        before = tokens.spans[index - 1][1] if index else 0
        start = tokens.spans[index][0]
        number = _NUMBER_BEFORE.search(tokens.text[max(before, start - 16) : start])
        if number:
            numbers.append(int(number[1]))
    ups = sum(two - one == 1 for one, two in pairwise(numbers))
    return ups >= FEWEST - 1
