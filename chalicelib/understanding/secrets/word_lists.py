"""The word lists of BIP-39, as PyPI's `mnemonic` ships them, and the checksum of a phrase.

A list is read when the first text in its script comes in, and kept. Words are folded as texts are:
lower case, without accents, NFC.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

LATIN = ("english", "spanish", "french", "italian", "portuguese", "czech", "turkish")
_BITS = 11
"""Of a number for each word."""
LENGTHS = (12, 15, 18, 21, 24)
"""How many words a BIP-39 phrase has."""

_DOTLESS = str.maketrans("ıİ", "iI")


@functools.cache
def folded_words(language: str) -> tuple[str, ...]:
    """Return the folded words of a list in its order."""
    text = _read(language)
    if text.isascii():
        return tuple(text.split())
    if language not in LATIN:
        return tuple(unicodedata.normalize("NFC", text).split())
    apart = unicodedata.normalize("NFD", text.translate(_DOTLESS))
    return tuple(apart.encode("ascii", "ignore").decode("ascii").split())


@functools.cache
def indexes(language: str) -> Mapping[str, int]:
    """Return each folded word of a list with its index, 0..2047."""
    return {word: index for index, word in enumerate(folded_words(language))}


@functools.cache
def words(language: str) -> frozenset[str]:
    """Return the folded words of a list."""
    return frozenset(folded_words(language))


def _read(language: str) -> str:
    """Return a list's text; the library's own code is not run for it."""
    spec = importlib.util.find_spec("mnemonic")
    if spec is None or spec.origin is None or spec.loader is None:
        raise ModuleNotFoundError("mnemonic, which requirements.txt names, is not installed")
    path = PurePath(spec.origin).parent / "wordlist" / f"{language}.txt"
    data: bytes = spec.loader.get_data(str(path))  # type: ignore[attr-defined]  # all but built-ins
    return data.decode("utf-8")


def is_checksum_right(phrase: Sequence[str], language: str) -> bool:
    """Return whether folded words are a BIP-39 phrase: of its length, listed, with its checksum.

    A third as many bits as there are words are the first bits of the SHA-256 of the others.
    """
    if len(phrase) not in LENGTHS:
        return False
    known = indexes(language)
    if not known.keys() >= set(phrase):
        return False
    return _is_right(_number(map(known.__getitem__, phrase)), len(phrase))


def right_parts(listed: Sequence[str], language: str) -> Iterator[Sequence[str]]:
    """Yield the parts of a row of listed words that have a phrase's length and checksum."""
    number = _number(map(indexes(language).__getitem__, listed))
    for length in LENGTHS:
        for start in range(len(listed) - length + 1):
            after = _BITS * (len(listed) - start - length)
            if _is_right(number >> after & (1 << _BITS * length) - 1, length):
                yield listed[start : start + length]


def _number(found: Iterable[int]) -> int:
    """Return the number that words stand for, by their indexes."""
    number = 0
    for index in found:
        number = number << _BITS | index
    return number


def _is_right(number: int, count: int) -> bool:
    """Return whether the number that so many words stand for ends with its checksum."""
    check_bits = count // 3
    entropy = (number >> check_bits).to_bytes(check_bits * 4, "big")
    first = hashlib.sha256(entropy).digest()[0]
    return first >> (8 - check_bits) == number & ((1 << check_bits) - 1)
