"""The learned model of categories: a linear one over grams, in plain Python. Pure.

A softmax regression: each known gram of a text adds its weight for each category, the sums are
divided by the square root of how many were known, and the categories' biases are added. A weight
is a byte around 128. A gram's weights are made one big integer with three bytes for each category,
so that all categories are summed by one addition.

The file (policy/category_model.bin) is used as it lies, so that a start costs no more than reading
it: one line of JSON, then a table of `slots` numbers of four bytes (little-endian), then a row of
one byte a category for each gram. A gram's CRC-32 says where in the table it stands, or after what
(open addressing); a number is the rest of the CRC and the row. `frontdesk train` writes it.
"""

from __future__ import annotations

import json
import math
import sys
import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chalicelib.errors import OperatorError
from chalicelib.rules import Content
from chalicelib.understanding.remembered import Remembered

LANE_BYTES = 3
"""Room for 65,536 grams of weight 255."""

MIDDLE = 128
"""The byte that says: no weight."""

MOST_ROWS = (1 << 17) - 2
_ROW_BITS = 17
_ROW_MASK = (1 << _ROW_BITS) - 1
_SLOTS_A_GRAM = 2
_MOST_REMEMBERED = 20_000
_LONGEST_REMEMBERED = 80


@dataclass(frozen=True, slots=True)
class _Weights:
    """The rows of a file, and the table that leads to them."""

    table: Sequence[int]
    rows: memoryview
    categories: int

    def of(self, gram: str) -> int:
        """Return a gram's weights as one integer, 0 for an unknown one.

        Behind the lanes of the categories there is one that counts the known grams.
        """
        row = _find(self.table, gram)
        if row is None:
            return 0
        lanes = bytearray(LANE_BYTES * self.categories)
        lanes[::LANE_BYTES] = self.rows[row * self.categories : (row + 1) * self.categories]
        lanes.append(1)
        return int.from_bytes(lanes, "little")


def _remembered(make: Callable[[str], int]) -> Remembered[int]:
    return Remembered(make, most=_MOST_REMEMBERED, longest=_LONGEST_REMEMBERED)


@dataclass(frozen=True, slots=True)
class Model:
    """A model ready to score."""

    categories: tuple[str, ...]
    bias: tuple[float, ...]
    scale: float
    rows: Mapping[str, int]

    def by_block(self, grams_of: Callable[[str], Iterable[str]]) -> Model:
        """Return the same model for texts that come in blocks of grams."""
        weight = self.rows.__getitem__
        return replace(self, rows=_remembered(lambda block: sum(map(weight, grams_of(block)))))

    def log_probabilities(self, grams: Iterable[str]) -> dict[str, float] | None:
        """Return each category's natural log probability; None when no gram is known.

        A gram that comes twice counts twice.
        """
        total = sum(map(self.rows.__getitem__, grams))
        ends = range(0, LANE_BYTES * len(self.categories), LANE_BYTES)
        lanes = total.to_bytes(LANE_BYTES * (len(self.categories) + 1), "little")
        known = int.from_bytes(lanes[-LANE_BYTES:], "little")
        if not known:
            return None
        factor = self.scale / math.sqrt(known)
        nothing = MIDDLE * known
        scores = [
            (int.from_bytes(lanes[at : at + LANE_BYTES], "little") - nothing) * factor + bias
            for at, bias in zip(ends, self.bias, strict=True)
        ]
        most = max(scores)
        norm = most + math.log(sum(math.exp(score - most) for score in scores))
        return {id_: score - norm for id_, score in zip(self.categories, scores, strict=True)}


def read_model(content: Content) -> Model:
    """Return the model in a file.

    Raises:
        OperatorError: it is none.
    """
    start = content.find(b"\n") + 1
    try:
        said = json.loads(content[:start])
        categories, bias = tuple(said["categories"]), tuple(map(float, said["bias"]))
        slots, rows, scale = int(said["slots"]), int(said["rows"]), float(said["scale"])
    except (ValueError, KeyError, TypeError) as err:
        raise OperatorError("policy: not a category model; `make train` writes one") from err
    end = start + 4 * slots
    whole = len(content) == end + rows * len(categories) and len(bias) == len(categories)
    if not whole or slots <= rows:
        raise OperatorError("policy: a category model cut short; `make train` writes it anew")
    view = memoryview(content)
    table = view[start:end].cast("I") if sys.byteorder == "little" else _swapped(view[start:end])
    weights = _Weights(table, view[end:], len(categories))
    return Model(categories, bias, scale, _remembered(weights.of))


def _swapped(numbers: memoryview) -> Sequence[int]:
    table = array("I", bytes(numbers))
    table.byteswap()
    return table


def write_model(
    categories: Sequence[str],
    bias: Sequence[float],
    scale: float,
    weights: Mapping[str, Sequence[int]],
) -> bytes:
    """Return the file of a model; `weights` are whole numbers from -128 to 127 for each gram.

    Raises:
        ValueError: there are more than `MOST_ROWS` grams.
    """
    if len(weights) > MOST_ROWS:
        raise ValueError(f"{len(weights)} grams are more than {MOST_ROWS}")
    slots = 1 << (_SLOTS_A_GRAM * len(weights)).bit_length()
    table = array("I", bytes(4 * slots))
    rows: list[bytes] = []
    for gram in sorted(weights):
        if _find(table, gram) is None:
            rows.append(bytes(weight + MIDDLE for weight in weights[gram]))
            slot, rest = _place(gram, slots)
            while table[slot]:
                slot = (slot + 1) % slots
            table[slot] = rest << _ROW_BITS | len(rows)
    if sys.byteorder == "big":
        table.byteswap()
    head = {
        "categories": list(categories),
        "bias": list(bias),
        "scale": scale,
        "slots": slots,
        "rows": len(rows),
    }
    said = json.dumps(head, separators=(",", ":")).encode("ascii")
    return said + b"\n" + table.tobytes() + b"".join(rows)


def _find(table: Sequence[int], gram: str) -> int | None:
    """Return the row of a gram, None for an unknown one."""
    slots = len(table)
    slot, rest = _place(gram, slots)
    while found := table[slot]:
        if found >> _ROW_BITS == rest:
            return (found & _ROW_MASK) - 1
        slot = (slot + 1) % slots
    return None


def _place(gram: str, slots: int) -> tuple[int, int]:
    """Return the slot a gram's search begins at, and what of its CRC the number there holds."""
    crc = zlib.crc32(gram.encode("utf-8", "surrogatepass"))
    return crc % slots, crc >> _ROW_BITS
