"""Which subtype of a category a message is of, by its cues and a learned model. Pure.

What is asked of the customer depends on it. The model is of the kind that tells categories; its
classes are a category and one of its subtypes each, of which only those of the category that was
chosen are compared. `frontdesk train` writes it.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Iterable, Mapping

from chalicelib.rules import Category, Rules
from chalicelib.understanding.category.cues import Met
from chalicelib.understanding.category.grams import grams_of
from chalicelib.understanding.category.model import Model, read_model

_CUE_WEIGHT = 0.5
_ENOUGH = 0.5
"""The share a subtype must have of all; of a message that tells none, none is said."""


def class_of(category: str, subtype: str) -> str:
    """Return what the model calls a subtype."""
    return f"{category}.{subtype}"


def subtype_of(
    category: Category, own: Iterable[Met], blocks: Collection[str], rules: Rules
) -> str | None:
    """Return the subtype of a message, None for one that tells none.

    Args:
        category: what it is about.
        own: the cues of this category that count in it.
        blocks: its blocks of grams.
        rules: the policy.
    """
    if not category.subtypes:
        return None
    cues = _weighed(own)
    learned = _learned(category, blocks, rules)
    if not learned:
        return max(cues, key=lambda subtype: cues[subtype], default=None)
    scores = {
        subtype: log + _CUE_WEIGHT * cues.get(subtype, 0.0) for subtype, log in learned.items()
    }
    best = max(scores, key=lambda subtype: scores[subtype])
    share = 1 / sum(math.exp(score - scores[best]) for score in scores.values())
    return best if share >= _ENOUGH else None


def _weighed(own: Iterable[Met]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for one in own:
        if one.cue.subtype is not None:
            weights[one.cue.subtype] = weights.get(one.cue.subtype, 0.0) + one.weight
    return weights


def _learned(category: Category, blocks: Collection[str], rules: Rules) -> Mapping[str, float]:
    """Return the model's log probabilities of a category's subtypes; empty when it knows none.

    A subtype that is newer than the model is as likely as the least likely one.
    """
    model = _model(rules)
    found = model.log_probabilities(blocks) if model else None
    names = {subtype: class_of(category.id, subtype) for subtype in category.subtypes}
    if not found or found.keys().isdisjoint(names.values()):
        return {}
    least = min(found[name] for name in names.values() if name in found)
    return {subtype: found.get(name, least) for subtype, name in names.items()}


@functools.lru_cache(maxsize=4)
def _model(rules: Rules) -> Model | None:
    """Return the policy's model of subtypes, read once; None when it has none."""
    if not rules.subtype_model:
        return None
    return read_model(rules.subtype_model).by_block(grams_of)
