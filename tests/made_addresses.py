"""Addresses and hashes of every chain, made from a number: right ones, and ones with a slip.

Written from the formats' papers and not from the code under test, so that both must be right.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Callable

from chalicelib.understanding.keccak import keccak_256

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def some_bytes(seed: int, length: int) -> bytes:
    """Return bytes that look random and are the same in every run."""
    return hashlib.shake_256(f"public {seed}".encode()).digest(length)


def base58(data: bytes, alphabet: str = BASE58) -> str:
    """Return bytes in base58."""
    number, out = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        out = alphabet[digit] + out
    return alphabet[0] * (len(data) - len(data.lstrip(b"\0"))) + out


def checked(payload: bytes, alphabet: str = BASE58) -> str:
    """Return Base58Check."""
    digest = hashlib.sha256(hashlib.sha256(payload).digest()).digest()
    return base58(payload + digest[:4], alphabet)


def _versioned(*version: int) -> Callable[[int], str]:
    return lambda seed: checked(bytes(version) + some_bytes(seed, 20))


def _five_bits(data: bytes) -> list[int]:
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    return [int(bits[n : n + 5], 2) for n in range(0, len(bits), 5)]


def _polymod(values: list[int]) -> int:
    generator = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
    check = 1
    for value in values:
        top = check >> 25
        check = ((check & 0x1FFFFFF) << 5) ^ value
        for bit in range(5):
            check ^= generator[bit] if (top >> bit) & 1 else 0
    return check


def bech32(prefix: str, data: list[int], constant: int = 1) -> str:
    """Return bech32 (constant 1) or bech32m."""
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = _polymod(expanded + data + [0] * 6) ^ constant
    tail = [(check >> 5 * (5 - n)) & 31 for n in range(6)]
    return f"{prefix}1{''.join(BECH32[value] for value in data + tail)}"


def segwit(prefix: str, version: int, length: int) -> Callable[[int], str]:
    """Return a maker of witness programs of so many bytes."""
    constant = 0x2BC830A3 if version else 1
    return lambda seed: bech32(prefix, [version, *_five_bits(some_bytes(seed, length))], constant)


def account(prefix: str, length: int = 20) -> Callable[[int], str]:
    """Return a maker of bech32 without a version."""
    return lambda seed: bech32(prefix, _five_bits(some_bytes(seed, length)))


def cashaddr(seed: int) -> str:
    """Return a Bitcoin Cash address without its prefix."""
    generator = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)
    data = _five_bits(b"\0" + some_bytes(seed, 20))
    check = 1
    for value in [*(ord(c) & 31 for c in "bitcoincash"), 0, *data, *[0] * 8]:
        top = check >> 35
        check = ((check & 0x07FFFFFFFF) << 5) ^ value
        for bit in range(5):
            check ^= generator[bit] if (top >> bit) & 1 else 0
    check ^= 1
    return "".join(BECH32[v] for v in [*data, *((check >> 5 * (7 - n)) & 31 for n in range(8))])


def evm(seed: int) -> str:
    """Return an address with EIP-55's capitals."""
    plain = some_bytes(seed, 20).hex()
    marks = keccak_256(plain.encode()).hex()
    mixed = (c.upper() if mark >= "8" else c for c, mark in zip(plain, marks, strict=False))
    return f"0x{''.join(mixed)}"


def ss58(prefix: int) -> Callable[[int], str]:
    """Return a maker of Substrate addresses of a network below 64."""

    def make(seed: int) -> str:
        data = bytes([prefix]) + some_bytes(seed, 32)
        return base58(data + hashlib.blake2b(b"SS58PRE" + data).digest()[:2])

    return make


def wide_ss58(seed: int) -> str:
    """Return a Substrate address of a network above 63, whose prefix takes two bytes."""
    data = b"\x50\x01" + some_bytes(seed, 32)
    return base58(data + hashlib.blake2b(b"SS58PRE" + data).digest()[:2])


def ton(seed: int, *, plain_alphabet: bool = False, tag: int = 0x11) -> str:
    """Return TON's user-friendly form in the URL's alphabet or the plain one."""
    data = bytes([tag, 0]) + some_bytes(seed, 32)
    data += binascii.crc_hqx(data, 0).to_bytes(2, "big")
    encode = base64.b64encode if plain_alphabet else base64.urlsafe_b64encode
    return encode(data).decode()


def byron(seed: int) -> str:
    """Return a first-era Cardano address."""
    payload = b"\x83\x58\x1c" + some_bytes(seed, 28) + b"\xa0\x00"
    crc = zlib.crc32(payload).to_bytes(4, "big")
    return base58(b"\x82\xd8\x18\x58" + bytes([len(payload)]) + payload + b"\x1a" + crc)


def monero(seed: int) -> str:
    """Return a standard Monero address."""
    data = b"\x12" + some_bytes(seed, 64)
    data += keccak_256(data)[:4]
    blocks = [data[n : n + 8] for n in range(0, len(data), 8)]
    return "".join(base58(block).rjust(11 if len(block) == 8 else 7, "1") for block in blocks)


def stellar(seed: int) -> str:
    """Return a Stellar account."""
    data = b"\x30" + some_bytes(seed, 32)
    return base64.b32encode(data + binascii.crc_hqx(data, 0).to_bytes(2, "little")).decode()


def _x_payload(seed: int) -> bytes:
    return b"\x05\x44" + some_bytes(seed, 20) + b"\x01" + seed.to_bytes(8, "little")


ADDRESSES: dict[str, tuple[str | None, Callable[[int], str]]] = {
    "btc base58": ("btc", _versioned(0x00)),
    "btc script": ("btc", _versioned(0x05)),
    "btc bech32": ("btc", segwit("bc", 0, 20)),
    "btc long bech32": ("btc", segwit("bc", 0, 32)),
    "btc taproot": ("btc", segwit("bc", 1, 32)),
    "evm": ("evm", evm),
    "tron": ("tron", _versioned(0x41)),
    "ltc": ("ltc", _versioned(0x30)),
    "ltc script": ("ltc", _versioned(0x32)),
    "ltc bech32": ("ltc", segwit("ltc", 0, 20)),
    "ltc taproot": ("ltc", segwit("ltc", 1, 32)),
    "doge": ("doge", _versioned(0x1E)),
    "bch": ("bch", cashaddr),
    "bch prefixed": ("bch", lambda seed: f"bitcoincash:{cashaddr(seed)}"),
    "xrp": ("xrp", lambda seed: checked(b"\0" + some_bytes(seed, 20), RIPPLE)),
    "xrp x": ("xrp", lambda seed: checked(_x_payload(seed), RIPPLE)),
    "dot": ("dot", ss58(0)),
    "ksm": ("ksm", ss58(2)),
    "substrate": (None, ss58(42)),
    "ton": ("ton", ton),
    "ton plain": ("ton", lambda seed: ton(seed, plain_alphabet=True)),
    "ada": ("ada", account("addr", 57)),
    "ada short": ("ada", account("addr", 29)),
    "ada stake": ("ada", account("stake", 29)),
    "ada byron": ("ada", byron),
    "cosmos": ("cosmos", account("cosmos")),
    "cosmos validator": ("cosmos", account("cosmosvaloper")),
    "osmosis": ("osmosis", account("osmo")),
    "terra": ("terra", account("terra")),
    "injective": ("injective", account("inj")),
    "celestia": ("celestia", account("celestia")),
    "dydx": ("dydx", account("dydx")),
    "xmr": ("xmr", monero),
    "xlm": ("xlm", stellar),
}
"""The chain a form tells, and what makes one: of every form that carries a checksum."""


def with_a_slip(address: str, seed: int) -> str:
    """Return an address with one symbol of its second half replaced by another of its kind."""
    place = len(address) // 2 + seed % (len(address) // 2 - 1)
    for step in range(len(address)):
        at = len(address) // 2 + (place + step) % (len(address) // 2)
        for kind in ("abcdef", "ghjkmnp", "ABCDEF", "GHJKMNP", "23456789"):
            if address[at] in kind:
                other = kind[(kind.index(address[at]) + 1) % len(kind)]
                return address[:at] + other + address[at + 1 :]
    raise ValueError(address)


def hex_hash(seed: int) -> str:
    """Return 64 hex digits."""
    return some_bytes(seed, 32).hex()


def base58_hash(seed: int) -> str:
    """Return 32 bytes in base58, 43 or 44 symbols long, as NEAR and Sui show transactions."""
    return base58(b"\xc0" + some_bytes(seed, 31))


def signature(seed: int) -> str:
    """Return 64 bytes in base58, as Solana shows transactions."""
    return base58(b"\xc0" + some_bytes(seed, 63))
