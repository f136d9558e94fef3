"""What a model gets right of texts it has not seen: each fifth in turn is held back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.understanding.category.model import Model, read_model
from frontdesk.training.fit import Seen, fit
from frontdesk.training.texts import Example

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Held:
    """The share (0..1) that was right: over all, of reports retold, and by locale."""

    right: float
    of_retold: float
    by_locale: Mapping[str, float]


def hold_back(seen: Sequence[Seen], categories: Sequence[str]) -> Held:
    """Return how well models made of four fifths judge the last one."""
    judged: list[tuple[Example, bool]] = []
    for fold in range(FOLDS):
        model = read_model(fit([one for one in seen if _fold(one) != fold], categories))
        judged += [
            (one.example, _best(model, one) == one.example.category)
            for one in seen
            if _fold(one) == fold
        ]
    locales = sorted({example.locale for example, _ in judged})
    return Held(
        right=_share(hit for _, hit in judged),
        of_retold=_share(hit for example, hit in judged if example.retold),
        by_locale={
            locale: _share(hit for example, hit in judged if example.locale == locale)
            for locale in locales
        },
    )


def _share(hits: Iterable[bool]) -> float:
    every = list(hits)
    return round(sum(every) / len(every), 4) if every else 0.0


def is_held_back(one: Seen) -> bool:
    """Return whether an example is of the fifth that is held back when only one is."""
    return _fold(one) == 0


def _fold(one: Seen) -> int:
    """Return which fifth an example belongs to, by its text, whatever else there is."""
    return hashlib.sha256(one.example.text.encode("utf-8")).digest()[0] % FOLDS


def _best(model: Model, one: Seen) -> str | None:
    found = model.log_probabilities(one.grams)
    return max(found, key=lambda id_: found[id_]) if found else None
