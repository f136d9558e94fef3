"""A fact at its place in a text, and what may stand beside what. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from chalicelib.understanding.findings import Fact, FactType


class Found(NamedTuple):
    """What a fact is made of, and the characters it was read from; many places make one fact."""

    start: int
    end: int
    type: FactType
    value: str
    chain: str | None = None
    amount: str | None = None
    coin: str | None = None
    valid: bool | None = None

    def fact(self) -> Fact:
        """Return the fact without its place."""
        return Fact(
            type=self.type,
            value=self.value,
            chain=self.chain,
            amount=self.amount,
            coin=self.coin,
            valid=self.valid,
        )


class Taken:
    """The parts of a text that are read already. What overlaps them is something else's part."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, candidates: Iterable[Found]) -> Iterator[Found]:
        """Yield the candidates that are free, and take their parts; the first come wins."""
        for candidate in candidates:
            start, end = candidate.start, candidate.end
            place = bisect_left(self._starts, end)
            if place == 0 or self._ends[place - 1] <= start:
                self._starts.insert(place, start)
                self._ends.insert(place, end)
                yield candidate

    def free(self, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return those of some parts that nothing overlaps yet."""
        starts, ends = self._starts, self._ends
        return [
            span
            for span in spans
            if not (place := bisect_left(starts, span[1])) or ends[place - 1] <= span[0]
        ]
