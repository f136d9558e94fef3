"""Numbers that tell themselves: parcels' by carrier's prefix or check digit, and one shop's. Pure.

UPS (1Z, modulus 10), the postal union's S10 (modulus 11), and the prefixes of the carriers whose
numbers have a fixed length.
"""

from __future__ import annotations

import re

_UPS = re.compile(r"1Z[0-9A-Z]{16}")
_S10 = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_PREFIXED = re.compile(
    r"(?:SF[0-9]{12,13}|YT[0-9]{13,15}|ZTO[0-9]{9,12}|JD(?:V|X|AP|AZ|K)?[0-9A-Z]{0,3}[0-9]{10,13}"
    r"|JT[0-9]{13}|STO[0-9]{10,13}|TBA[0-9]{12}|LP[0-9]{14,16}|JJD[0-9]{16,22}|DPK[0-9]{12})"
)
_SHOP_ORDER = re.compile(r"[0-9]{3}-[0-9]{7}-[0-9]{7}")


def is_parcel(token: str) -> bool:
    """Return whether a token is a tracking number without anybody saying so.

    >>> is_parcel("1Z999AA10123456784"), is_parcel("1Z999AA10123456785")
    (True, False)
    """
    token = token.upper()
    if _UPS.fullmatch(token):
        return _is_ups(token[2:])
    if _S10.fullmatch(token):
        return _is_s10(token[2:11])
    return _PREFIXED.fullmatch(token) is not None


def is_shop_order(token: str) -> bool:
    """Return whether a token has the shape of Amazon's order numbers."""
    return _SHOP_ORDER.fullmatch(token) is not None


def _is_ups(symbols: str) -> bool:
    """Letters count as (code + 2) mod 10 of A = 2, every second symbol twice."""
    values = [int(c) if c.isdigit() else (ord(c) - 63) % 10 for c in symbols]
    total = sum(values[0:15:2]) + 2 * sum(values[1:15:2])
    return -total % 10 == values[15]


def _is_s10(digits: str) -> bool:
    total = sum(int(d) * weight for d, weight in zip(digits, _S10_WEIGHTS, strict=False))
    check = 11 - total % 11
    return int(digits[8]) == {10: 0, 11: 5}.get(check, check)
