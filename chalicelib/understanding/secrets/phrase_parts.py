"""The parts of a run that is no phrase as a whole: one may stand beside a lesson or a row of tags.

They are parted at the ends of lines, where what stands between the words becomes another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chalicelib.understanding.secrets.phrase_judgement import ENOUGH, FEWEST, has_checksum, level
from chalicelib.understanding.secrets.phrase_runs import Run
from chalicelib.understanding.secrets.phrase_tokens import Tokens
from chalicelib.understanding.secrets.plain_words import FILLERS
from chalicelib.understanding.secrets.word_lists import words

_NOT_A_MARK = re.compile(r"[\s\d]+")
_BLANK = 2


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands between two words: its marks, and how many lines end there, two at the most."""

    marks: str
    ends: int


def phrases_beside(run: Run, tokens: Tokens) -> Iterator[tuple[Run, str]]:
    """Yield the parts of a run that are phrases by themselves, and how sure that is.

    More is asked of them than of a run: a right checksum, or a word for a phrase near it.
    """
    if tokens.counted or run.listed <= ENOUGH or "\n" not in tokens.text[slice(*tokens.place(run))]:
        return
    for part in _parts(run, tokens):
        if has_checksum(tokens.listed_in(part), tokens.language) or tokens.has_cue(part):
            sure = level(part, tokens)
            if sure is not None:
                yield part, sure


def _parts(run: Run, tokens: Tokens) -> Iterator[Run]:
    listed = words(tokens.language)
    counted = [
        index
        for index in range(run.first, run.last + 1)
        if tokens.words[index] in listed or tokens.words[index] not in FILLERS
    ]
    gaps = [_gap(tokens, one, two) for one, two in pairwise(counted)]
    breaks = [place + 1 for place in _breaks(gaps)]
    for begin, end in pairwise((0, *breaks, len(counted)) if breaks else ()):
        first, last = counted[begin], counted[end - 1]
        known = len(tokens.listed_in(Run(first, last, 0)))
        if known >= FEWEST:
            yield Run(first, last, known, end - begin - known)


def _gap(tokens: Tokens, one: int, two: int) -> _Gap:
    between = tokens.text[tokens.spans[one][1] : tokens.spans[two][0]]
    marks = between.strip()
    if len(marks) > 1 or marks.isdecimal():
        marks = _NOT_A_MARK.sub("", marks)
    return _Gap(marks, min(_BLANK, between.count("\n")))


def _breaks(gaps: Sequence[_Gap]) -> Iterator[int]:
    """Yield which gaps part a run: ends of lines that are of another sort than the gaps around.

    Or the ends of a line that is long enough for a phrase: one in rows has but some words in each.
    """
    ends = [place for place, gap in enumerate(gaps) if gap.ends]
    around = zip([-1, *ends], ends, [*ends[1:], len(gaps)], strict=False)
    for before, place, after in around:
        if not 0 < place < len(gaps) - 1:
            continue
        if max(place - before, after - place) >= ENOUGH or _is_another(
            gaps[place - 1], gaps[place], gaps[place + 1]
        ):
            yield place


def _is_another(before: _Gap, gap: _Gap, after: _Gap) -> bool:
    """Return whether the end of a line parts the words before from those after it.

    Of two ends of lines side by side, the one that is as those before or after it parts nothing.
    """
    if gap == before and after.ends:
        return False
    if gap == after and before.ends and gap.marks == before.marks:
        return False
    if before != after or gap.marks != before.marks:
        return True
    return before.ends < gap.ends == _BLANK
