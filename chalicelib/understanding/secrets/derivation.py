"""Which addresses belong to a private key: EVM chains, TRON, Bitcoin and what is built like it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import islice

from chalicelib.understanding.keccak import keccak_256
from chalicelib.understanding.secrets import base58
from chalicelib.understanding.secrets.curves import secp256k1_public

_ADDRESS = re.compile(
    r"(?<![0-9A-Za-z])(?:0[xX]([0-9a-fA-F]{40})|([TDLMX13][1-9A-HJ-NP-Za-km-z]{25,34})"
    r"|(?:bc|ltc|tb)1q([02-9ac-hj-np-z]{38}))(?![0-9A-Za-z])"
)
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_MOST_ADDRESSES = 50
_CHECKSUM = 6
_HASHED_20 = 21  # bytes of a version and a hash


def address_payloads(text: str) -> frozenset[bytes]:
    """Return the 20 bytes each address in a text stands for; the first fifty are looked at."""
    return frozenset(
        payload
        for address in islice(_ADDRESS.finditer(text), _MOST_ADDRESSES)
        if (payload := _payload(address)) is not None
    )


def _payload(address: re.Match[str]) -> bytes | None:
    evm, base, bech32 = address.groups()
    if evm:
        return bytes.fromhex(evm)
    if base:
        data = base58.checked(base)
        return data[1:] if data is not None and len(data) == _HASHED_20 else None
    number = 0
    for symbol in bech32[:-_CHECKSUM]:
        number = number << 5 | _BECH32.index(symbol)
    return number.to_bytes(20, "big")


def has_address(key: bytes, payloads: frozenset[bytes]) -> bool:
    """Return whether one of the addresses is that of a 32-byte secp256k1 key."""
    return any(payload in payloads for payload in _payloads_of(key))


def _payloads_of(key: bytes) -> Iterator[bytes]:
    point = secp256k1_public(key)
    if point is None:
        return
    x, y = (number.to_bytes(32, "big") for number in point)
    yield keccak_256(x + y)[-20:]
    for public in (bytes([2 + (y[-1] & 1)]) + x, b"\x04" + x + y):
        hashed = _hash_160(public)
        if hashed is None:
            return
        yield hashed
        nested = _hash_160(b"\x00\x14" + hashed)  # a witness program inside a script (BIP-141)
        if nested is not None:
            yield nested


def _hash_160(data: bytes) -> bytes | None:
    """Return RIPEMD-160 of SHA-256, None where the platform's OpenSSL has it turned off."""
    try:
        return hashlib.new("ripemd160", hashlib.sha256(data).digest()).digest()
    except ValueError:
        return None
