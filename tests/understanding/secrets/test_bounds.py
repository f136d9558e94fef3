"""What is not looked at for the sake of time, and what is done with it instead."""

from __future__ import annotations

import unicodedata

import pytest

from chalicelib.understanding.secrets import find_again, find_secrets, redact
from chalicelib.understanding.secrets.phrase_runs import is_near
from chalicelib.understanding.secrets.phrase_windows import (
    FILLER,
    LISTED,
    LONGEST,
    may_hold_phrase,
    parts,
    windows,
)

from . import throwaway as make

_OWN_KEY = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
_OWN_ADDRESS = "0x2c7536e3605d9c16a7a3d7b1898e529396a65c23"


def _flags(words: list[str]) -> bytes:
    return bytes({"listed": LISTED, "and": FILLER}.get(word, 0) for word in words)


def test_a_key_beside_its_own_address_is_proved() -> None:
    """Nobody need call it anything."""
    found = find_secrets(f"{_OWN_ADDRESS} and this: {_OWN_KEY}")

    assert [span.level for span in found] == ["certain"]


@pytest.mark.parametrize("name", ["The hash is", "txid:", "交易哈希", "хеш транзакции"])
def test_what_is_called_a_hash_is_not_derived_from(name: str) -> None:
    """It would cost as much as all the rest of the search."""
    assert find_secrets(f"{_OWN_ADDRESS} {name} {_OWN_KEY}") == ()


def test_what_is_called_a_hash_is_derived_from_where_keys_are_spoken_of() -> None:
    """The writer may have mixed them up."""
    text = f"I have my key. {_OWN_ADDRESS}. The transaction hash is {_OWN_KEY}"

    assert [span.level for span in find_secrets(text)] == ["certain"]


def test_a_dump_of_secrets_is_cut_from_the_first_to_the_end() -> None:
    """After fifty the rest is not read."""
    source = make.seeded(1)
    keys = "\n".join(f"private key {make.hex_key(source)}" for _ in range(60))
    text = f"Hello, these are all:\n{keys}\nBye"

    (span,) = find_secrets(text)

    assert text[: span.start].rstrip().endswith("private key")
    assert span.end == len(text)


def test_a_redacted_text_is_read_near_its_marks() -> None:
    """What lies far from them was searched before."""
    phrase = " ".join(make.phrase(make.seeded(2), "english"))
    mark = "[removed: private key]"
    far = "Nothing to see here. " * 200

    assert len(find_again(f"{mark} {phrase}")) == 1
    assert find_again(f"{mark} {far} {phrase}") == ()


def test_a_text_odd_all_over_is_taken_out_whole() -> None:
    """No place in it is known; a letter with a few oddities keeps what is around the secret."""
    phrase = " ".join(make.phrase(make.seeded(2), "english"))
    odd = "".join(f"{letter}\u200b" for letter in f"my seed: {phrase} ") * 20

    (span,) = find_secrets(odd)

    assert (span.start, span.end) == (0, len(odd))


def test_a_text_with_accents_apart_and_no_secret_is_left_alone() -> None:
    """Vietnamese as some systems write it has thousands of them."""
    text = unicodedata.normalize("NFD", "Tôi đã gửi tiền đến địa chỉ này hôm qua. " * 300)

    assert find_secrets(text) == ()


@pytest.mark.parametrize("tag", ["<b>{}</b>", "<td>{}</td>"])
def test_a_phrase_among_thousands_of_tags_is_found(tag: str) -> None:
    """The text is read without them, and taken out whole."""
    phrase = " ".join(map(tag.format, make.phrase(make.seeded(2), "english")))
    text = f"seed {phrase}" + "<p></p>" * 1000

    assert redact(text, find_secrets(text)) == "[removed: recovery phrase]"


def test_windows_need_listed_words_in_a_row_and_near() -> None:
    """Fillers do not count: neither for a row nor against it."""
    prose = ["listed", "x", "x", "listed", "listed", "x"] * 30
    row = ["listed", "and"] * 9

    assert windows(_flags(prose)) == []
    assert windows(_flags(prose + row + prose)) == [(155, 224)]


def test_of_very_many_windows_the_ends_and_the_densest_are_kept() -> None:
    """Hundreds of them are no letter."""
    one = ["x"] * 80 + ["listed"] * 9
    dense = ["x"] * 80 + ["listed"] * 24
    words = one * 20 + dense + one * 20

    kept = windows(_flags(words))

    assert len(kept) == 24
    assert any(first <= 20 * len(one) + 90 < last for first, last in kept)
    assert kept[-1][1] > len(words) - 30


def test_a_window_that_is_no_letter_is_read_at_its_ends() -> None:
    """A short one is read whole."""
    assert parts((5, 5 + LONGEST)) == [(5, 5 + LONGEST)]
    assert parts((0, 1000)) == [(0, LONGEST // 2), (1000 - LONGEST // 2, 1000)]


@pytest.mark.parametrize(
    ("kinds", "may"),
    [
        (b"w" * 9, True),
        (b"w" * 8, False),
        (b"wwwxwwwxxwww", True),
        (b"wwwxwwwxxxwww", False),
        (b"wfwfwfwfwfwfwfwfw", True),
        (b"wwwwwwxxxxxxwwwww", True),
        (b"wwxwwxwwxwwxww", False),
    ],
)
def test_nine_listed_words_hold_a_phrase_when_at_most_two_places_part_them(
    kinds: bytes, *, may: bool
) -> None:
    """So many words mistyped are read; two halves may lie farther apart."""
    assert may_hold_phrase(kinds) is may


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("abandn", True),
        ("abandoon", True),
        ("abamdon", True),
        ("abadnon", True),
        ("abxxdon", False),
        ("tickets", False),
        ("the", False),
    ],
)
def test_one_slip_is_told_from_two(word: str, *, near: bool) -> None:
    """A letter missing, too many, another, or two exchanged; no endings, no common word."""
    assert is_near(word, "english") is near


@pytest.mark.parametrize(
    "text",
    [
        "words: time, year, people, way, day, man, thing, woman, life, child, world, school, state",
        "Parole:\nCels neeksiste\nApturets\nApturets Nepienem\nIzveleties krasu\nVietas\nPortrets"
        "\nPozicija lapas",
        "il nome di codifica per le passphrase PKCS-12",
    ],
)
def test_lessons_labels_and_norms_are_no_secrets(text: str) -> None:
    """Lists of everyday nouns, a program's labels, and what is called by capitals and a number."""
    assert find_secrets(f"Hello.\n\n{text.removeprefix('words: ')}") == ()


def test_no_bound_on_what_is_asked_applies_to_a_letter() -> None:
    """Dozens of public values before it do not hide the one that is called a key."""
    source = make.seeded(31)
    public = "\n".join(f"public key {make.hex_key(source)}" for _ in range(60))
    key = make.hex_key(source)

    redacted = redact(text := f"{public}\nthe key is {key}", find_secrets(text))

    assert key not in redacted
    assert redacted.startswith(public)
