"""The public ticket number: short, unguessable, with a check letter (M36).

Nine symbols of a 31-letter alphabet without look-alikes (no 0/O, 1/I/L) carry 44 bits, the tenth
is a check letter: "7K3MQ-9XW2F". The check is a weighted sum modulo the prime 31, so every wrong
symbol and every swap of two different symbols shows. Numbers come from a keyed hash of what
identifies the message, hence a retry or a replay finds the same one.
"""

from __future__ import annotations

import re
from typing import NewType

TicketNumber = NewType("TicketNumber", str)

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_BODY = 9
_SHAPE = re.compile(
    rf"(?<![0-9A-Za-z])([{ALPHABET}]{{5}})[-\u2010-\u2015 ]?([{ALPHABET}]{{4}}[A-Z])"
    r"(?![0-9A-Za-z])",
    re.IGNORECASE,
)


def _check_symbol(body: str) -> str:
    return ALPHABET[sum((i + 2) * _VALUE[c] for i, c in enumerate(body)) % len(ALPHABET)]


def number_from(seed: bytes) -> TicketNumber:
    """Return the number a seed stands for. `seed` is a keyed hash of ≥ 16 bytes.

    Bodies whose check symbol would be a digit are passed over, so the last one is a letter.

    >>> number_from(bytes(range(32)))
    'C4TQU-PKMKT'
    """
    value = int.from_bytes(seed, "big")
    while True:
        body, rest = "", value
        for _ in range(_BODY):
            rest, digit = divmod(rest, len(ALPHABET))
            body += ALPHABET[digit]
        check = _check_symbol(body)
        if check.isalpha():
            return TicketNumber(f"{body[:5]}-{body[5:]}{check}")
        value += 1


def parse_number(text: str) -> TicketNumber | None:
    """Return the number in canonical form when `text` is one with a right check letter, else None.

    Case does not matter, nor whether the hyphen is there.
    """
    found = _SHAPE.fullmatch(text.strip())
    if not found:
        return None
    symbols = (found[1] + found[2]).upper()
    if _check_symbol(symbols[:_BODY]) != symbols[_BODY]:
        return None
    return TicketNumber(f"{symbols[:5]}-{symbols[5:]}")


def find_numbers(text: str) -> tuple[TicketNumber, ...]:
    """Return all valid numbers in a text, in order, each once."""
    found = (parse_number(m[0]) for m in _SHAPE.finditer(text))
    return tuple(dict.fromkeys(n for n in found if n is not None))
