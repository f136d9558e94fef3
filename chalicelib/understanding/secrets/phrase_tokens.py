"""The words of a text as one word list sees them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chalicelib.understanding.secrets import phrase_cues
from chalicelib.understanding.secrets.phrase_runs import Run
from chalicelib.understanding.secrets.plain_words import FILLERS
from chalicelib.understanding.secrets.word_lists import LENGTHS, words

LONGEST_CHECKED = 60
"""Words of a run: no phrase has more."""
_NOT_A_MARK = re.compile(r"[\s\d]+")
_NEAR_BEFORE, _NEAR_AFTER = 50, 25
"""Words: there are no more in the characters that are looked at."""


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """Words of a text, where they stand, and the list they are looked up in.

    `counted`: the text counts them in words, and what counts is not among them.
    `talks_of_phrases`: one of the words for a recovery phrase is in the text at all.
    `talks_in_script`: one in another script than the Latin is.
    `cues`: 1 for words that are of a Latin word for one, 0 for others, if that is known.
    """

    text: str
    folded: str
    words: Sequence[str]
    find_spans: Callable[[], Sequence[tuple[int, int]]]
    language: str
    counted: bool = False
    talks_of_phrases: bool = True
    talks_in_script: bool = False
    cues: bytes | None = None

    @functools.cached_property
    def spans(self) -> Sequence[tuple[int, int]]:
        """Where each word stands; found when the words by themselves may be a phrase."""
        return self.find_spans()

    @functools.cached_property
    def _gaps(self) -> dict[tuple[int, int], tuple[Sequence[int], Sequence[str]]]:
        """What was told of runs already: a run is asked for again and again."""
        return {}

    @functools.cached_property
    def _cued(self) -> dict[Run, bool]:
        """Whether runs have a cue, which is asked again and again as well."""
        return {}

    def gaps(self, run: Run) -> tuple[Sequence[int], Sequence[str]]:
        """Return the places of a run's words that are no fillers, and what stands between them.

        That is without digits and spaces, and of the first sixty words at most.
        """
        end = min(run.last + 1, run.first + LONGEST_CHECKED)
        known = self._gaps.get((run.first, end))
        if known is None:
            listed = words(self.language)
            places = [
                index
                for index, word in enumerate(self.words[run.first : end], run.first)
                if word not in FILLERS or word in listed
            ]
            gaps = [self._marks_between(one, two) for one, two in pairwise(places)]
            known = self._gaps[run.first, end] = (places, gaps)
        return known

    def _marks_between(self, one: int, two: int) -> str:
        between = self.text[self.spans[one][1] : self.spans[two][0]]
        return "" if between.isspace() else _NOT_A_MARK.sub("", between)

    def place(self, run: Run) -> tuple[int, int]:
        """Return where a run begins and ends."""
        return self.spans[run.first][0], self.spans[run.last][1]

    def is_named(self, run: Run) -> bool:
        """Return whether the words around a run call it more than words."""
        start, end = self.place(run)
        return self.has_cue(run) and (
            self.counted
            or phrase_cues.is_named_in_full(self.folded, start, end, self.spans[run.first][1])
        )

    def has_cue(self, run: Run) -> bool:
        """Return whether the words around a run call it a recovery phrase.

        The cue's own last word may be listed, and then begins the run.
        """
        if self.counted or not self.talks_of_phrases:
            return self.counted
        known = self._cued.get(run)
        if known is None:
            known = self._cued[run] = self._is_cued(run)
        return known

    def _is_cued(self, run: Run) -> bool:
        if self.cues is not None and not self.talks_in_script:
            near = self.cues[max(0, run.first - _NEAR_BEFORE) : run.last + _NEAR_AFTER]
            if 1 not in near:
                return False
        start, end = self.place(run)
        place = self.folded, start, end, self.spans[run.first][1]
        if self._has_length(run):
            return phrase_cues.is_near(*place)
        return phrase_cues.is_named(*place)

    def _has_length(self, run: Run) -> bool:
        """Return whether a run has the words of a phrase, not counting a cue that begins it."""
        led = sum(word in phrase_cues.WORDS for word in self.words[run.first : run.first + 2])
        count = run.mistyped + sum(word not in FILLERS for word in self.listed_in(run))
        return any(n in LENGTHS for n in (run.length, *range(count - led, count + 1)))

    def listed_in(self, run: Run) -> list[str]:
        """Return the listed words of a run."""
        listed = words(self.language)
        return [word for word in self.words[run.first : run.last + 1] if word in listed]
