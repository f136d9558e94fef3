"""The policy's phrases, numbered, with the cues and sayings they belong to; one table a language.

Pure. The policy is data: policy/cues has a file for each language; the "sayings" of mood.toml and
needs.toml are parted by script: those in Latin letters stand in the table of English, which is
always asked. A packaged policy brings the tables ready made; each is read when it is first needed,
so a start pays for few.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from chalicelib.rules import Cue, Rules, Saying
from chalicelib.understanding.wording.phrases import Phrases, filed, fold_phrase, read_phrases
from chalicelib.understanding.wording.written_in import LATIN, OWN_SCRIPT, table_of, tables_beside

_PREPARED = "lexicon/"
_BREAK = "\n"  # no phrase has one

Some = int | Sequence[int]
"""Numbers: one alone, which most are, or several; reading thousands of lists is slow.

They are parted where they are used: a call for each phrase of a text would cost more than the rest.
"""


class ListedCue(NamedTuple):
    """A cue (rules.Cue) of a category, its phrases as numbers of the table."""

    category: str
    weight: float
    subtype: str | None
    raises: str | None
    eases: str | None
    phrases: Sequence[int]
    together: Sequence[int]
    unless: Sequence[int]
    nowhere: Sequence[int]


class ListedSaying(NamedTuple):
    """A saying (rules.Saying) without its phrases, what stands beside them as numbers."""

    meaning: str
    weight: int
    together: Sequence[int]
    unless: Sequence[int]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One table. `cues_of` and `sayings_of` lead from a phrase to what it speaks for.

    `written` are the phrases of cues, whose numbers come first, as the policy spells them.
    """

    phrases: Phrases
    written: Sequence[str]
    cues: Sequence[ListedCue]
    cues_of: Sequence[Some]
    sayings: Sequence[ListedSaying]
    sayings_of: Sequence[Some]


@functools.lru_cache(maxsize=64)
def lexicon(rules: Rules, name: str) -> Lexicon:
    """Return one table of a policy, made once for each."""
    made = rules.prepared.get(_PREPARED + name)
    return _read(_made(rules, name) if made is None else json.loads(bytes(made)))


def prepare(rules: Rules) -> dict[str, bytes]:
    """Return all tables, for `Rules.prepared`."""
    return {
        _PREPARED + name: json.dumps(
            _made(rules, name), ensure_ascii=False, separators=(",", ":")
        ).encode("utf-8")
        for name in names(rules)
    }


@functools.lru_cache(maxsize=4)
def names(rules: Rules) -> tuple[str, ...]:
    """Return the names of a policy's tables, in order."""
    made = [name[len(_PREPARED) :] for name in rules.prepared if name.startswith(_PREPARED)]
    languages = {cue.language for category in rules.categories.values() for cue in category.cues}
    return tuple(sorted(made or {LATIN, *OWN_SCRIPT, *languages}))


def _read(made: Mapping[str, Any]) -> Lexicon:
    """Return a table as JSON holds it; whatever costs time was done when it was made."""
    phrases = read_phrases(made["phrases"])
    return Lexicon(
        phrases=phrases,
        written=made["written"].split(_BREAK),
        cues=[ListedCue(*row) for row in made["cues"]],
        cues_of=[*made["cues_of"], *[()] * (len(phrases.folded) - len(made["cues_of"]))],
        sayings=[ListedSaying(*row) for row in made["sayings"]],
        sayings_of=made["sayings_of"],
    )


def _made(rules: Rules, name: str) -> dict[str, Any]:
    numbers = _Numbers()
    cues = [
        _listed(category.id, cue, numbers)
        for category in rules.categories.values()
        for cue in category.cues
        if cue.language == name
    ]
    of_cues = len(numbers.folded)
    told = [
        (numbers.of(saying.phrases), _told(saying, numbers)) for saying in _sayings_in(rules, name)
    ]
    folded = list(numbers.folded)
    return {
        "phrases": filed(folded),
        "written": _BREAK.join(numbers.written[:of_cues]),
        "cues": cues,
        "cues_of": _by_phrase([cue.phrases for cue in cues], of_cues),
        "sayings": [saying for _, saying in told],
        "sayings_of": _by_phrase([phrases for phrases, _ in told], len(folded)),
    }


def _told(saying: Saying, numbers: _Numbers) -> ListedSaying:
    return ListedSaying(
        meaning=saying.meaning,
        weight=saying.weight,
        together=numbers.of(saying.together),
        unless=numbers.of(saying.unless),
    )


def _sayings_in(rules: Rules, name: str) -> list[Saying]:
    """Return the sayings in the script of a table: of every one its words there.

    What stands beside them or speaks against them may be in Latin letters as well.
    """
    beside = tables_beside(name)
    own = [(saying, _in_tables(saying.phrases, {name})) for saying in rules.sayings]
    return [
        replace(
            saying,
            phrases=phrases,
            together=_in_tables(saying.together, beside),
            unless=_in_tables(saying.unless, beside),
        )
        for saying, phrases in own
        if phrases and (not saying.together or _in_tables(saying.together, beside))
    ]


def _in_tables(phrases: Iterable[str], tables: Set[str]) -> tuple[str, ...]:
    return tuple(one for one in phrases if table_of(one) in tables)


def _by_phrase(phrases: Iterable[Sequence[int]], count: int) -> list[Some]:
    """Return, for each phrase, the places of those it speaks for."""
    found: list[list[int]] = [[] for _ in range(count)]
    for place, numbers in enumerate(phrases):
        for number in numbers:
            found[number].append(place)
    return [places[0] if len(places) == 1 else places for places in found]


def _listed(category: str, cue: Cue, numbers: _Numbers) -> ListedCue:
    return ListedCue(
        category=category,
        weight=cue.weight,
        subtype=cue.subtype,
        raises=cue.raises,
        eases=cue.eases,
        phrases=numbers.of(cue.phrases),
        together=numbers.of(cue.together),
        unless=numbers.of(cue.unless),
        nowhere=numbers.of(cue.nowhere),
    )


class _Numbers:
    """Numbers phrases as they come: the same number for what folds to the same."""

    def __init__(self) -> None:
        self.folded: dict[str, int] = {}
        self.written: list[str] = []

    def of(self, phrases: Iterable[str]) -> list[int]:
        """Return the numbers of some phrases, each once, in order."""
        found = set()
        for phrase in phrases:
            folded = fold_phrase(phrase)
            if folded not in self.folded:
                self.folded[folded] = len(self.folded)
                self.written.append(" ".join(phrase.split()))
            found.add(self.folded[folded])
        return sorted(found)
