"""How far a recovery phrase reaches: mistyped words at its ends, and what lies beyond a gap."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from chalicelib.understanding.secrets.phrase_judgement import MOST_MISTYPED
from chalicelib.understanding.secrets.phrase_runs import Run
from chalicelib.understanding.secrets.phrase_tokens import Tokens
from chalicelib.understanding.secrets.plain_words import COMMON
from chalicelib.understanding.secrets.span import SecretSpan
from chalicelib.understanding.secrets.word_lists import LENGTHS

KIND = "recovery_phrase"
_WIDEST_GAP = 4
_MANY = 3
_MOST_LEFT = 8
_LEAD = re.compile(
    r"(?:[(\[#]?\d{1,2}\s{0,2}[.):\-–、．\]]{0,2}\s{0,3}|[-*•·>]\s{0,3}|[\"'“]){1,3}$"
)
_LONGEST_LEAD = 12


def with_edges(run: Run, tokens: Tokens, is_mistyped: Callable[[str], bool]) -> Run:
    """Return the run with mistyped words at its ends, if they make it a phrase's length."""
    for _ in range(MOST_MISTYPED):
        if run.mistyped >= MOST_MISTYPED or run.length in LENGTHS:
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


def extended(run: Run, solid: Sequence[Run], tokens: Tokens) -> Run:
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


def _belongs(run: Run, other: Run, tokens: Tokens) -> bool:
    """Return whether three words or more are near, or so few as make a phrase's length."""
    if other.listed >= _MANY:
        return True
    first, last = min(run.first, other.first), max(run.last, other.last)
    between = tokens.words[min(run.last, other.last) + 1 : max(run.first, other.first)]
    fits = last - first + 1 in LENGTHS and run.length not in LENGTHS
    return fits and not any(word in COMMON for word in between)


def span(run: Run, tokens: Tokens, level: str) -> SecretSpan:
    """Return the place of a run with the number, bullet or quote before its first word."""
    start, end = tokens.place(run)
    lead = _LEAD.search(tokens.text[max(0, start - _LONGEST_LEAD) : start])
    return SecretSpan(KIND, level, start - len(lead[0]) if lead else start, end)
