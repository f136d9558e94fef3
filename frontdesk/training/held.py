"""What a model gets right of texts it has not seen: each fifth in turn is held back."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.understanding.category.model import Model, read_model
from frontdesk.training.fit import Seen, fit

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Held:
    """The share (0..1) that was right, over all and by locale."""

    right: float
    by_locale: Mapping[str, float]


def hold_back(seen: Sequence[Seen], categories: Sequence[str]) -> Held:
    """Return how well models made of four fifths judge the last one."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for fold in range(FOLDS):
        model = read_model(fit([one for one in seen if _fold(one) != fold], categories))
        for one in seen:
            if _fold(one) == fold:
                right[one.example.locale].append(_best(model, one) == one.example.category)
    every = [hit for hits in right.values() for hit in hits]
    return Held(
        right=round(sum(every) / len(every), 4),
        by_locale={
            locale: round(sum(hits) / len(hits), 3) for locale, hits in sorted(right.items())
        },
    )


def is_held_back(one: Seen) -> bool:
    """Return whether an example is of the fifth that is held back when only one is."""
    return _fold(one) == 0


def _fold(one: Seen) -> int:
    """Return which fifth an example belongs to, by its text, whatever else there is."""
    return hashlib.sha256(one.example.text.encode("utf-8")).digest()[0] % FOLDS


def _best(model: Model, one: Seen) -> str | None:
    found = model.log_probabilities(one.grams)
    return max(found, key=lambda id_: found[id_]) if found else None
