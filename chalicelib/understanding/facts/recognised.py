"""What a long token can be, whichever chain it is of."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

LONGEST = 130
"""No address and no hash is longer than so many characters; such tokens are not looked at."""


class Shape(StrEnum):
    """What a long token can be."""

    ADDRESS = "address"
    HEX_0X = "hex_0x"  # 0x, 64 hex digits: a hash, an address (Aptos, Sui), or a private key
    HEX_BARE = "hex_bare"  # 64 hex digits: a hash of most chains, a NEAR account, or a private key
    BASE58_32 = "base58_32"  # 32 bytes: a Solana address, a NEAR or Sui hash, or a seed
    BASE58_64 = "base58_64"  # 64 bytes: a Solana signature, or a Solana key pair
    BASE64_32 = "base64_32"  # 32 bytes: a TON hash, or anything


class Recognised(NamedTuple):
    """What a token is.

    `valid` is False when its checksum is wrong, True when nothing speaks against it. `chain` is
    None where the shape fits many chains. `checked`: a checksum says so, not the shape alone.
    """

    shape: Shape
    chain: str | None
    valid: bool
    checked: bool = False


def address(chain: str | None, *, valid: bool) -> Recognised:
    """Return an address whose checksum was computed."""
    return Recognised(Shape.ADDRESS, chain, valid, checked=True)
