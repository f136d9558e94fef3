"""The category model's file: read, it scores as it was written; half a file is refused."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.errors import OperatorError
from chalicelib.understanding.category.model import MOST_ROWS, read_model, write_model

CATEGORIES = ("billing", "delivery", "spam")
BIAS = (0.5, -0.25, 0.0)
SCALE = 0.01

weights = st.dictionaries(
    st.text(min_size=1, max_size=6),
    st.lists(st.integers(-128, 127), min_size=3, max_size=3),
    min_size=1,
    max_size=60,
)


def expected(known: Sequence[Sequence[int]]) -> dict[str, float]:
    """Return a softmax regression's log probabilities, computed as its definition says."""
    scores = [
        bias + SCALE * sum(row[place] for row in known) / math.sqrt(len(known))
        for place, bias in enumerate(BIAS)
    ]
    norm = math.log(sum(map(math.exp, scores)))
    return {id_: score - norm for id_, score in zip(CATEGORIES, scores, strict=True)}


@given(weights)
def test_read_model_scores_as_the_weights_say(written: Mapping[str, Sequence[int]]) -> None:
    """Every gram is found, wherever its hash puts it, and unknown ones count nothing."""
    model = read_model(write_model(CATEGORIES, BIAS, SCALE, written))

    found = model.log_probabilities([*written, "a gram nobody wrote"])

    assert found == pytest.approx(expected(list(written.values())))


def test_log_probabilities_are_none_when_no_gram_is_known() -> None:
    """Of a text in an unknown language the model says nothing, not the commonest category."""
    model = read_model(write_model(CATEGORIES, BIAS, SCALE, {"pin": [1, 2, 3]}))

    assert model.log_probabilities(["lost", "keys"]) is None
    assert model.log_probabilities([]) is None


def test_log_probabilities_are_the_same_when_asked_again() -> None:
    """What is remembered of the last message changes nothing of the next."""
    model = read_model(write_model(CATEGORIES, BIAS, SCALE, {"pin": [9, -9, 0], "x": [1, 1, 1]}))

    first = model.log_probabilities(["pin", "unknown"])
    model.log_probabilities(["x", "unknown", "pin"])

    assert model.log_probabilities(["pin", "unknown"]) == first


def test_write_model_gives_the_same_bytes_whatever_the_order() -> None:
    """A model trained again from the same texts must not change the package."""
    rows = {f"gram {number}": [number % 7, 0, -1] for number in range(500)}

    assert write_model(CATEGORIES, BIAS, SCALE, rows) == write_model(
        CATEGORIES, BIAS, SCALE, dict(reversed(rows.items()))
    )


@pytest.mark.parametrize("length", [0, 10, -1])
def test_read_model_refuses_a_file_that_is_cut_short(length: int) -> None:
    """Half a model would judge wrongly without a word."""
    content = write_model(CATEGORIES, BIAS, SCALE, {"pin": [1, 2, 3]})

    with pytest.raises(OperatorError, match="category model"):
        read_model(content[:length])


@pytest.mark.parametrize("content", [b"{}\n", b"[1]\n", b"[]", b'{"categories":[],"bias":[]}\n'])
def test_read_model_refuses_what_is_none(content: bytes) -> None:
    """An operator is told which file is wrong, before the first message and not by a traceback."""
    with pytest.raises(OperatorError, match="category model"):
        read_model(content)


def test_write_model_refuses_more_grams_than_a_number_can_name() -> None:
    """Seventeen bits name a row."""
    rows = dict.fromkeys(map(str, range(MOST_ROWS + 1)), (0, 0, 0))

    with pytest.raises(ValueError, match="more than"):
        write_model(CATEGORIES, BIAS, SCALE, rows)
