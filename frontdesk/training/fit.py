"""Examples → the weights of a softmax regression, by scikit-learn, small enough to ship."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from chalicelib.understanding.category.grams import grams
from chalicelib.understanding.category.model import write_model
from chalicelib.understanding.folding import sentences
from frontdesk.training.texts import Example

MOST_GRAMS = 130_000
"""Kept by how unevenly they stand in the categories; more make the file larger, not better."""

_IN_AT_LEAST = 2
_PENALTY = 20.0
_LARGEST = 127  # what a weight's byte holds on either side


@dataclass(frozen=True, slots=True)
class Seen:
    """An example as the model sees it."""

    example: Example
    grams: frozenset[str]


def see(examples: Iterable[Example]) -> list[Seen]:
    """Return the examples with their grams."""
    return [Seen(example, frozenset(grams(sentences(example.text)))) for example in examples]


def fit(seen: Sequence[Seen], categories: Sequence[str]) -> bytes:
    """Return the file of the model these examples make. The same examples give the same bytes."""
    place_of = {gram: place for place, gram in enumerate(_kept(seen))}
    regression = LogisticRegression(C=_PENALTY, max_iter=400, class_weight="balanced")
    regression.fit(
        _matrix([one.grams for one in seen], place_of),
        [one.example.category for one in seen],
        sample_weight=[one.example.weight for one in seen],
    )
    known = list(regression.classes_)
    scale = float(np.abs(regression.coef_).max()) / _LARGEST
    whole = np.rint(regression.coef_ / scale).astype(int)
    columns = [whole[known.index(id_)] for id_ in categories]
    return write_model(
        categories,
        [round(float(regression.intercept_[known.index(id_)]), 4) for id_ in categories],
        round(scale, 6),
        {gram: [int(column[place]) for column in columns] for gram, place in place_of.items()},
    )


def _kept(seen: Sequence[Seen]) -> list[str]:
    """Return the grams that tell categories apart best, by their chi-square, in order."""
    per_category: defaultdict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for one in seen:
        sizes[one.example.category] += 1
        per_category[one.example.category].update(one.grams)
    total: Counter[str] = Counter()
    for counts in per_category.values():
        total.update(counts)
    uneven = {
        gram: _chi_square(gram, times, per_category, sizes)
        for gram, times in total.items()
        if times >= _IN_AT_LEAST
    }
    return sorted(sorted(uneven, key=lambda gram: (-uneven[gram], gram))[:MOST_GRAMS])


def _chi_square(
    gram: str, times: int, per_category: Mapping[str, Counter[str]], sizes: Mapping[str, int]
) -> float:
    everybody = sum(sizes.values())
    found = 0.0
    for id_, counts in per_category.items():
        expected = times * sizes[id_] / everybody
        found += (counts[gram] - expected) ** 2 / expected
    return found


def _matrix(rows: Sequence[frozenset[str]], place_of: Mapping[str, int]) -> csr_matrix:
    """Return one row for each set of grams, of length one whatever it holds."""
    starts, places, values = [0], [], []
    for row in rows:
        known = sorted(place_of[gram] for gram in row if gram in place_of)
        places += known
        values += [1 / math.sqrt(len(known) or 1)] * len(known)
        starts.append(len(places))
    return csr_matrix((values, places, starts), shape=(len(rows), len(place_of)))
