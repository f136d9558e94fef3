"""Masks of a text: which of its characters are of tokens, names and values; one pass makes all.

A mask is of an x for each such character and a space for all else, so that rows are found at once.
"""

from __future__ import annotations

import functools

_IN_NAMES, _IN_VALUES = "_-", "+/=.~"
_KINDS = bytes(
    ord(
        "x"
        if chr(b).isalnum()
        else "n"
        if chr(b) in _IN_NAMES
        else "v"
        if chr(b) in _IN_VALUES
        else " "
    )
    for b in range(128)
).ljust(256)
_LETTERS = bytes(0x78 if chr(b).isalpha() else 0x20 for b in range(128)).ljust(256)


class Masks:
    """The masks of a text of ASCII, in which a "?" stands for what is not; each made once."""

    def __init__(self, plain: bytes) -> None:
        self._plain = plain
        self._kinds = plain.translate(_KINDS)

    @functools.cached_property
    def tokens(self) -> bytes:
        """An x for every letter and digit."""
        return self._kinds.replace(b"n", b" ").replace(b"v", b" ")

    @functools.cached_property
    def letters(self) -> bytes:
        """An x for every letter."""
        return self._plain.translate(_LETTERS)

    @functools.cached_property
    def names(self) -> bytes:
        """An x for every letter and digit, "_" and "-"."""
        return self._kinds.replace(b"n", b"x").replace(b"v", b" ")

    @functools.cached_property
    def values(self) -> bytes:
        """An x for every character that keys and tokens of programs are of."""
        return self._kinds.replace(b"n", b"x").replace(b"v", b"x")
