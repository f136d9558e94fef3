"""Accents are taken off, however many different letters a text has."""

from __future__ import annotations

import unicodedata

from chalicelib.understanding.secrets.plain_letters import folded
from chalicelib.understanding.secrets.scripts import rows_of

VIETNAMESE = [
    chr(code)
    for code in (*range(0xE0, 0x180), 0x1A1, 0x1B0, *range(0x1EA0, 0x1EFA))
    if chr(code).islower() and unicodedata.normalize("NFD", chr(code))[0] in "aeiouy"
][:67]


def test_folded_takes_off_all_accents_of_a_language_beside_another_script() -> None:
    """Words for a key are then read whatever else is written there."""
    text = f"{' '.join(VIETNAMESE)} 错误 khóa riêng"

    plain = folded(text, rows_of(text))[0]

    assert plain.endswith("错误 khoa rieng")
    assert plain.replace("错误", "").isascii()
