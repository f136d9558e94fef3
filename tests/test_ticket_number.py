"""The public ticket number: short, without clashes, and every slip of the pen shows (M36)."""

from __future__ import annotations

import hashlib
import itertools
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.ticket_number import ALPHABET, find_numbers, number_from, parse_number

MANY = 100_000


def seed(n: int) -> bytes:
    """Return the n-th seed: a hash, as the desk's own seeds are."""
    return hashlib.sha256(n.to_bytes(8, "big")).digest()


def symbols(n: int) -> str:
    """Return the ten symbols of the n-th number."""
    return number_from(seed(n)).replace("-", "")


def test_numbers_do_not_clash_when_there_are_many() -> None:
    """44 bits are enough that two customers never share a number."""
    numbers = {number_from(seed(n)) for n in range(MANY)}

    assert len(numbers) == MANY


def test_number_is_the_same_when_it_is_made_again() -> None:
    """A retry and a replay find the ticket of the first time."""
    assert number_from(seed(1)) == number_from(seed(1))


@given(st.binary(min_size=16, max_size=64))
def test_number_has_its_shape_whatever_the_seed(data: bytes) -> None:
    """Ten symbols without look-alikes, the last one a letter, read back as themselves."""
    number = number_from(data)

    assert len(number) == 11
    assert number[5] == "-"
    assert set(number.replace("-", "")) <= set(ALPHABET)
    assert not set("01ILO") & set(ALPHABET)
    assert number[-1].isalpha()
    assert parse_number(number) == number


@pytest.mark.parametrize("n", range(20))
def test_parse_number_refuses_every_wrong_symbol(n: int) -> None:
    """One symbol misread is never another customer's ticket."""
    right = symbols(n)
    wrong = [
        right[:place] + symbol + right[place + 1 :]
        for place in range(len(right))
        for symbol in ALPHABET
        if symbol != right[place]
    ]

    assert [text for text in wrong if parse_number(text) is not None] == []


def test_parse_number_refuses_every_swap() -> None:
    """Two different symbols exchanged are found out, neighbours or not."""
    wrong = []
    for right in map(symbols, range(200)):
        for i, j in itertools.combinations(range(len(right)), 2):
            if right[i] != right[j]:
                swapped = list(right)
                swapped[i], swapped[j] = swapped[j], swapped[i]
                wrong.append("".join(swapped))

    taken = [text for text in wrong if parse_number(text) is not None]

    assert len(wrong) > 5_000
    assert not taken, "\n".join(taken)


@pytest.mark.parametrize("spelling", ["{a}-{b}", "{a}{b}", "{a} {b}", "{a}–{b}", " {a}-{b}\n"])
def test_parse_number_takes_every_spelling_of_a_person(spelling: str) -> None:
    """Case, hyphen and space do not matter."""
    number = number_from(seed(7))
    text = spelling.format(a=number[:5], b=number[6:])

    assert parse_number(text) == parse_number(text.lower()) == number


@pytest.mark.parametrize("text", ["", "7K3MQ", "OOOOO-OOOOO", "7K3MQ-9XW2F-1", "x" * 1000])
def test_parse_number_refuses_what_is_none(text: str) -> None:
    """Other codes are not mistaken for ours."""
    assert parse_number(text) is None


def test_find_numbers_finds_each_once_in_order() -> None:
    """A thread names its ticket many times; words that only look alike are left."""
    first, second = number_from(seed(1)), number_from(seed(2))
    text = f"工单{first}，and [{second}] {first.lower()} not A{first} nor {first}9"

    assert find_numbers(text) == (first, second)


def test_neighbouring_seeds_give_unlike_numbers() -> None:
    """From one number nobody can tell the next."""
    for one, other in pairwise(symbols(n) for n in range(100)):
        assert sum(a == b for a, b in zip(one, other, strict=True)) < 6
