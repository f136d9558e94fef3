"""The masks of a text, of which each shows the rows that a rule looks for."""

from __future__ import annotations

from chalicelib.understanding.secrets.masks import Masks

_TEXT = b"Ab1-c_d e.f=? ~x"


def test_each_mask_shows_its_own_characters() -> None:
    """Tokens are of letters and digits, names of a dash too, values of a dot and the like."""
    masks = Masks(_TEXT)

    assert masks.letters == b"xx  x x x x    x"
    assert masks.tokens == b"xxx x x x x    x"
    assert masks.names == b"xxxxxxx x x    x"
    assert masks.values == b"xxxxxxx xxxx  xx"
