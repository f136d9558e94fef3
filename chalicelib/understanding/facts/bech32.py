"""Bech32 and its kin: BIP-173, BIP-350 (taproot), and Bitcoin Cash's cashaddr. Pure computing."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Sequence

from chalicelib.understanding.facts.recognised import Recognised, address

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUE = {symbol: value for value, symbol in enumerate(_ALPHABET)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CASH_GENERATOR = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)
_BECH32M = 0x2BC830A3


def _factors(generator: Sequence[int]) -> tuple[int, ...]:
    """Return what is added for each of the 32 values of a checksum's five highest bits."""
    chosen = (
        [factor for bit, factor in enumerate(generator) if top >> bit & 1] for top in range(32)
    )
    return tuple(functools.reduce(operator.xor, factors, 0) for factors in chosen)


_FACTORS = _factors(_GENERATOR)
_CASH_FACTORS = _factors(_CASH_GENERATOR)
_SHORTEST_DATA = 38  # 20 bytes and the checksum

# Human-readable part → chain. Those of test networks are not here on purpose.
_CHAIN_OF = {
    "bc": "btc", "ltc": "ltc", "addr": "ada", "stake": "ada", "cosmos": "cosmos",
    "osmo": "osmosis", "terra": "terra", "inj": "injective", "celestia": "celestia",
    "sei": "sei", "dydx": "dydx", "juno": "juno", "akash": "akash", "kava": "kava",
    "axelar": "axelar", "stars": "stargaze", "secret": "secret", "noble": "noble",
    "stride": "stride", "kujira": "kujira", "neutron": "neutron", "thor": "thorchain",
    "maya": "mayachain", "band": "band", "persistence": "persistence", "regen": "regen",
    "cro": "cronos", "evmos": "evmos", "archway": "archway", "agoric": "agoric",
    "umee": "umee", "migaloo": "migaloo", "chihuahua": "chihuahua", "canto": "canto",
    "dym": "dymension", "saga": "saga", "bnb": "bnb_beacon", "erd": "multiversx",
    "zil": "zilliqa", "one": "harmony",
}  # fmt: skip
_CASH = "bitcoincash"
_CASH_LENGTH = 42  # a type, 20 bytes, and a checksum of 40 bits
_FEWEST_CASH_DIGITS = 4


def bech32(token: str) -> Recognised | None:
    """Recognise an address by its human-readable part."""
    lower = token.lower()
    prefix, _, data = lower.rpartition("1")
    chain = _CHAIN_OF.get(prefix.removesuffix("valoper"))
    if chain is None or token not in (lower, token.upper()) or len(data) < _SHORTEST_DATA:
        return None
    if any(c not in _VALUE for c in data):
        return _with_a_symbol_of_none(chain, data)
    values = [_VALUE[c] for c in data]
    # BIP-350: witness version 0 has constant 1, later ones (taproot) the bech32m constant.
    wanted = _BECH32M if chain in ("btc", "ltc") and values[0] else 1
    return address(chain, valid=_remainder(prefix, values) == wanted)


def _with_a_symbol_of_none(chain: str, data: str) -> Recognised | None:
    """Return an address with one of "b", "i" and "o" typed in it; more of them are a word."""
    wrong = sum(c not in _VALUE for c in data)
    digits = sum(c.isdigit() for c in data)
    return address(chain, valid=False) if wrong == 1 and digits >= 3 and data.isalnum() else None


def cashaddr(token: str, *, prefixed: bool) -> Recognised | None:
    """Recognise a Bitcoin Cash address without its prefix.

    Args:
        token: what stands behind "bitcoincash:".
        prefixed: whether it does stand there; without it a typing error needs to look like one.
    """
    if len(token) != _CASH_LENGTH:
        return None
    lower = token.lower()
    if lower[0] not in "qp" or token not in (lower, token.upper()):
        return None
    wrong = sum(c not in _VALUE for c in lower)
    if wrong > 1 or not lower.isalnum() or not lower.isascii():
        return None
    data = [*(ord(c) & 31 for c in _CASH), 0, *(_VALUE.get(c, 0) for c in lower)]
    valid = not wrong and _cash_remainder(data) == 1
    if valid or prefixed or sum(c.isdigit() for c in lower) >= _FEWEST_CASH_DIGITS:
        return address("bch", valid=valid)
    return None


def _remainder(prefix: str, values: Iterable[int]) -> int:
    codes = [ord(c) for c in prefix]
    remainder = 1
    for value in [*(c >> 5 for c in codes), 0, *(c & 31 for c in codes), *values]:
        top = remainder >> 25
        remainder = (remainder & 0x1FFFFFF) << 5 ^ value
        remainder ^= _FACTORS[top]
    return remainder


def _cash_remainder(values: Iterable[int]) -> int:
    """Return the checksum's polynomial before its last step: 1 for a right one.

    The format says `polymod(…) == 0` where polymod ends in "^ 1".
    """
    remainder = 1
    for value in values:
        top = remainder >> 35
        remainder = (remainder & 0x07FFFFFFFF) << 5 ^ value
        remainder ^= _CASH_FACTORS[top]
    return remainder
