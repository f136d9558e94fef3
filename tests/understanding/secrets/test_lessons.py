"""Words of one sort: a lesson's, and not drawn from a list of 2,048."""

from __future__ import annotations

import pytest

from chalicelib.understanding.secrets.lessons import is_lesson

_SORT = {
    "english": ["zebra", "tiger", "lion", "fox", "wolf", "eagle", "whale"],
    "spanish": ["perro", "gato", "vaca", "caballo", "oveja", "pollo", "lobo"],
    "french": ["chien", "cheval", "lapin", "mouton", "renard", "requin", "tortue"],
}
_OTHERS = [f"other{number}" for number in range(12)]


@pytest.mark.parametrize(
    ("language", "least"), [("english", 6), ("spanish", 7), ("french", 6), ("czech", 13)]
)
def test_half_of_one_sort_are_a_lesson_and_in_spanish_more(language: str, least: int) -> None:
    """The Spanish sort is so long that half would be of it too often by chance."""
    sort = _SORT.get(language, [])

    for count in range(len(sort) + 1):
        words = {*sort[:count], *_OTHERS[count:]}

        assert is_lesson(words, language, or_mixed=False) == (count >= least)
