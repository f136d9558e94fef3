"""The learned model of categories: a linear one over grams, in plain Python. Pure.

A softmax regression: each known gram of a text adds its weight for each category, the sums are
divided by the square root of how many were known, and the categories' biases are added. Weights
are bytes around 128. A gram's weights are kept in one row of three bytes for each category, so
that a row is one big integer and all categories are summed by one addition.

The file (policy/category_model.bin) is one line of JSON, then, compressed by zlib, the grams
joined by newlines, a zero byte, and the rows. `frontdesk train` writes it.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LANE_BYTES = 3
"""Room for 65,536 grams of weight 255."""

MIDDLE = 128
"""The byte that says: no weight."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model ready to score. `place_of` leads from a gram to its row in `rows`."""

    categories: tuple[str, ...]
    bias: tuple[float, ...]
    scale: float
    place_of: Mapping[str, int]
    rows: bytes

    def log_probabilities(self, grams: Iterable[str]) -> dict[str, float] | None:
        """Return each category's natural log probability; None when no gram is known."""
        width = LANE_BYTES * len(self.categories)
        place_of, rows = self.place_of, self.rows
        places = [place_of[gram] for gram in grams if gram in place_of]
        if not places:
            return None
        total = sum([int.from_bytes(rows[at : at + width], "little") for at in places])
        lanes = total.to_bytes(width, "little")
        factor = self.scale / math.sqrt(len(places))
        nothing = MIDDLE * len(places)
        scores = [
            (int.from_bytes(lanes[at : at + LANE_BYTES], "little") - nothing) * factor + bias
            for at, bias in zip(range(0, width, LANE_BYTES), self.bias, strict=True)
        ]
        most = max(scores)
        norm = most + math.log(sum(math.exp(score - most) for score in scores))
        return {id_: score - norm for id_, score in zip(self.categories, scores, strict=True)}


def read_model(content: bytes) -> Model:
    """Return the model in a file.

    Raises:
        ValueError: it is none.
    """
    head, newline, packed = content.partition(b"\n")
    if not newline:
        raise ValueError("not a category model")
    said = json.loads(head)
    keys, _, rows = zlib.decompress(packed).partition(b"\0")
    categories = tuple(said["categories"])
    width = LANE_BYTES * len(categories)
    names = keys.decode("utf-8").split("\n")
    if len(rows) != width * len(names) or len(said["bias"]) != len(categories):
        raise ValueError("a category model cut short")
    return Model(
        categories=categories,
        bias=tuple(said["bias"]),
        scale=said["scale"],
        place_of=dict(zip(names, range(0, len(rows), width), strict=True)),
        rows=rows,
    )


def write_model(
    categories: Sequence[str],
    bias: Sequence[float],
    scale: float,
    weights: Mapping[str, Sequence[int]],
) -> bytes:
    """Return the file of a model; `weights` are whole numbers from -128 to 127 for each gram."""
    head = {"categories": list(categories), "bias": list(bias), "scale": scale}
    names = sorted(weights)
    keys = "\n".join(names).encode("utf-8")
    rows = b"".join(
        (weight + MIDDLE).to_bytes(LANE_BYTES, "little")
        for name in names
        for weight in weights[name]
    )
    packed = zlib.compress(keys + b"\0" + rows, 9)
    return json.dumps(head, separators=(",", ":")).encode("ascii") + b"\n" + packed
