"""What a message is about: cues found in it, weighed per category, with a confidence. Pure.

The cues are data (policy/categories.toml); here is only how they are matched and weighed. A text is
folded (case, punctuation, traditional characters, English endings), cut into sentences, and each
sentence's words and pairs of characters are looked up in one table, so the time is linear.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chalicelib.rules import Category, Cue, Rules
from chalicelib.understanding.folding import fold, sentences, units

_HALF_SURE_AT = 2.0
"""A score with as much evidence is as good as half sure; one strong cue weighs 3."""

_RIVAL_SHARE = 0.6
"""How much of the confidence a rival that fits as well takes away."""

_NO_RIVAL_BELOW = 1.5
"""A rival of hints alone ("how do I", "app") takes nothing away; above it counts what exceeds."""

_SUBJECT_FACTOR = 1.3
"""A subject says in few words what a mail is about."""

_DANGER_FROM = 3.0
"""From this score on a category of danger is plausible, whatever else fits."""

_DANGER_SHARE = 0.6
"""A category of danger is chosen before a calmer one from this share of its score on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """The category that fits best. `confidence` is 0..1; `danger` is a plausible dangerous one.

    `raised` is the priority a cue asks for at the least, None when none does. `reasons` are in our
    words and the policy's, never the customer's.
    """

    category: Category
    subtype: str | None
    confidence: float
    danger: Category | None
    raised: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Met:
    """A cue that counts in a text, with the phrase that was met and its weight there."""

    category: str
    cue: Cue
    phrase: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Listed:
    """One cue, its phrases as numbers of the table."""

    category: str
    cue: Cue
    together: frozenset[int]
    unless: frozenset[int]


@dataclass(frozen=True)
class _Table:
    """All cues of a policy, ready to be looked up.

    `by_unit` finds the phrases that hold a word or a pair of characters, `cues_of` the cues a
    phrase may meet.
    """

    phrases: tuple[str, ...]
    folded: tuple[str, ...]
    by_unit: Mapping[str, tuple[int, ...]]
    cues_of: Mapping[int, tuple[int, ...]]
    cues: tuple[_Listed, ...]


@functools.cache
def _table(rules: Rules) -> _Table:
    """Return the table of a policy, built once for each."""
    numbers: dict[str, int] = {}
    written: list[str] = []

    def number(phrase: str) -> int:
        folded = fold(phrase)
        if folded not in numbers:
            numbers[folded] = len(numbers)
            written.append(phrase)
        return numbers[folded]

    cues: list[_Listed] = []
    cues_of: dict[int, list[int]] = {}
    for category in rules.categories.values():
        for cue in category.cues:
            for phrase in cue.phrases:
                cues_of.setdefault(number(phrase), []).append(len(cues))
            together = frozenset(number(p) for p in cue.together)
            unless = frozenset(number(p) for p in cue.unless)
            cues.append(_Listed(category.id, cue, together, unless))
    common = Counter(unit for folded in numbers for unit in _own_units(folded))
    by_unit: dict[str, list[int]] = {}
    for folded, place in numbers.items():
        rarest = min(_own_units(folded), key=lambda unit: (common[unit], -len(unit)))
        by_unit.setdefault(rarest, []).append(place)
    return _Table(
        phrases=tuple(written),
        folded=tuple(numbers),
        by_unit={unit: tuple(places) for unit, places in by_unit.items()},
        cues_of={place: tuple(found) for place, found in cues_of.items()},
        cues=tuple(cues),
    )


def _own_units(folded: str) -> list[str]:
    """Return the units every text that holds a phrase must have.

    A run of characters without spaces is part of a longer run in a text, so only its pairs count,
    or the one character it is.
    """
    found: list[str] = []
    for word in folded.split():
        if word.isascii():
            found.append(word)
        else:
            found += map(str.__add__, word, word[1:]) if len(word) > 1 else [word]
    return found


def classify(subject: str, text: str, rules: Rules, *, only: str | None = None) -> Classified:
    """Return what a message is about.

    Args:
        subject: the subject, possibly empty.
        text: the body, without quotes.
        rules: the policy.
        only: a category that is already known; then only its subtype is looked for.
    """
    met = _met(subject, text, _table(rules), rules)
    scores = dict.fromkeys(rules.categories, 0.0)
    for one in met:
        scores[one.category] += one.weight
    chosen = only or _chosen(scores, rules)
    rivals = [score for id_, score in scores.items() if id_ != chosen]
    own = [one for one in met if one.category == chosen]
    return Classified(
        category=rules.categories[chosen],
        subtype=_subtype(own),
        confidence=1.0 if only else _confidence(scores[chosen], max(rivals, default=0.0)),
        danger=_danger(scores, rules),
        raised=tuple(one.cue.raises for one in own if one.cue.raises is not None),
        reasons=_reasons(own, scores, chosen),
    )


def _met(subject: str, text: str, table: _Table, rules: Rules) -> list[_Met]:
    """Return the cues that count, each once."""
    first: dict[int, tuple[int, float]] = {}
    everywhere: set[int] = set()
    parts = [(s, _SUBJECT_FACTOR) for s in sentences(subject)]
    parts += [(s, 1.0) for s in sentences(text)]
    for sentence, factor in parts:
        here = _phrases_in(sentence, table)
        everywhere |= here
        for phrase in here:
            for cue in table.cues_of.get(phrase, ()):
                together = table.cues[cue].together
                if cue not in first and (not together or together & here):
                    first[cue] = (phrase, factor)
    return [
        _Met(
            table.cues[cue].category,
            table.cues[cue].cue,
            table.phrases[phrase],
            table.cues[cue].cue.weight * factor,
        )
        for cue, (phrase, factor) in sorted(first.items())
        if table.cues[cue].category in rules.categories and not table.cues[cue].unless & everywhere
    ]


def _phrases_in(sentence: str, table: _Table) -> set[int]:
    """Return the numbers of the phrases a folded sentence holds."""
    return {
        place
        for unit in table.by_unit.keys() & units(sentence)
        for place in table.by_unit[unit]
        if table.folded[place] in sentence
    }


def _chosen(scores: Mapping[str, float], rules: Rules) -> str:
    """Return the category that fits best; danger wins when it fits about as well."""
    best = max(scores.values())
    if best == 0:
        return rules.fallback_category.id
    danger = _danger(scores, rules)
    if danger is not None and scores[danger.id] >= _DANGER_SHARE * best:
        return danger.id
    return next(id_ for id_, score in scores.items() if score == best)


def _danger(scores: Mapping[str, float], rules: Rules) -> Category | None:
    plausible = [
        category
        for category in rules.categories.values()
        if category.danger and scores[category.id] >= _DANGER_FROM
    ]
    return max(plausible, key=lambda category: scores[category.id], default=None)


def _confidence(score: float, rival: float) -> float:
    """Return 0..1 from how much speaks for a category and how much for the next one.

    >>> _confidence(3.0, 0.0), _confidence(6.0, 6.0), _confidence(0.0, 0.0)
    (0.6, 0.413, 0.0)
    """
    if score <= 0:
        return 0.0
    evidence = score / (score + _HALF_SURE_AT)
    closeness = min(1.0, max(0.0, rival - _NO_RIVAL_BELOW) / score)
    return round(evidence * (1 - _RIVAL_SHARE * closeness), 3)


def _subtype(own: Iterable[_Met]) -> str | None:
    """Return the subtype whose cues weigh most."""
    weights: dict[str, float] = {}
    for one in own:
        if one.cue.subtype is not None:
            weights[one.cue.subtype] = weights.get(one.cue.subtype, 0.0) + one.weight
    return max(weights, key=lambda subtype: weights[subtype], default=None)


def _reasons(own: list[_Met], scores: Mapping[str, float], chosen: str) -> tuple[str, ...]:
    heaviest = sorted(own, key=lambda one: -one.weight)[:5]
    reasons = [f"“{one.phrase}” speaks for {chosen} (+{one.weight:g})" for one in heaviest]
    rival = max((id_ for id_ in scores if id_ != chosen), key=lambda id_: scores[id_], default="")
    if rival and scores[rival] > 0:
        reasons.append(f"{rival} comes next ({scores[rival]:g} against {scores[chosen]:g})")
    return tuple(reasons)
