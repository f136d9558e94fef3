"""The tables of the lexicon, made of the policy's words. Pure.

A packaged policy brings them ready made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from chalicelib.rules import Cue, Rules, Saying
from chalicelib.understanding.wording.filing import file_phrases, fold_phrase
from chalicelib.understanding.wording.lexicon import (
    APART,
    FIRST_CHARACTER,
    PREPARED,
    ListedCue,
    ListedSaying,
    names,
)
from chalicelib.understanding.wording.phrases import BREAK
from chalicelib.understanding.wording.written_in import table_of, tables_beside


def prepare(rules: Rules) -> dict[str, bytes]:
    """Return all tables, for `Rules.prepared`."""
    return {
        PREPARED + name: json.dumps(
            make_table(rules, name), ensure_ascii=False, separators=(",", ":")
        ).encode("utf-8")
        for name in names(rules)
    }


def make_table(rules: Rules, name: str) -> dict[str, Any]:
    """Return one table, as `lexicon` reads it from JSON."""
    cues = [
        (category.id, cue)
        for category in rules.categories.values()
        for cue in category.cues
        if cue.language == name
    ]
    sayings = _sayings_in(rules, name)
    spelt = _spelt(cue for _, cue in cues)
    folded = [*spelt, *_folded_in(sayings)]
    filed = file_phrases(folded)
    numbers = filed.numbers
    return {
        "phrases": filed.document,
        "spelt": BREAK.join(
            spelt.get(phrase, "") for phrase in sorted(numbers, key=numbers.__getitem__)
        ),
        "cues": _listed(
            kinds=[_kind_of_cue(category, cue) for category, cue in cues],
            phrases=[_numbered(cue.phrases, numbers) for _, cue in cues],
            beside=[
                [_numbered(some, numbers) for some in (cue.together, cue.unless, cue.nowhere)]
                for _, cue in cues
            ],
            count=len(numbers),
        ),
        "sayings": _listed(
            kinds=[ListedSaying(one.meaning, one.weight) for one in sayings],
            phrases=[_numbered(one.phrases, numbers) for one in sayings],
            beside=[
                [_numbered(some, numbers) for some in (one.together, one.unless, ())]
                for one in sayings
            ],
            count=len(numbers),
        ),
    }


def _kind_of_cue(category: str, cue: Cue) -> ListedCue:
    return ListedCue(category, cue.weight, cue.subtype, cue.raises, cue.eases)


def _listed(
    *,
    kinds: Sequence[tuple[Any, ...]],
    phrases: Sequence[Sequence[int]],
    beside: Sequence[Sequence[Sequence[int]]],
    count: int,
) -> dict[str, Any]:
    """Return cues or sayings as a table holds them; many are of one kind."""
    different = list(dict.fromkeys(kinds))
    owners = _by_phrase(phrases, count)
    return {
        "kinds": different,
        "listed": _characters(different.index(kind) for kind in kinds),
        "owners": _characters(places[0] + 1 if places else 0 for places in owners),
        "several": [[phrase, places] for phrase, places in enumerate(owners) if len(places) > 1],
        "dependent": _characters(place for place, one in enumerate(beside) if any(one)),
        "beside": BREAK.join(APART.join(map(_characters, one)) for one in beside if any(one)),
    }


def _characters(numbers: Iterable[int]) -> str:
    return "".join(chr(FIRST_CHARACTER + number) for number in numbers)


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


def _spelt(cues: Iterable[Cue]) -> dict[str, str]:
    """Return the folded phrases of cues as the policy spells them; what comes first is kept."""
    found: dict[str, str] = {}
    for cue in cues:
        for phrase in (*cue.phrases, *cue.together, *cue.unless, *cue.nowhere):
            found.setdefault(fold_phrase(phrase), " ".join(phrase.split()))
    return found


def _folded_in(sayings: Iterable[Saying]) -> list[str]:
    return [
        fold_phrase(phrase)
        for saying in sayings
        for phrase in (*saying.phrases, *saying.together, *saying.unless)
    ]


def _numbered(phrases: Iterable[str], numbers: Mapping[str, int]) -> list[int]:
    return sorted({numbers[fold_phrase(phrase)] for phrase in phrases})


def _by_phrase(phrases: Iterable[Sequence[int]], count: int) -> list[list[int]]:
    """Return, for each phrase, the places of those it speaks for."""
    found: list[list[int]] = [[] for _ in range(count)]
    for place, numbers in enumerate(phrases):
        for number in numbers:
            found[number].append(place)
    return found
