"""A long token → what it is: the forms of all chains, each asked in turn. Pure computing."""

from __future__ import annotations

from chalicelib.understanding.facts.base58 import base58
from chalicelib.understanding.facts.bech32 import bech32, cashaddr
from chalicelib.understanding.facts.crc_forms import stellar, ton
from chalicelib.understanding.facts.hexadecimal import hexadecimal
from chalicelib.understanding.facts.recognised import LONGEST, Recognised

_SHORTEST = 26


def recognise(token: str) -> Recognised | None:
    """Return what a token of ASCII letters, digits, "-" and "_" is, or None.

    >>> recognise("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2").chain
    'btc'
    """
    if not _SHORTEST <= len(token) <= LONGEST:
        return None
    return (
        hexadecimal(token)
        or bech32(token)
        or ton(token)
        or cashaddr(token, prefixed=False)
        or stellar(token)
        or base58(token)
    )
