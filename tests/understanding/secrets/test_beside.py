"""A recovery phrase beside what is none: a lesson, a row of tags, a list of another sort."""

from __future__ import annotations

import pytest

from chalicelib.understanding.secrets import find_secrets

from . import throwaway as make

_FOOD = [
    "apple",
    "banana",
    "orange",
    "lemon",
    "cherry",
    "mango",
    "olive",
    "onion",
    "potato",
    "rice",
    "salad",
    "soup",
]
_TAGS = ["travel", "food", "love", "summer", "beach", "sunset", "ocean", "music", "dance", "happy"]
_LISTS = {
    "commas": "English words for my kids: " + ", ".join(_FOOD),
    "ten by commas": ", ".join(_FOOD[:10]),
    "spaces": " ".join(_FOOD),
    "bullets": "\n".join(f"- {word}" for word in _FOOD),
    "rows": ",\n".join((", ".join(_FOOD[:6]), ", ".join(_FOOD[6:]))),
    "tags": " ".join(f"#{word}" for word in _TAGS),
    "seventy tags": " ".join(f"#{word}" for word in _TAGS * 7),
}
_ORDERS = ("{0}\n{1}", "{0}\n\n{1}", "{1}\n{0}", "{1}\n\n{0}", "{0}\n{1}\n{0}")


@pytest.mark.parametrize("order", _ORDERS)
@pytest.mark.parametrize("name", _LISTS)
def test_a_phrase_beside_a_lesson_or_tags_is_found(name: str, order: str) -> None:
    """Whether it stands before it or after it, and however it is written."""
    source = make.seeded(31)
    for written in ("spaces", "commas", "dots", "brackets", "bullets", "pipes"):
        phrase = make.written(make.phrase(source, "english"))[written]
        if name == "bullets" and written == "bullets":
            continue  # one list of them all
        text = order.format(_LISTS[name], phrase)

        found = find_secrets(text)

        start = text.index(phrase)
        assert any(s.start <= start and start + len(phrase) <= s.end for s in found), text


def test_words_line_by_line_after_tags_are_found_to_the_last() -> None:
    """Ends of lines are of the phrase then, and the first of them is not."""
    words = make.phrase(make.seeded(32), "english")
    tags = _LISTS["tags"]

    for text in (f"{tags}\n\n" + "\n".join(words), "\n".join(words) + f"\n\n{tags}"):
        (span,) = find_secrets(text)

        assert text[span.start : span.end] == "\n".join(words)


@pytest.mark.parametrize("order", _ORDERS)
@pytest.mark.parametrize("name", _LISTS)
def test_two_lists_beside_each_other_hold_none(name: str, order: str) -> None:
    """What is no phrase by itself is none beside another."""
    text = order.format(_LISTS[name], " ".join(f"{n}. {word}" for n, word in enumerate(_TAGS, 1)))

    assert find_secrets(text) == ()


def test_words_beside_a_lesson_need_a_checksum_or_a_word_for_them() -> None:
    """Twelve listed words may be a game's; near "seed phrase" they are not."""
    words = make.phrase(make.seeded(33), "english")
    words[0], words[1] = words[1], words[0]
    text = f"{_LISTS['commas']}\n{' '.join(words)}"

    assert find_secrets(text) == ()
    assert find_secrets(text.replace("English words", "Seed phrase"))
