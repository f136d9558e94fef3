"""Addresses and hashes in base58, each with its chain's checksum. Pure computing.

Base58Check (Bitcoin, Litecoin, Dogecoin, TRON; Ripple's in an alphabet of its own), SS58
(Polkadot, Kusama and their kin), Byron's CBOR with a CRC-32 (Cardano), Monero's blocks, and the
lengths of 32 and 64 bytes, which carry no checksum (Solana, NEAR, Sui).
"""

from __future__ import annotations

import hashlib
import re
import zlib

from chalicelib.understanding.facts.recognised import Recognised, Shape, address
from chalicelib.understanding.keccak import keccak_256

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_FROM_RIPPLE = str.maketrans(_RIPPLE, _ALPHABET)
_VALUE = {symbol: value for value, symbol in enumerate(_ALPHABET)}
_CASES = bytes(0x41 if chr(b).isupper() else 0x61 for b in range(256))
_DIGITS = bytes(_VALUE.get(chr(b), 0) for b in range(256))
_BASE58 = re.compile(rf"[{_ALPHABET}]+")

# Base58Check: (first character, version byte) → chain. "3" is Bitcoin's and old Litecoin's.
_VERSIONS = {
    ("1", 0x00): "btc",
    ("3", 0x05): "btc",
    ("T", 0x41): "tron",
    ("D", 0x1E): "doge",
    ("A", 0x16): "doge",
    ("9", 0x16): "doge",
    ("L", 0x30): "ltc",
    ("M", 0x32): "ltc",
}
_FIRST = {first: chain for (first, _), chain in _VERSIONS.items()}
_FEWEST_CHANGES = 12
_OFTEN_SOMETHING_ELSE = "A9"  # so they need to be right to be addresses
_SS58_CHAIN = {0: "dot", 2: "ksm", 42: None}
"""Prefix → chain. 42 is any Substrate chain; for other prefixes only a right checksum counts."""
_BYRON = ("Ae2", "DdzFF")
_BYRON_LENGTHS = (59, 104)
_MONERO_LENGTHS = (95, 106)
_MONERO_BLOCK = 11  # characters for 8 bytes


def _steps() -> tuple[tuple[int, int, int], ...]:
    """Return (bits of a digit, the bits of every second digit, base) for 1, 2, 4 … symbols."""
    steps = []
    for symbols in (1, 2, 4, 8, 16, 32, 64, 128):
        lower = b"\0" * symbols + b"\xff" * symbols
        mask = int.from_bytes(lower * (128 // symbols), "big")
        steps.append((8 * symbols, mask, 58**symbols))
    return tuple(steps)


_STEPS = _steps()


def base58(token: str) -> Recognised | None:
    """Recognise what is written in base58; hex and words in one case are nothing of that kind."""
    if not _BASE58.fullmatch(token) or not _is_mixed(token):
        return None
    if len(token) in _MONERO_LENGTHS and token[0] in "48":
        return _monero(token)
    if token[0] == "r" and 31 <= len(token) <= 35:
        return _ripple(token)
    if 26 <= len(token) <= 35 and token[0] in _FIRST:
        return _base58check(token)
    if token.startswith(_BYRON) and len(token) in _BYRON_LENGTHS:
        return address("ada", valid=_is_byron(_bytes_of(token)))
    return _by_length(token)


def _by_length(token: str) -> Recognised | None:
    data = _bytes_of(token)
    if len(data) == 64 and len(token) >= 86:
        return Recognised(Shape.BASE58_64, None, valid=True)
    if len(data) in (35, 36):
        return _ss58(data) or _ripple_x(token)
    if len(data) == 32 and len(token) >= 43:
        return Recognised(Shape.BASE58_32, None, valid=True)
    return None


def _is_mixed(token: str) -> bool:
    """Return whether a token changes between cases, and has digits, as chance would have it.

    Names in CamelCase of that length have no digit and change case ten times at most.
    """
    if token == token.lower() or token == token.upper():
        return False
    if not token.isalpha():
        return True
    cases = token.encode("ascii").translate(_CASES)
    return cases.count(b"aA") + cases.count(b"Aa") >= _FEWEST_CHANGES


def _bytes_of(token: str) -> bytes:
    value = int.from_bytes(token.encode("ascii").translate(_DIGITS), "big")
    for bits, lower, power in _STEPS[: len(token).bit_length()]:  # two digits become one
        value = (value >> bits & lower) * power + (value & lower)
    zeros = len(token) - len(token.lstrip("1"))
    return bytes(zeros) + value.to_bytes((value.bit_length() + 7) // 8, "big")


def _is_checked(data: bytes) -> bool:
    digest = hashlib.sha256(hashlib.sha256(data[:-4]).digest()).digest()
    return digest[:4] == data[-4:]


def _base58check(token: str) -> Recognised | None:
    data = _bytes_of(token)
    chain = _VERSIONS.get((token[0], data[0])) if len(data) == 25 else None
    if chain is not None and _is_checked(data):
        return address(chain, valid=True)
    if token[0] in _OFTEN_SOMETHING_ELSE:
        return None
    # A wrong symbol may change the length or the version; the shape still says what is meant.
    looks = chain or (len(token) == 34 if token[0] in "TDLM" else len(token) >= 32)
    return address(_FIRST[token[0]], valid=False) if looks else None


def _ripple(token: str) -> Recognised | None:
    """Recognise a classic XRP Ledger address: version 0 and 20 bytes."""
    data = _bytes_of(token.translate(_FROM_RIPPLE))
    valid = len(data) == 25 and data[0] == 0 and _is_checked(data)
    return address("xrp", valid=valid) if valid or len(token) >= 33 else None


def _ripple_x(token: str) -> Recognised | None:
    """Recognise an XRP Ledger X-address (XLS-5): 31 bytes that begin with 05 44."""
    data = _bytes_of(token.translate(_FROM_RIPPLE))
    meant = data[:2] == b"\x05\x44" and len(data) == 35
    return address("xrp", valid=_is_checked(data)) if meant else None


def _ss58(data: bytes) -> Recognised | None:
    """Recognise 32 bytes with a prefix of one or, from 64 on, two bytes."""
    if (len(data) == 36) != (64 <= data[0] < 128):
        return None
    digest = hashlib.blake2b(b"SS58PRE" + data[:-2], digest_size=64).digest()
    valid = digest[:2] == data[-2:]
    if not valid and data[0] not in _SS58_CHAIN:
        return None
    return address(_SS58_CHAIN.get(data[0]), valid=valid)


def _is_byron(data: bytes) -> bool:
    """Return whether Cardano's first addresses' CRC is right: [24(payload), crc32(payload)]."""
    if data[:4] != b"\x82\xd8\x18\x58" or len(data) < 5:
        return False
    end = 5 + data[4]
    return data[end : end + 1] == b"\x1a" and data[end + 1 :] == zlib.crc32(data[5:end]).to_bytes(
        4, "big"
    )


def _monero(token: str) -> Recognised:
    """Recognise Monero: blocks of 8 bytes as 11 symbols, then 4 bytes of keccak."""
    data = b""
    for start in range(0, len(token), _MONERO_BLOCK):
        block = token[start : start + _MONERO_BLOCK]
        size = 8 if len(block) == _MONERO_BLOCK else 5
        value = 0
        for char in block:
            value = value * 58 + _VALUE[char]
        if value >> 8 * size:
            return address("xmr", valid=False)
        data += value.to_bytes(size, "big")
    return address("xmr", valid=keccak_256(data[:-4])[:4] == data[-4:])
