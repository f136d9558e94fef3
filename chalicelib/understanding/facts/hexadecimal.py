"""Addresses and hashes in hex. EIP-55 is the only checksum there is in hex. Pure computing."""

from __future__ import annotations

import re

from chalicelib.understanding.facts.recognised import Recognised, Shape, address
from chalicelib.understanding.keccak import keccak_256

_HEX = re.compile(r"[0-9a-fA-F]+")
_MISCOUNTED = (39, 41)
"""Hex digits of an EVM address with one lost or typed twice; nothing else has so many."""
_FEWEST_SYMBOLS = 6  # zeros in a row are a number


def hexadecimal(token: str) -> Recognised | None:
    """Recognise an EVM address, or 32 bytes that only the words around can tell more of."""
    prefixed = token[:2] in ("0x", "0X")
    digits = token[2:] if prefixed else token
    if not _HEX.fullmatch(digits):
        return None
    if prefixed and len(digits) == 40:
        return address("evm", valid=is_eip55(digits))
    if prefixed and len(digits) in _MISCOUNTED and len(set(digits)) >= _FEWEST_SYMBOLS:
        return address("evm", valid=False)
    if len(digits) != 64 or digits.isdigit() or digits.isalpha():
        return None
    if prefixed:
        return Recognised(Shape.HEX_0X, None, valid=True)
    return Recognised(Shape.HEX_BARE, None, valid=True)


def is_eip55(digits: str) -> bool:
    """Return whether the case of 40 hex digits is right; one case only carries no checksum.

    EIP-55: a letter is upper case where the same digit of the keccak hash is 8 or more.
    """
    if digits in (digits.lower(), digits.upper()):
        return True
    digest = keccak_256(digits.lower().encode("ascii")).hex()
    return all(
        char.isdigit() or char.isupper() == (mark >= "8")
        for char, mark in zip(digits, digest, strict=False)
    )
