"""Chain addresses and hashes by shape and checksum. Pure computing, no network, no text.

EIP-55 (EVM), Base58Check (Bitcoin, Litecoin, Dogecoin, TRON), BIP-173/350 bech32 and bech32m,
SS58 (Polkadot), TON's user-friendly form (TEP-2), and base58 lengths where a chain carries no
checksum (Solana). Chain ids: evm, btc, ltc, doge, tron, sol, ton, dot, ada, cosmos.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.understanding.keccak import keccak_256


class Shape(StrEnum):
    """What a long token can be."""

    ADDRESS = "address"
    HASH_0X = "hash_0x"  # 0x and 64 hex digits: an EVM transaction hash, or a private key
    HASH_BARE = "hash_bare"  # 64 hex digits: a transaction hash of most chains, or a private key
    BASE58_32 = "base58_32"  # 32 bytes: a Solana address, a NEAR hash, or a seed
    BASE58_64 = "base58_64"  # 64 bytes: a Solana signature, or a Solana key pair


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a token is.

    `valid` is False when its checksum is wrong, True when nothing speaks against it. `chain` is
    None where the shape fits many chains.
    """

    shape: Shape
    chain: str | None
    valid: bool


LONGEST = 130
"""No address and no hash is longer than so many characters; such tokens are not looked at."""

_TON = re.compile(r"[EUk0]Q[0-9A-Za-z_-]{46}")
_HEX = re.compile(r"[0-9a-fA-F]+")
_BASE58_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58 = re.compile(rf"[{_BASE58_ALPHABET}]+")
_BASE58_VALUE = {symbol: value for value, symbol in enumerate(_BASE58_ALPHABET)}
_BECH32_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_VALUE = {symbol: value for value, symbol in enumerate(_BECH32_ALPHABET)}
_BECH32_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_OF = {"bc": "btc", "ltc": "ltc", "addr": "ada", "cosmos": "cosmos"}
_BECH32_SHORTEST_DATA = 38
_BECH32M = 0x2BC830A3
# Base58Check: (first character, version byte) → chain. "3" is Bitcoin's and old Litecoin's.
_VERSIONS = {
    ("1", 0x00): "btc",
    ("3", 0x05): "btc",
    ("T", 0x41): "tron",
    ("D", 0x1E): "doge",
    ("L", 0x30): "ltc",
    ("M", 0x32): "ltc",
}
_FIRST = {first: chain for (first, _), chain in _VERSIONS.items()}


def recognise(token: str) -> Recognised | None:
    """Return what a token of ASCII letters, digits, "-" and "_" is, or None.

    >>> recognise("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2")
    Recognised(shape=<Shape.ADDRESS: 'address'>, chain='btc', valid=True)
    """
    if len(token) > LONGEST:
        return None
    return _hexadecimal(token) or _bech32(token) or _ton(token) or _base58(token)


def _hexadecimal(token: str) -> Recognised | None:
    prefixed = token[:2] in ("0x", "0X")
    digits = token[2:] if prefixed else token
    if not _HEX.fullmatch(digits):
        return None
    if prefixed and len(digits) == 40:
        return Recognised(Shape.ADDRESS, "evm", is_eip55(digits))
    if len(digits) != 64 or digits.isdigit() or digits.isalpha():
        return None
    if prefixed:
        return Recognised(Shape.HASH_0X, "evm", valid=True)
    return Recognised(Shape.HASH_BARE, None, valid=True)


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


def _bech32(token: str) -> Recognised | None:
    """Recognise a bech32 address by its human-readable part (BIP-173)."""
    lower = token.lower()
    prefix, _, data = lower.rpartition("1")
    chain = _BECH32_OF.get(prefix)
    if chain is None or token not in (lower, token.upper()):
        return None
    if len(data) < _BECH32_SHORTEST_DATA or any(c not in _BECH32_VALUE for c in data):
        return None
    values = [_BECH32_VALUE[c] for c in data]
    # BIP-350: witness version 0 has constant 1, later ones (taproot) the bech32m constant.
    wanted = _BECH32M if chain in ("btc", "ltc") and values[0] else 1
    return Recognised(Shape.ADDRESS, chain, _bech32_remainder(prefix, values) == wanted)


def _bech32_remainder(prefix: str, values: list[int]) -> int:
    codes = [ord(c) for c in prefix]
    remainder = 1
    for value in [*(c >> 5 for c in codes), 0, *(c & 31 for c in codes), *values]:
        top = remainder >> 25
        remainder = (remainder & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate(_BECH32_GENERATOR):
            if top >> bit & 1:
                remainder ^= factor
    return remainder


def _ton(token: str) -> Recognised | None:
    """Recognise TON's user-friendly form: 36 bytes, the last two a CRC-16/XMODEM (TEP-2)."""
    if not _TON.fullmatch(token):
        return None
    data = base64.urlsafe_b64decode(token)
    valid = binascii.crc_hqx(data[:34], 0) == int.from_bytes(data[34:], "big")
    return Recognised(Shape.ADDRESS, "ton", valid)


def _base58(token: str) -> Recognised | None:
    if not _BASE58.fullmatch(token) or not _is_mixed(token):
        return None
    if 26 <= len(token) <= 35 and token[0] in _FIRST:
        return _base58check(token)
    data = _base58_bytes(token)
    if len(data) == 64 and len(token) >= 86:
        return Recognised(Shape.BASE58_64, None, valid=True)
    if len(data) == 35 and token[0] == "1":
        return _ss58(data)
    if len(data) == 32 and len(token) >= 43:
        return Recognised(Shape.BASE58_32, None, valid=True)
    return None


def _is_mixed(token: str) -> bool:
    """Return whether a token has both cases and a digit, as base58 of hashes all but always has."""
    return token != token.lower() and token != token.upper() and any(c.isdigit() for c in token)


def _base58_bytes(token: str) -> bytes:
    value = 0
    for char in token:
        value = value * 58 + _BASE58_VALUE[char]
    zeros = len(token) - len(token.lstrip("1"))
    return bytes(zeros) + value.to_bytes((value.bit_length() + 7) // 8, "big")


def _base58check(token: str) -> Recognised | None:
    data = _base58_bytes(token)
    chain = _VERSIONS.get((token[0], data[0])) if len(data) == 25 else None
    if chain is None:
        # A wrong symbol may change the length or the version; the shape still says what is meant.
        looks = len(token) == 34 if token[0] in "TDLM" else len(token) >= 32
        return Recognised(Shape.ADDRESS, _FIRST[token[0]], valid=False) if looks else None
    digest = hashlib.sha256(hashlib.sha256(data[:21]).digest()).digest()
    return Recognised(Shape.ADDRESS, chain, digest[:4] == data[21:])


def _ss58(data: bytes) -> Recognised:
    digest = hashlib.blake2b(b"SS58PRE" + data[:33], digest_size=64).digest()
    return Recognised(Shape.ADDRESS, "dot", digest[:2] == data[33:])
