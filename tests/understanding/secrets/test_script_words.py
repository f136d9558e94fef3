"""Words of Cyrillic, kana and other letters: which they are and where they stand."""

from __future__ import annotations

import pytest

from chalicelib.understanding.secrets.phrase_cues import is_in_script
from chalicelib.understanding.secrets.script_words import ScriptWords
from chalicelib.understanding.secrets.scripts import rows_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. ёлка — wood, 😀 мир!", ["ёлка", "wood", "мир"]),
        ("あいさつ\u3000カタカナ、ね", ["あいさつ", "カタカナ", "ね"]),
        ("мир 钱包 가격x", ["мир", "钱包", "가격x"]),
        ("мир\x7f\x7fдом", ["мир", "\x7f\x7f", "дом"]),
    ],
)
def test_words_are_rows_of_letters_of_any_script(text: str, expected: list[str]) -> None:
    """Whether the table of letters knows the script or not."""
    found = ScriptWords(text, rows_of(text))

    assert list(found.words) == expected
    assert [text[slice(*span)] for span in found.spans(0, len(expected))] == expected


@pytest.mark.parametrize("first", [0, 3, 1500, 2990, 2999])
def test_a_word_that_comes_again_and_again_is_told_by_its_number(first: int) -> None:
    """Counted from the nearer end, or from what was asked for before, over gaps of any width."""
    text = "мир дом, " * 1000 + " " * 900 + "мир " * 1000
    found = ScriptWords(text, rows_of(text))
    found.spans(700, 710)
    ends = [place for place, sign in enumerate(text) if sign in "рм" and text[place + 1] in " ,"]

    spans = found.spans(first, first + 1)

    assert spans == [(ends[first] - 2, ends[first] + 1)]


@pytest.mark.parametrize(
    ("text", "is_called"),
    [("это резервная фраза", True), ("сид-фраза", True), ("фраза сидела", False)],
)
def test_a_phrase_is_called_so_where_one_of_its_stems_is(text: str, is_called: bool) -> None:  # noqa: FBT001  # a case
    """A stem alone does not do."""
    stems = [stem for stem in ("сид", "фраз", "резервн") if stem in text]

    assert is_in_script(text, stems) is is_called
