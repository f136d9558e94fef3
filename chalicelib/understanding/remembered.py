"""A table that makes what it is asked for and remembers it. Pure but for the remembering."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")


class Remembered(dict[str, Value]):
    """Text → what is made of it. The same few thousand words make most mails.

    When `most` are remembered all are forgotten; what is longer than `longest` is made each time.
    """

    def __init__(self, make: Callable[[str], Value], *, most: int, longest: int) -> None:
        super().__init__()
        self._make = make
        self._most = most
        self._longest = longest

    def __missing__(self, key: str) -> Value:
        found = self._make(key)
        if len(self) >= self._most:
            self.clear()
        if len(key) <= self._longest:
            self[key] = found
        return found
