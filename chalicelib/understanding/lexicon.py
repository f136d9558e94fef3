"""The policy's phrases, numbered, with the cues and sayings they belong to; one table a language.

Pure. The policy is data: policy/cues has a file for each language; mood.toml and needs.toml are the
"sayings", parted by script. A message is searched once (`listen`) by the tables of the languages it
may be in; what was found is asked by the cues of categories and by the sayings. A packaged policy
brings the tables ready made; each is read when it is first needed, so a start pays for few.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from chalicelib.rules import Cue, Rules, Saying
from chalicelib.understanding.folding import sentences
from chalicelib.understanding.phrases import Phrases, Some, filed, fold_phrase, some, units_in

_SAYINGS = "sayings"
"""The table of moods, intents and needs in Latin letters; other scripts have one of their own."""

_PREPARED = "lexicon/"
_NOTHING: frozenset[int] = frozenset()
_MOST_HEARD = 2_000
"""Characters in which people say how they feel and what they want; logs and threads follow."""

_ALWAYS = frozenset({_SAYINGS, "en"})
_BY_SCRIPT = (
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_OWN_SCRIPT = frozenset(language for language, _ in _BY_SCRIPT)
_SAYINGS_OF = {
    **{language: f"{_SAYINGS}-{language}" for language in _OWN_SCRIPT},
    "ja": f"{_SAYINGS}-zh",  # both write Han characters
}
_CLEAR = 0.9
"""A language told less clearly than this may be any that is written in Latin letters."""


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
    """A saying (rules.Saying), its phrases as numbers of the table."""

    meaning: str
    weight: int
    phrases: Sequence[int]
    together: Sequence[int]
    unless: Sequence[int]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One table. `cues_of` and `sayings_of` lead from a phrase to what it speaks for.

    `written` are the phrases as the policy spells them.
    """

    phrases: Phrases
    written: Sequence[str]
    cues: Sequence[ListedCue]
    cues_of: Sequence[Some]
    sayings: Sequence[ListedSaying]
    sayings_of: Sequence[Some]


@dataclass(frozen=True, slots=True)
class Found:
    """What one table has of a text: the numbers of its phrases in each sentence."""

    table: Lexicon
    phrases: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A text's folded sentences and what each table has of them.

    The first `of_subject` sentences are the subject's.
    """

    sentences: tuple[str, ...]
    found: tuple[Found, ...]
    of_subject: int = 0

    def part(self, start: int, stop: int) -> Said:
        """Return some of the sentences, as a text without a subject."""
        found = (Found(one.table, one.phrases[start:stop]) for one in self.found)
        return Said(self.sentences[start:stop], tuple(found))


def listen(subject: str, text: str, rules: Rules, languages: Iterable[str] | None = None) -> Said:
    """Return what a message says in the policy's phrases.

    Args:
        subject: the subject, possibly empty.
        text: the body, without quotes.
        rules: the policy.
        languages: the tables to ask (`languages_of`); None asks all.
    """
    first = sentences(subject)
    said = (*first, *sentences(text))
    units = [units_in(sentence) for sentence in said]
    heard = _how_many(said, _MOST_HEARD)
    found = []
    for name in _names(rules) if languages is None else sorted(languages):
        table = lexicon(rules, name)
        stop = heard if table.sayings else len(said)
        phrases = tuple(map(table.phrases.within, said[:stop], units))
        if any(phrases):
            found.append(Found(table, (*phrases, *[_NOTHING] * (len(said) - stop))))
    return Said(said, tuple(found), len(first))


def _how_many(said: Sequence[str], room: int) -> int:
    """Return how many sentences have so many characters, the last one whole."""
    for place, sentence in enumerate(said):
        if room <= 0:
            return place
        room -= len(sentence)
    return len(said)


def languages_of(text: str, locale: str, confidence: float, rules: Rules) -> frozenset[str]:
    """Return the tables to ask about a text: those of the languages it may be in.

    Args:
        text: subject and body.
        locale: the language it was taken for.
        confidence: how clearly, 0..1.
        rules: the policy.
    """
    names = _names(rules)
    language = locale.partition("-")[0]
    wanted = {language}
    if not text.isascii():
        scripts = [own for own, letters in _BY_SCRIPT if letters.search(text)]
        wanted.update(*((own, _SAYINGS_OF[own]) for own in scripts))
    if confidence < _CLEAR and language not in _OWN_SCRIPT:
        wanted.update(name for name in names if name not in _OWN_SCRIPT)
    return frozenset(names) & (wanted | _ALWAYS)


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
        for name in _names(rules)
    }


@functools.lru_cache(maxsize=4)
def _names(rules: Rules) -> tuple[str, ...]:
    """Return the names of a policy's tables, in order."""
    made = [name[len(_PREPARED) :] for name in rules.prepared if name.startswith(_PREPARED)]
    languages = {cue.language for category in rules.categories.values() for cue in category.cues}
    return tuple(sorted(made or {_SAYINGS, *_SAYINGS_OF.values(), *languages}))


def _read(made: Mapping[str, Any]) -> Lexicon:
    """Return a table as JSON holds it; whatever costs time was done when it was made."""
    return Lexicon(
        phrases=Phrases(made["folded"], made["by_unit"]),
        written=made["written"],
        cues=[ListedCue(*row) for row in made["cues"]],
        cues_of=made["cues_of"],
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
    sayings = [
        ListedSaying(
            meaning=saying.meaning,
            weight=saying.weight,
            phrases=numbers.of(saying.phrases),
            together=numbers.of(saying.together),
            unless=numbers.of(saying.unless),
        )
        for saying in _sayings_in(rules, name)
    ]
    folded = list(numbers.folded)
    return {
        "folded": folded,
        "written": numbers.written if cues else [],
        "by_unit": filed(folded),
        "cues": cues,
        "cues_of": _by_phrase([cue.phrases for cue in cues], len(folded)) if cues else [],
        "sayings": sayings,
        "sayings_of": _by_phrase([one.phrases for one in sayings], len(folded)) if sayings else [],
    }


def _sayings_in(rules: Rules, name: str) -> list[Saying]:
    """Return what a table of sayings holds: the words of its script, of every saying that has some.

    What stands beside them or speaks against them may be in Latin letters as well.
    """
    own = [(saying, _in_table(saying.phrases, name)) for saying in rules.sayings]
    return [
        replace(
            saying,
            phrases=phrases,
            together=_in_table(saying.together, name, _SAYINGS),
            unless=_in_table(saying.unless, name, _SAYINGS),
        )
        for saying, phrases in own
        if phrases and (not saying.together or _in_table(saying.together, name, _SAYINGS))
    ]


def _in_table(phrases: Iterable[str], *names: str) -> tuple[str, ...]:
    return tuple(one for one in phrases if _table_of(one) in names)


def _table_of(phrase: str) -> str:
    """Return the table of sayings a phrase belongs to by its letters."""
    return next(
        (_SAYINGS_OF[own] for own, letters in _BY_SCRIPT if letters.search(phrase)), _SAYINGS
    )


def _by_phrase(phrases: Iterable[Sequence[int]], count: int) -> list[Some]:
    """Return, for each phrase, the places of those it speaks for."""
    found: list[list[int]] = [[] for _ in range(count)]
    for place, numbers in enumerate(phrases):
        for number in numbers:
            found[number].append(place)
    return [some(places) for places in found]


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
