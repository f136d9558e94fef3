"""Examples → the weights of a softmax regression, by scikit-learn, small enough to ship."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from chalicelib.understanding.category.grams import blocks, grams_of
from chalicelib.understanding.category.model import write_model
from chalicelib.understanding.wording.folding import is_run, sentences
from frontdesk.training.texts import Example

_IN_AT_LEAST = 2
_NO_DOUBT = 0.85
_LARGEST = 127  # what a weight's byte holds on either side


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """How a model is fitted.

    `most_grams` are kept, by how unevenly they stand in the categories; more make the file larger,
    not better. `penalty` is the inverse of how strongly large weights are held down. `evened` is
    "balanced" when all categories shall count the same, however many examples they have. Examples
    lighter than `full` that a first fit doubts count fully in a second one; 0 asks for no second.
    `word` and `run` are how much easier than a piece of a word a whole word (or a pair of words)
    and a run of characters without spaces may come to a large weight.
    """

    most_grams: int
    penalty: float
    evened: str | None
    tolerance: float = 1e-4
    full: float = 0.0
    word: float = 1.0
    run: float = 1.0


CATEGORIES = Design(
    most_grams=130_000, penalty=20.0, evened="balanced", tolerance=2e-4, word=1.5, run=1.3
)
SUBTYPES = Design(
    most_grams=16_000, penalty=20.0, evened="balanced", tolerance=2e-4, word=1.5, run=1.3
)
MOODS = Design(most_grams=30_000, penalty=40.0, evened=None, tolerance=1e-3, full=0.15)


@dataclass(frozen=True, slots=True)
class Seen:
    """An example as the model sees it."""

    example: Example
    grams: Collection[str]


def see(examples: Iterable[Example]) -> list[Seen]:
    """Return the examples with their grams, in the same order each time."""
    return [Seen(example, _grams(example.text)) for example in examples]


def _grams(text: str) -> list[str]:
    """Return the grams of a text; what two of its blocks have in common comes twice."""
    return [gram for block in sorted(blocks(sentences(text))) for gram in grams_of(block)]


def fit(seen: Sequence[Seen], categories: Sequence[str], design: Design = CATEGORIES) -> bytes:
    """Return the file of the model these examples make. The same examples give the same bytes."""
    place_of = {gram: place for place, gram in enumerate(_kept(seen, design.most_grams))}
    regression = LogisticRegression(
        C=design.penalty, max_iter=1_000, class_weight=design.evened, tol=design.tolerance
    )
    eases = _eases(list(place_of), design)
    matrix = _matrix([one.grams for one in seen], place_of) @ diags(eases)
    labels = np.array([one.example.category for one in seen])
    weights = np.array([one.example.weight for one in seen])
    regression.fit(matrix, labels, sample_weight=weights)
    if design.full:
        light = (weights < design.full) & _doubted(regression, matrix, labels)
        regression.fit(matrix, labels, sample_weight=np.where(light, 1.0, weights))
    known = list(regression.classes_)
    weighed = regression.coef_ * eases
    scale = float(np.abs(weighed).max()) / _LARGEST
    whole = np.rint(weighed / scale).astype(int)
    columns = [whole[known.index(id_)] for id_ in categories]
    return write_model(
        categories,
        [round(float(regression.intercept_[known.index(id_)]), 4) for id_ in categories],
        round(scale, 6),
        {gram: [int(column[place]) for column in columns] for gram, place in place_of.items()},
    )


def _eases(grams: Sequence[str], design: Design) -> NDArray[np.float64]:
    """Return how easily each gram may come to a large weight.

    A piece of a word is told from a word by never standing behind another one.
    """
    pairs = {gram for gram in grams if " " in gram.strip()}
    words = {pair.rpartition(" ")[2] for pair in pairs}
    return np.array([_ease(gram, design, whole=gram in pairs or gram in words) for gram in grams])


def _ease(gram: str, design: Design, *, whole: bool) -> float:
    if whole:
        return design.word
    return design.run if is_run(gram) and len(gram) > 1 else 1.0


def _doubted(
    regression: LogisticRegression, matrix: csr_matrix, labels: NDArray[np.str_]
) -> NDArray[np.bool_]:
    """Return which examples a fit gives too small a share of their own label."""
    own = np.searchsorted(regression.classes_, labels)
    shares: NDArray[np.float64] = regression.predict_proba(matrix)
    return shares[np.arange(len(labels)), own] < _NO_DOUBT


def _kept(seen: Sequence[Seen], most: int) -> list[str]:
    """Return the grams that tell categories apart best, by their chi-square, in order."""
    per_category: defaultdict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for one in seen:
        sizes[one.example.category] += 1
        per_category[one.example.category].update(frozenset(one.grams))
    total: Counter[str] = Counter()
    for counts in per_category.values():
        total.update(counts)
    uneven = {
        gram: _chi_square(gram, times, per_category, sizes)
        for gram, times in total.items()
        if times >= _IN_AT_LEAST
    }
    return sorted(sorted(uneven, key=lambda gram: (-uneven[gram], gram))[:most])


def _chi_square(
    gram: str, times: int, per_category: Mapping[str, Counter[str]], sizes: Mapping[str, int]
) -> float:
    everybody = sum(sizes.values())
    found = 0.0
    for id_, counts in per_category.items():
        expected = times * sizes[id_] / everybody
        found += (counts[gram] - expected) ** 2 / expected
    return found


def _matrix(rows: Sequence[Collection[str]], place_of: Mapping[str, int]) -> csr_matrix:
    """Return one row for each set of grams, of length one whatever it holds; twice counts twice."""
    starts, places, values = [0], [], []
    for row in rows:
        known = sorted(place_of[gram] for gram in row if gram in place_of)
        places += known
        values += [1 / math.sqrt(len(known) or 1)] * len(known)
        starts.append(len(places))
    return csr_matrix((values, places, starts), shape=(len(rows), len(place_of)))
