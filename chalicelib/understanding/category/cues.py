"""The policy's cues found in a text. Pure.

The cues are data (policy/cues); here is only when one counts: a phrase of it stands in a sentence,
one that must stand beside it in the same sentence, none that speaks against it there, and none
that speaks against it anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.understanding.wording.lexicon import Lexicon, ListedCue, Speaker
from chalicelib.understanding.wording.listening import Found, Said

_SUBJECT_FACTOR = 1.3
"""A subject says in few words what a mail is about."""


class Met(NamedTuple):
    """A cue that counts in a text, by which phrase of its table, and what it weighs there."""

    cue: ListedCue
    speaker: Speaker[ListedCue]
    table: Lexicon
    weight: float

    @property
    def phrase(self) -> str:
        """The phrase as the policy spells it."""
        return self.table.spelling(self.speaker.phrase)


def cues_met(said: Said) -> list[Met]:
    """Return the cues that count in a text, each once."""
    return [met for found in said.found for met in _met(found, said.of_subject)]


def _met(found: Found, of_subject: int) -> Iterable[Met]:
    table = found.table
    everywhere = set().union(*found.phrases.values())
    met: dict[int, Met] = {}
    done: set[int] = set()
    for place, here in found.phrases.items():
        factor = _SUBJECT_FACTOR if place < of_subject else 1.0
        new = sorted(here - done)
        done |= here
        for speakers in table.cues.for_(new):
            for speaker in speakers:
                phrase, number, cue, beside = speaker
                if number in met:
                    continue
                if beside is None or beside.allows(here, everywhere):
                    met[number] = Met(cue, speaker, table, cue.weight * factor)
                else:
                    done.discard(phrase)  # it may count in another sentence
    return met.values()


def weighed(met: Iterable[Met], categories: Iterable[str]) -> dict[str, float]:
    """Return the weight of each category's cues; one phrase counts once, by its heaviest cue.

    Languages borrow words: "refund" may stand in the lists of several.
    """
    heaviest: dict[tuple[str, str], float] = {}
    for one in met:
        key = (one.cue.category, one.table.phrases.folded(one.speaker.phrase))
        heaviest[key] = max(one.weight, heaviest.get(key, 0.0))
    found = dict.fromkeys(categories, 0.0)
    for (category, _), weight in heaviest.items():
        found[category] += weight
    return found
