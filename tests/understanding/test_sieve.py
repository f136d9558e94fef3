"""A sieve leaves of a text what its words can be made of, and nothing else."""

from __future__ import annotations

import pytest

from chalicelib.understanding.sieve import sieve


@pytest.mark.parametrize(
    ("text", "left"),
    [("换了网络。网", "网络网"), ("net 网 \U0001f600 络", "网络"), ("nothing", ""), ("", "")],
)
def test_sieve_leaves_its_characters_in_the_order_they_stand(text: str, left: str) -> None:
    """What is left keeps its order, and what is beyond the sieve's characters is gone."""
    sieved = sieve("络网")

    assert sieved(text) == left


def test_sieve_refuses_more_characters_than_it_can_keep() -> None:
    """A character too many would be lost in silence."""
    with pytest.raises(ValueError, match="255"):
        sieve(map(chr, range(0x4E00, 0x4E00 + 256)))
