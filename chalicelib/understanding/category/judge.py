"""Cues and model weighed together: the category, and how sure it is. Pure.

Each category's score is the model's log probability and the weight of its cues, each times a
constant; the confidence is the share the best category has when the scores are taken for log
odds. The constants were chosen on labelled messages that neither the cues nor the model were made
from, so that of what is called sure (desk.toml, `sure_from`) at least 95 % is right.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chalicelib.rules import Category, Rules
from chalicelib.understanding.category.cues import Met, cues_met, weighed
from chalicelib.understanding.category.grams import blocks, grams_of
from chalicelib.understanding.category.model import Model, read_model
from chalicelib.understanding.category.subtypes import subtype_of
from chalicelib.understanding.wording.listening import Said

_MODEL_WEIGHT = 0.7
_CUE_WEIGHT = 0.5
_CUE_WEIGHT_ALONE = 1.2
"""Where no model has anything to say, cues must carry the confidence alone."""

_MOST_CUES = 8.0
"""More cues of one category than this say nothing more."""

_DANGER_SHARE = 0.35
"""From this share of all on a category of danger is plausible, whatever else fits better."""

_DANGER_SHARE_WITH_CUES = 0.25
_DANGER_CUES = 5.0
"""So heavy cues make danger plausible alone."""

_MATTER_CUES = 3.0
_MORE_SPAM = 1.5
"""Who tells of a matter of a customer's as well is surely spam only by so much heavier cues."""

_NO_DOUBT = 0.9
_A_LITTLE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """The category that fits best. `confidence` is 0..1; `danger` is a plausible dangerous one.

    `raised` and `eased` are the priorities its cues ask for at the least and at the most, empty
    when none does. `reasons` are in our words and the policy's, never the customer's. `shares` is
    what each category has of all the score, 0..1, whichever was chosen.
    """

    category: Category
    subtype: str | None
    confidence: float
    danger: Category | None
    raised: tuple[str, ...]
    eased: tuple[str, ...]
    reasons: tuple[str, ...]
    shares: Mapping[str, float]


def classify(said: Said, rules: Rules, *, only: str | None = None) -> Classified:
    """Return what a message is about.

    Args:
        said: what its subject and its body, without quotes, say.
        rules: the policy.
        only: a category that is already known; then only its subtype is looked for.
    """
    met = cues_met(said)
    cues = weighed(met, rules.categories)
    seen = blocks(said.sentences)
    learned = _learned(seen, rules)
    scores = _scores(cues, learned)
    shares = _shares(scores, cues, learned)
    chosen = only or _chosen(scores, cues, learned, rules)
    own = [one for one in met if one.cue.category == chosen]
    return Classified(
        category=rules.categories[chosen],
        subtype=subtype_of(rules.categories[chosen], own, seen, rules),
        confidence=1.0 if only else _confidence(chosen, shares, cues, learned, rules),
        danger=_danger(shares, cues, chosen, rules),
        raised=tuple(one.cue.raises for one in own if one.cue.raises is not None),
        eased=tuple(one.cue.eases for one in own if one.cue.eases is not None),
        reasons=_reasons(own, learned, scores, chosen),
        shares=shares,
    )


@functools.lru_cache(maxsize=4)
def _model(rules: Rules) -> Model | None:
    """Return the policy's model, read once; None when it has none."""
    if not rules.category_model:
        return None
    return read_model(rules.category_model).by_block(grams_of)


def _learned(seen: Iterable[str], rules: Rules) -> Mapping[str, float]:
    """Return the model's log probabilities; empty when it has nothing to say."""
    model = _model(rules)
    found = model.log_probabilities(seen) if model else None
    return found or {}


def _confidence(
    chosen: str,
    shares: Mapping[str, float],
    cues: Mapping[str, float],
    learned: Mapping[str, float],
    rules: Rules,
) -> float:
    """Return how sure the choice is; of spam nobody is sure who hears danger in it.

    Sure spam gets no answer, and victims write of those who offer to get their money back: so
    cues alone, against the model, do not make spam sure either.
    """
    if rules.categories[chosen].acknowledged:
        return shares[chosen]
    danger = max((cues[c.id] for c in rules.categories.values() if c.danger), default=0.0)
    told = danger >= _DANGER_CUES and not _outweighs(cues[chosen], danger)
    matter = max(heavy for id_, heavy in cues.items() if id_ != chosen)
    told = told or (matter >= _MATTER_CUES and cues[chosen] < _MORE_SPAM * matter)
    if told or (learned and max(learned, key=lambda id_: learned[id_]) != chosen):
        return min(shares[chosen], round(rules.sure_from - 0.001, 3))
    return shares[chosen]


def _outweighs(spam: float, danger: float) -> bool:
    """Return whether a message praises who gets money back more than it tells of the theft."""
    return spam > 2 * danger


def _danger(
    shares: Mapping[str, float], cues: Mapping[str, float], chosen: str, rules: Rules
) -> Category | None:
    """Return the dangerous category the message may be about.

    Its cues alone make it plausible, unless the message is taken for something else without doubt,
    or for spam, which likes to tell of theft, by cues that outweigh them.
    """
    doubt = shares[chosen] < _NO_DOUBT
    spam = 0.0 if rules.categories[chosen].acknowledged else cues[chosen]
    plausible = [
        category
        for id_, category in rules.categories.items()
        if category.danger
        and (
            shares[id_] >= (_DANGER_SHARE_WITH_CUES if cues[id_] else _DANGER_SHARE)
            or (
                cues[id_] >= _DANGER_CUES
                and not (spam and _outweighs(spam, cues[id_]))
                and (doubt or shares[id_] >= _A_LITTLE)
            )
        )
    ]
    return max(plausible, key=lambda category: shares[category.id], default=None)


def _scores(cues: Mapping[str, float], learned: Mapping[str, float]) -> dict[str, float]:
    weight = _CUE_WEIGHT if learned else _CUE_WEIGHT_ALONE
    untaught = min(learned.values(), default=0.0)  # of a category that is newer than the model
    return {
        id_: _MODEL_WEIGHT * learned.get(id_, untaught) + weight * min(heavy, _MOST_CUES)
        for id_, heavy in cues.items()
    }


def _chosen(
    scores: Mapping[str, float],
    cues: Mapping[str, float],
    learned: Mapping[str, float],
    rules: Rules,
) -> str:
    if not learned and not any(cues.values()):
        return rules.fallback_category.id
    return max(scores, key=lambda id_: scores[id_])


def _shares(
    scores: Mapping[str, float], cues: Mapping[str, float], learned: Mapping[str, float]
) -> dict[str, float]:
    """Return the categories' shares of all; nothing is sure of a text that says nothing."""
    if not learned and not any(cues.values()):
        return dict.fromkeys(scores, 0.0)
    odds = {id_: math.exp(score) for id_, score in scores.items()}
    total = sum(odds.values())
    return {id_: round(part / total, 3) for id_, part in odds.items()}


def _reasons(
    own: list[Met], learned: Mapping[str, float], scores: Mapping[str, float], chosen: str
) -> tuple[str, ...]:
    heaviest = sorted(own, key=lambda one: -one.weight)[:5]
    reasons = [f"“{one.phrase}” speaks for {chosen} (+{one.weight:g})" for one in heaviest]
    if learned:
        best = max(learned, key=lambda id_: learned[id_])
        reasons.append(f"the model takes it for {best} ({math.exp(learned[best]):.0%})")
    rival = max((id_ for id_ in scores if id_ != chosen), key=lambda id_: scores[id_], default="")
    if reasons and rival and scores[rival] > scores[chosen] - math.log(4):
        reasons.append(f"{rival} comes next")
    return tuple(reasons)
