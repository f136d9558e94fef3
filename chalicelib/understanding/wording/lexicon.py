"""The policy's phrases, numbered, with the cues and sayings they belong to; one table a language.

Pure. The policy is data: policy/cues has a file for each language; the "sayings" of mood.toml and
needs.toml are parted by script: those in Latin letters stand in the table of English, which is
always asked. A packaged policy brings the tables ready made; each is read when it is first needed,
so a start pays for few.
"""

from __future__ import annotations

import functools
import json
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from chalicelib.rules import Rules
from chalicelib.understanding.wording.phrases import BREAK, Phrases, read_phrases
from chalicelib.understanding.wording.written_in import LATIN, OWN_SCRIPT

PREPARED = "lexicon/"
"""What the names of tables begin with among what a package has prepared."""

FIRST_CHARACTER = 0x100
"""The character that stands for 0 in a row of numbers: JSON reads those before it slowly."""

APART = "|"
"""What parts the rows of numbers of a `Beside`."""

Kind = TypeVar("Kind")


class ListedCue(NamedTuple):
    """A cue (rules.Cue) of a category, without its phrases."""

    category: str
    weight: float
    subtype: str | None
    raises: str | None
    eases: str | None


class ListedSaying(NamedTuple):
    """A saying (rules.Saying) without its phrases."""

    meaning: str
    weight: int


class Beside(NamedTuple):
    """On what it depends whether a cue or saying counts where a phrase of it stands.

    The numbers of phrases: one of `together` must stand in the same sentence, if there are any,
    none of `unless` there, and none of `nowhere` in the whole text.
    """

    together: frozenset[int]
    unless: frozenset[int]
    nowhere: frozenset[int]

    def allows(self, here: Set[int], everywhere: Set[int]) -> bool:
        """Return whether it counts in a sentence of a text."""
        together, unless, nowhere = self
        return not (
            (unless and not unless.isdisjoint(here))
            or (together and together.isdisjoint(here))
            or (nowhere and not nowhere.isdisjoint(everywhere))
        )


class Speaker(NamedTuple, Generic[Kind]):
    """A cue or saying as one of its phrases leads to it; `beside` is None where it always counts.

    `number` is its place in the table.
    """

    phrase: int
    number: int
    kind: Kind
    beside: Beside | None


class Speakers(dict[int, tuple[Speaker[Kind], ...]]):
    """Phrase → what it speaks for; made for each phrase when a text first has it.

    `owners` has for each phrase the number of its cue (or saying) plus one, 0 for none, each more
    by `FIRST_CHARACTER`; phrases of several are in `several`. `kinds` has what each number is,
    `beside` on what those depend that do not always count.
    """

    def __init__(
        self,
        owners: Sequence[int],
        several: Mapping[int, Sequence[int]],
        kinds: Sequence[Kind],
        beside: Mapping[int, str],
    ) -> None:
        super().__init__()
        self._owners = owners
        self._several = several
        self._kinds = kinds
        self._beside = beside

    def __missing__(self, phrase: int) -> tuple[Speaker[Kind], ...]:
        owner = self._owners[phrase] - FIRST_CHARACTER
        numbers = self._several.get(phrase) or ((owner - 1,) if owner else ())
        found = tuple(
            Speaker(phrase, number, self._kinds[number], self._beside_of(number))
            for number in numbers
        )
        self[phrase] = found
        return found

    def _beside_of(self, number: int) -> Beside | None:
        written = self._beside.get(number)
        if written is None:
            return None
        return Beside(*(frozenset(_numbers(row)) for row in written.split(APART)))

    def for_(self, phrases: Iterable[int]) -> Iterator[tuple[Speaker[Kind], ...]]:
        """Return, for those phrases that speak for something, what they speak for."""
        return filter(None, map(self.__getitem__, phrases))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One table: its phrases, and the cues and sayings these speak for.

    `spelt` are the phrases as the policy spells them, empty for those of sayings.
    """

    phrases: Phrases
    spelt: str
    cues: Speakers[ListedCue]
    sayings: Speakers[ListedSaying]

    def spelling(self, phrase: int) -> str:
        """Return a phrase of a cue as the policy spells it."""
        return _lines(self.spelt)[phrase]


@functools.lru_cache(maxsize=64)
def lexicon(rules: Rules, name: str) -> Lexicon:
    """Return one table of a policy, made once for each."""
    made = rules.prepared.get(PREPARED + name)
    return _read(_made(rules, name) if made is None else json.loads(bytes(made)))


@functools.lru_cache(maxsize=4)
def names(rules: Rules) -> tuple[str, ...]:
    """Return the names of a policy's tables, in order."""
    made = [name[len(PREPARED) :] for name in rules.prepared if name.startswith(PREPARED)]
    languages = {cue.language for category in rules.categories.values() for cue in category.cues}
    return tuple(sorted(made or {LATIN, *OWN_SCRIPT, *languages}))


def _made(rules: Rules, name: str) -> Mapping[str, Any]:
    """Return a table made of the policy's words; a package has no need of how."""
    from chalicelib.understanding.wording.listing import make_table

    return make_table(rules, name)


def _read(made: Mapping[str, Any]) -> Lexicon:
    """Return a table as `listing.make_table` makes it; whatever costs time was done there."""
    return Lexicon(
        phrases=read_phrases(made["phrases"]),
        spelt=made["spelt"],
        cues=_speakers(made["cues"], ListedCue),
        sayings=_speakers(made["sayings"], ListedSaying),
    )


def _speakers(made: Mapping[str, Any], kind: Callable[..., Kind]) -> Speakers[Kind]:
    different = [kind(*row) for row in made["kinds"]]
    beside = made["beside"].split(BREAK) if made["dependent"] else ()
    return Speakers(
        owners=_characters(made["owners"]),
        several=dict(made["several"]),
        kinds=[different[place] for place in _numbers(made["listed"])],
        beside=dict(zip(_numbers(made["dependent"]), beside, strict=True)),
    )


def _numbers(row: str) -> list[int]:
    return [number - FIRST_CHARACTER for number in _characters(row)]


def _characters(row: str) -> array[int]:
    """Return the characters of a row of numbers: each `FIRST_CHARACTER` more than the number."""
    found = array("H", row.encode("utf-16-le"))
    if sys.byteorder == "big":
        found.byteswap()
    return found


@functools.lru_cache(maxsize=32)
def _lines(spelt: str) -> Sequence[str]:
    return spelt.split(BREAK)
