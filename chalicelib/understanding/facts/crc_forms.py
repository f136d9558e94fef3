"""TON's and Stellar's forms: base64 and base32 with a CRC-16. Pure computing."""

from __future__ import annotations

import base64
import binascii
import re

from chalicelib.understanding.facts.recognised import Recognised, Shape, address

_TON = re.compile(r"[EUk0]Q[0-9A-Za-z_+/-]{46}")
_TON_LENGTH = 48
_TON_HASH = re.compile(r"[0-9A-Za-z_+/-]{42}[AEIMQUYcgkosw048]=?")
_TO_STANDARD = str.maketrans("-_", "+/")
_STELLAR = re.compile(r"G[A-Z0-9]{55}")
_STELLAR_LENGTH = 56
_NOT_IN_BASE32 = re.compile(r"[0189]")
_FEWEST_DIGITS = 3
_TEST_ONLY = 0x80


def ton(token: str) -> Recognised | None:
    """Recognise TON's user-friendly form: 36 bytes, the last two a CRC-16/XMODEM (TEP-2)."""
    if len(token) != _TON_LENGTH or not _TON.fullmatch(token):
        return None
    data = base64.b64decode(token.translate(_TO_STANDARD))
    if data[0] & _TEST_ONLY:
        return None
    valid = binascii.crc_hqx(data[:34], 0) == int.from_bytes(data[34:], "big")
    return address("ton", valid=valid)


def ton_hash(token: str) -> Recognised | None:
    """Recognise 32 bytes in base64, which TON's explorers show as a transaction's hash."""
    if len(token) not in (43, 44) or not _TON_HASH.fullmatch(token):
        return None
    mixed = token != token.lower() and token != token.upper() and any(map(str.isdigit, token))
    return Recognised(Shape.BASE64_32, "ton", valid=True) if mixed else None


def stellar(token: str) -> Recognised | None:
    """Recognise a Stellar account: a version, 32 bytes and a CRC-16, low byte first."""
    if len(token) != _STELLAR_LENGTH or not _STELLAR.fullmatch(token):
        return None
    if sum(map(str.isdigit, token)) < _FEWEST_DIGITS:
        return None
    wrong = len(_NOT_IN_BASE32.findall(token))
    if wrong:
        return address("xlm", valid=False) if wrong == 1 else None
    data = base64.b32decode(token)
    valid = binascii.crc_hqx(data[:-2], 0) == int.from_bytes(data[-2:], "little")
    return address("xlm", valid=valid)
