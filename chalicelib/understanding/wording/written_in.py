"""Which tables of the lexicon a text, or a phrase, belongs to by its letters and language. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

LATIN = "en"
"""The table of English, and of what is said in Latin letters in any language."""

_BY_SCRIPT = (
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
OWN_SCRIPT = frozenset(language for language, _ in _BY_SCRIPT)
_HAN = frozenset(("zh", "ja"))
_CLEAR = 0.9
"""A language told less clearly than this may be any that is written in Latin letters."""


def table_of(phrase: str) -> str:
    """Return the table a phrase of no one language belongs to: its script's."""
    return next((own for own, letters in _BY_SCRIPT if letters.search(phrase)), LATIN)


def tables_beside(table: str) -> frozenset[str]:
    """Return the tables whose phrases may stand in one text with a table's own."""
    return frozenset((table, LATIN)) | (_HAN if table in _HAN else frozenset())


def tables_for(
    text: str, locale: str, confidence: float, tables: Collection[str]
) -> frozenset[str]:
    """Return the tables to ask about a text: those of the languages it may be in.

    Args:
        text: subject and body.
        locale: the language it was taken for.
        confidence: how clearly, 0..1.
        tables: all there are.
    """
    language = locale.partition("-")[0]
    wanted = {language, LATIN}
    if not text.isascii():
        wanted.update(own for own, letters in _BY_SCRIPT if letters.search(text))
    if confidence < _CLEAR and language not in OWN_SCRIPT:
        wanted.update(name for name in tables if name not in OWN_SCRIPT)
    return frozenset(wanted.intersection(tables))
