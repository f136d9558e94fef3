"""Recovery phrases whose words are written apart, in every script but Chinese characters.

Twelve listed words in a row are a phrase: people's longest row by chance is ten in half a million
words. Fewer, or with words mistyped, need more to say so: a cue before them, or numbers.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chalicelib.understanding.secrets import phrase_cues
from chalicelib.understanding.secrets.phrase_runs import (
    COMMON,
    FILLERS,
    Run,
    bridged,
    classes,
    is_near,
    solid_runs,
)
from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import CERTAIN, LIKELY, SecretSpan
from chalicelib.understanding.secrets.word_lists import (
    LATIN,
    LENGTHS,
    is_checksum_right,
    words,
)

KIND = "recovery_phrase"
_ENOUGH = 12
_FEWEST = 9
_FEWEST_DISTINCT = 8
_LONGEST_CHECKED = 60
_WIDEST_GAP = 4
_MANY = 3
_MOST_EDGES = 50
_LEAST_PART = 5
_WIDEST_BETWEEN_PARTS = 9
_MOST_MISTYPED = 2
_MOST_LEFT = 8
_EVEN = 0.75
_NO_MARK = re.compile(r"[\w\s]+")
_SUSPICIOUS = b"\x01" * 4
_WINDOW = 13
_WORD = re.compile(r"[^\W\d_]+|\ufdd0+")
_LEAD = re.compile(
    r"(?:[(\[#]?\d{1,2}\s{0,2}[.):\-–、．\]]{0,2}\s{0,3}|[-*•·>]\s{0,3}|[\"'“]){1,3}$"
)
_LONGEST_LEAD = 12
_NUMBER_BEFORE = re.compile(r"(\d{1,2})\D{0,8}$")
_SCRIPTS = (  # list, from, to
    ("russian", "А", "я"),
    ("japanese", "ぁ", "ゖ"),
    ("korean", "가", "힣"),
)


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The words of a text, where they stand, and the list they are looked up in."""

    text: str
    folded: str
    words: Sequence[str]
    spans: Sequence[tuple[int, int]]
    language: str

    def place(self, run: Run) -> tuple[int, int]:
        """Return where a run begins and ends."""
        return self.spans[run.first][0], self.spans[run.last][1]

    def has_cue(self, run: Run) -> bool:
        """Return whether the words around a run call it a recovery phrase."""
        return phrase_cues.is_near(self.folded, *self.place(run))

    def listed_in(self, run: Run) -> list[str]:
        """Return the listed words of a run."""
        listed = words(self.language)
        return [word for word in self.words[run.first : run.last + 1] if word in listed]


def find_phrases(searched: Searched) -> Iterator[SecretSpan]:
    """Yield the recovery phrases of words written apart."""
    text, folded = searched.text, searched.folded
    if _is_suspicious(searched.latin, _listed_or_filler(LATIN)):
        for language in LATIN:
            latin = _Tokens(text, folded, searched.latin, searched.latin_spans, language)
            yield from _in_list(latin)
    for language, first, last in _SCRIPTS:
        if not searched.has_script(first, last):
            continue
        found = _WORD.findall(folded)
        if _is_suspicious(found, _listed_or_filler((language,))):
            spans = [word.span() for word in _WORD.finditer(folded)]
            yield from _in_list(_Tokens(text, folded, found, spans, language))


def _is_suspicious(tokens: Sequence[str], listed: frozenset[str]) -> bool:
    """Return whether words need a closer look: four listed in a row among nine of thirteen.

    What may stand between the words of a phrase counts as listed.
    """
    flags = bytes(map(listed.__contains__, tokens))
    place = flags.find(_SUSPICIOUS)
    while place >= 0:
        for start in range(max(0, place - _WINDOW + len(_SUSPICIOUS)), place + 1):
            if flags.count(1, start, start + _WINDOW) >= _FEWEST:
                return True
        place = flags.find(_SUSPICIOUS, flags.find(0, place) + 1 or len(flags))
    return False


@functools.cache
def _listed_or_filler(languages: tuple[str, ...]) -> frozenset[str]:
    return FILLERS.union(*map(words, languages))


def _in_list(tokens: _Tokens) -> Iterator[SecretSpan]:
    kinds = classes(tokens.words, words(tokens.language))
    if kinds.count(b"w") < _FEWEST:
        return
    solid = list(solid_runs(kinds))
    runs = bridged(solid, tokens.words, _mistyped(tokens), _FEWEST)
    found = False
    for index, run in enumerate(run for run in runs if run.listed >= _FEWEST - 1):
        edged = _with_edges(run, tokens) if index < _MOST_EDGES else run
        whole = edged if edged.count in LENGTHS else run
        level = _level(whole, tokens)
        if level == LIKELY:
            whole = _extended(whole, solid, tokens)
        if level is not None:
            found = True
            yield _span(whole, tokens, level)
    if not found:
        yield from _in_parts(solid, tokens)


def _in_parts(solid: Sequence[Run], tokens: _Tokens) -> Iterator[SecretSpan]:
    """Yield phrases given in two parts: "the first six are … and the last six are …"."""
    parts = [run for run in solid if run.listed >= _LEAST_PART]
    for one, two in pairwise(parts[:_MOST_EDGES]):
        together = Run(one.first, two.last, one.listed + two.listed)
        if two.first - one.last > _WIDEST_BETWEEN_PARTS or together.listed < _ENOUGH - 1:
            continue
        distinct = set(tokens.listed_in(together))
        if len(distinct) >= _ENOUGH - 2 and phrase_cues.is_near(tokens.folded, *tokens.place(one)):
            yield _span(together, tokens, LIKELY)


def _mistyped(tokens: _Tokens) -> Callable[[str], bool]:
    """Return what tells a mistyped word; in other scripts any word will do near a cue."""
    listed = words(tokens.language)
    if tokens.language in LATIN:
        return lambda word: is_near(word, listed)
    has_cue = phrase_cues.OTHER.search(tokens.folded) is not None
    return lambda word: has_cue and "\ufdd0" not in word


def _with_edges(run: Run, tokens: _Tokens) -> Run:
    """Return the run with mistyped words at its ends, if they make it a phrase's length."""
    is_mistyped = _mistyped(tokens)
    for _ in range(_MOST_MISTYPED):
        if run.mistyped >= _MOST_MISTYPED or run.count in LENGTHS:
            break
        first, last = run.first, run.last
        if first and is_mistyped(tokens.words[first - 1]):
            first -= 1
        elif last + 1 < len(tokens.words) and is_mistyped(tokens.words[last + 1]):
            last += 1
        else:
            break
        run = Run(first, last, run.listed, run.mistyped + 1)
    return run


def _level(run: Run, tokens: _Tokens) -> str | None:
    """Return how sure it is that a run is a phrase, None when it is not."""
    listed = tokens.listed_in(run)
    if _has_checksum(listed, tokens.language):
        return CERTAIN
    if len(set(listed)) < _FEWEST_DISTINCT or run.listed < _FEWEST:
        return None
    if tokens.has_cue(run) or (run.listed > _FEWEST and _is_numbered(run, tokens)):
        return LIKELY
    if _is_sorted(listed) or _repeats(listed) or not _is_even(run, tokens):
        return None
    full = run.listed >= _ENOUGH or (run.count >= _ENOUGH and run.mistyped == 1)
    fits = run.mistyped <= _MOST_MISTYPED and run.count in LENGTHS
    return LIKELY if full or fits else None


def _repeats(listed: Sequence[str]) -> bool:
    """Return whether more words come twice than chance allows among 2,048."""
    return len(listed) - len(set(listed)) > 1 + len(listed) // 12


def _is_even(run: Run, tokens: _Tokens) -> bool:
    """Return whether the words stand apart in one manner, as in a list and not as in a program."""
    gaps = [
        _NO_MARK.sub("", tokens.text[tokens.spans[index][1] : tokens.spans[index + 1][0]])
        for index in range(run.first, min(run.last, run.first + _LONGEST_CHECKED))
    ]
    commonest = max(set(gaps), key=gaps.count)
    return gaps.count(commonest) >= len(gaps) * _EVEN


def _has_checksum(listed: Sequence[str], language: str) -> bool:
    """Return whether a part of the words is a right phrase; the first sixty are looked at."""
    listed = listed[:_LONGEST_CHECKED]
    return any(
        is_checksum_right(listed[start : start + length], language)
        for length in LENGTHS
        for start in range(len(listed) - length + 1)
        if len(set(listed[start : start + length])) > 1
    )


def _is_sorted(listed: Sequence[str]) -> bool:
    """Return whether words stand in the alphabet's order: a page of the list, not a phrase."""
    return all(one < two for one, two in pairwise(listed))


def _is_numbered(run: Run, tokens: _Tokens) -> bool:
    """Return whether the words have numbers that count up before them."""
    numbers = []
    for index in range(run.first, run.last + 1):
        before = tokens.spans[index - 1][1] if index else 0
        start = tokens.spans[index][0]
        number = _NUMBER_BEFORE.search(tokens.text[max(before, start - 16) : start])
        if number:
            numbers.append(int(number[1]))
    ups = sum(two - one == 1 for one, two in pairwise(numbers))
    return ups >= _FEWEST - 1


def _extended(run: Run, solid: Sequence[Run], tokens: _Tokens) -> Run:
    """Return the run with what is left of the phrase beyond words nobody can read."""
    after = bisect_right(solid, run.last, key=_first)
    before = bisect_left(solid, run.first, key=_first)
    for other in solid[after : after + _MOST_LEFT]:
        if other.first - run.last <= _WIDEST_GAP and _belongs(run, other, tokens):
            run = Run(run.first, other.last, run.listed + other.listed, run.mistyped)
    for other in solid[max(0, before - _MOST_LEFT) : before][::-1]:
        if run.first - other.last <= _WIDEST_GAP and _belongs(run, other, tokens):
            run = Run(other.first, run.last, run.listed + other.listed, run.mistyped)
    return run


def _first(run: Run) -> int:
    return run.first


def _belongs(run: Run, other: Run, tokens: _Tokens) -> bool:
    """Return whether three words or more are near, or so few as make a phrase's length."""
    if other.listed >= _MANY:
        return True
    first, last = min(run.first, other.first), max(run.last, other.last)
    between = tokens.words[min(run.last, other.last) + 1 : max(run.first, other.first)]
    fits = last - first + 1 in LENGTHS and run.count not in LENGTHS
    return fits and not any(word in COMMON for word in between)


def _span(run: Run, tokens: _Tokens, level: str) -> SecretSpan:
    start, end = tokens.place(run)
    lead = _LEAD.search(tokens.text[max(0, start - _LONGEST_LEAD) : start])
    return SecretSpan(KIND, level, start - len(lead[0]) if lead else start, end)
