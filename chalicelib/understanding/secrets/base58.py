"""Base58 and its checksums, as Bitcoin, Ripple and their heirs write keys. Pure computing."""

from __future__ import annotations

import hashlib
from operator import mul

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
RIPPLE_ALPHABET = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_NONE = 0xFF
_TO_VALUES = bytes(ALPHABET.index(chr(b)) if chr(b) in ALPHABET else _NONE for b in range(256))
_FROM_RIPPLE = str.maketrans(RIPPLE_ALPHABET, ALPHABET)
_LONGEST = 200
_POWERS = [58**place for place in reversed(range(_LONGEST))]


def decode(token: str) -> bytes | None:
    """Return the bytes a base58 token stands for, None when it is none or is too long.

    >>> decode("2g")
    b'a'
    """
    if len(token) > _LONGEST:
        return None
    values = token.encode("ascii", "replace").translate(_TO_VALUES)
    if _NONE in values:
        return None
    value = sum(map(mul, values, _POWERS[-len(values) :])) if values else 0
    zeros = len(token) - len(token.lstrip("1"))
    return bytes(zeros) + value.to_bytes((value.bit_length() + 7) // 8, "big")


def encode(data: bytes) -> str:
    """Return bytes as base58.

    >>> encode(b"a")
    '2g'
    """
    value = int.from_bytes(data, "big")
    symbols = []
    while value:
        value, rest = divmod(value, 58)
        symbols.append(ALPHABET[rest])
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + "".join(reversed(symbols))


def checked(token: str) -> bytes | None:
    """Return what a Base58Check token carries, version first; None if its checksum is wrong."""
    data = decode(token)
    if data is None or len(data) < 5 or _double_sha256(data[:-4])[:4] != data[-4:]:
        return None
    return data[:-4]


def checked_ripple(token: str) -> bytes | None:
    """Return what a token in Ripple's alphabet carries, as `checked` does."""
    return checked(token.translate(_FROM_RIPPLE))


def encode_checked(payload: bytes) -> str:
    """Return version and payload as Base58Check."""
    return encode(payload + _double_sha256(payload)[:4])


def _double_sha256(data: bytes) -> bytes:
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()
