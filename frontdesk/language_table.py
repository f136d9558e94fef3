"""`python -m frontdesk.language_table`: write the table of trigrams from our own lists of words.

Run it after changing words.py or terms.py there. The table says, for runs of one to three letters,
how much each language is fond of them: one hexadecimal digit a language, in the order of its
LANGUAGES.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from chalicelib.understanding.language.terms import TERMS
from chalicelib.understanding.language.words import NEUTRAL, SMALL_WORDS

LANGUAGES = tuple(SMALL_WORDS)
TABLE = Path(__file__).parent.parent / "chalicelib" / "understanding" / "language" / "trigrams.py"

_MOST_PIECES = 1000  # 15 kB; more tell hardly more
_SMALL_WORD, _TERM, _BARE = 2.0, 1.0, 0.3  # a word without its accents is written less often
_FLOOR = 0.0004  # the share below which a piece says nothing; smooths what our lists lack by chance
_STEPS_A_NAT = 3.0  # a digit is a third of a nat: 15 stands for 5
_A_LINE = 90


def pieces(word: str) -> Iterator[str]:
    """Yield the trigrams of a word with its edges, and its letters that are not ASCII."""
    edged = f" {word} "
    yield from map("".join, zip(edged, edged[1:], edged[2:], strict=False))
    yield from (letter for letter in word if not letter.isascii())


def digits() -> dict[str, str]:
    """Return the pieces that tell most, each with a digit for every language."""
    shares = {language: _shares(language) for language in LANGUAGES}
    weighed: dict[str, tuple[float, str]] = {}
    for piece in sorted(set().union(*shares.values())):
        own = [shares[language].get(piece, 0.0) for language in LANGUAGES]
        steps = [round(_STEPS_A_NAT * math.log(1 + share / _FLOOR)) for share in own]
        spread = sum(share * (max(steps) - min(steps)) for share in own)
        weighed[piece] = (-spread, "".join(f"{min(15, step):x}" for step in steps))
    chosen = sorted(weighed, key=lambda piece: weighed[piece])[:_MOST_PIECES]
    return {piece: weighed[piece][1] for piece in sorted(chosen)}


def _shares(language: str) -> dict[str, float]:
    """Return how large a share of a language's pieces each one is."""
    counts: Counter[str] = Counter()
    lists = ((SMALL_WORDS[language], _SMALL_WORD), (TERMS[language], _TERM))
    for words, weight in lists:
        for word in set(words.split()) - NEUTRAL:
            bare = _bare(word)
            for piece in pieces(word):
                counts[piece] += weight  # type: ignore[assignment]  # a Counter adds up floats
            for piece in pieces(bare) if bare != word else ():
                counts[piece] += weight * _BARE  # type: ignore[assignment]  # as above
    total = sum(counts.values())
    return {piece: count / total for piece, count in counts.items()}


def _bare(word: str) -> str:
    """Return a word as people write it who have no keys for accents."""
    plain = unicodedata.normalize("NFD", word.replace("đ", "d").replace("ı", "i"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def source() -> str:
    """Return the module that holds the table."""
    table = digits()
    named = ", ".join(f'"{language}"' for language in LANGUAGES)
    return (
        '"""How fond each language is of runs of letters. Written by frontdesk.language_table."""\n'
        "\n"
        f"LANGUAGES = ({named})\n"
        '"""The languages, in the order of the digits."""\n'
        "\n"
        f"PIECES = (\n{_lines(f'{piece:3}' for piece in table)})\n"
        '"""Three characters each; a single letter is filled up with spaces."""\n'
        "\n"
        f"DIGITS = (\n{_lines(table.values())})\n"
        '"""For each piece, in the same order, one hexadecimal digit a language."""\n'
    )


def _lines(entries: Iterable[str]) -> str:
    """Return entries as lines of a string literal."""
    text = "".join(entries)
    return "".join(f'    "{text[at : at + _A_LINE]}"\n' for at in range(0, len(text), _A_LINE))


if __name__ == "__main__":
    TABLE.write_text(source(), encoding="utf-8")
