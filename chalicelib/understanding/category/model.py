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
from mmap import mmap

from chalicelib.errors import OperatorError

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


class _Sums(dict[str, int]):
    """Block of a text → the sum of its grams' weights; remembers the last lookups."""

    def __init__(self, rows: Mapping[str, int], grams_of: Callable[[str], Iterable[str]]) -> None:
        super().__init__()
        self._rows = rows
        self._grams_of = grams_of

    def __missing__(self, block: str) -> int:
        found = sum(map(self._rows.__getitem__, self._grams_of(block)))
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        if len(block) <= _LONGEST_REMEMBERED:
            self[block] = found
        return found


class _Rows(dict[str, int]):
    """Gram → its weights as one integer, 0 for an unknown one; remembers the last lookups.

    Behind the lanes of the categories there is one that counts the known grams.
    """

    def __init__(self, table: Sequence[int], rows: memoryview, categories: int) -> None:
        super().__init__()
        self._table = table
        self._rows = rows
        self._width = categories

    def __missing__(self, gram: str) -> int:
        row = _find(self._table, gram)
        found = 0 if row is None else self._spread(row)
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        if len(gram) <= _LONGEST_REMEMBERED:
            self[gram] = found
        return found

    def _spread(self, row: int) -> int:
        lanes = bytearray(LANE_BYTES * self._width)
        lanes[::LANE_BYTES] = self._rows[row * self._width : (row + 1) * self._width]
        lanes.append(1)
        return int.from_bytes(lanes, "little")


@dataclass(frozen=True, slots=True)
class Model:
    """A model ready to score."""

    categories: tuple[str, ...]
    bias: tuple[float, ...]
    scale: float
    rows: Mapping[str, int]

    def by_block(self, grams_of: Callable[[str], Iterable[str]]) -> Model:
        """Return the same model for texts that come in blocks of grams."""
        return replace(self, rows=_Sums(self.rows, grams_of))

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


def read_model(content: bytes | mmap) -> Model:
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
    return Model(categories, bias, scale, _Rows(table, view[end:], len(categories)))


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
