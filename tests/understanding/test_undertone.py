"""What the mood model hears: bounded, silent without a model, and the same however long a mail."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules import Rules
from chalicelib.understanding.category.model import write_model
from chalicelib.understanding.findings import Mood
from chalicelib.understanding.undertone import MOST_AT_FIRST, grams_of, undertones
from chalicelib.understanding.wording.folding import sentences
from tests.builders import the_rules

MOODS = [mood.value for mood in Mood]
FACTS = "The amount is 240 USDT. The network is Polygon. The receipt is attached. "


def hearing(word: str, mood: Mood) -> Rules:
    """Return rules with a model in which one word tells a mood."""
    weights = [100 if other is mood else -20 for other in Mood]
    model = write_model(MOODS, [1.0, 0.0, 0.0, 0.0, 0.0], 0.1, {word: weights, "amount": [9] * 5})
    return replace(the_rules(), mood_model=model)


def test_undertones_are_those_of_the_sentence_that_tells_most() -> None:
    """One sentence in the middle of many facts is heard as if it stood alone."""
    rules = hearing("rent", Mood.DESPERATE)

    alone = undertones(sentences("That was the rent."), rules)
    amid = undertones(sentences(f"{FACTS}That was the rent. {FACTS}"), rules)

    assert alone[Mood.DESPERATE] > 0.9
    assert amid[Mood.DESPERATE] == pytest.approx(alone[Mood.DESPERATE])
    assert amid[Mood.CALM] == pytest.approx(alone[Mood.CALM])


def test_undertones_are_of_two_sentences_when_both_tell() -> None:
    """Who threatens in one sentence and despairs in the next is heard in both."""
    rows = {"rent": [-20, -20, 100, -20, -20], "lawsuit": [-20, -20, -20, 100, -20]}
    rules = replace(the_rules(), mood_model=write_model(MOODS, [1.0, 0, 0, 0, 0], 0.1, rows))

    heard = undertones(sentences(f"{FACTS}That was the rent. {FACTS}The lawsuit is ready."), rules)

    assert heard[Mood.DESPERATE] > 0.9
    assert heard[Mood.THREATENING] > 0.9


@pytest.mark.parametrize("word", ["a", "abcdef", "가나다", "死"])
@pytest.mark.parametrize("weight", [127, -128])
def test_undertones_hold_when_one_word_of_the_largest_weight_is_all_there_is(
    word: str, weight: int
) -> None:
    """The sums of the first look have room for the longest sentence it looks at."""
    opposite = -1 - weight
    row = [opposite if mood is Mood.CALM else weight for mood in Mood]
    grams = {word: row, f"{word[:5]}*": row, f"{word[:2]}*": row}
    rules = replace(the_rules(), mood_model=write_model(MOODS, [0.0] * 5, 0.1, grams))

    heard = undertones([f" {' '.join([word] * MOST_AT_FIRST)} "], rules)

    assert (heard[Mood.ANGRY] > heard[Mood.CALM]) is (weight > 0)


def test_undertones_are_silent_without_a_model() -> None:
    """A policy without the file has its phrases alone."""
    rules = replace(the_rules(), mood_model=b"")

    assert undertones(sentences("That was the rent."), rules) == {}


def test_undertones_are_heard_at_first_and_at_last() -> None:
    """Farewells and threats end a letter; what is between is a story, and the time is bounded."""
    rules = hearing("rent", Mood.DESPERATE)
    story = " ".join(f"The amount of row {n}." for n in range(MOST_AT_FIRST // 10))

    at_last = undertones(sentences(f"{story} That was the rent."), rules)
    after = story.replace("row", "column")
    between = undertones(sentences(f"{story} That was the rent. {after}"), rules)

    assert at_last[Mood.DESPERATE] > 0.9
    assert between[Mood.DESPERATE] < 0.5


@pytest.mark.parametrize(
    ("sentence", "gram"),
    [
        (" 我睡不着 ", "睡不着"),
        (" 죽고 싶어요 ", "싶어*"),
        (" не могу больше ", "могу больше"),
        (" verzweifelt ", "verzw*"),
        (" นอนไม่หลับ ", "นอน"),
    ],
)
def test_grams_of_see_words_in_every_script(sentence: str, gram: str) -> None:
    """Runs without spaces give pieces, words their beginning and the word before."""
    assert gram in grams_of(sentence)


@given(st.text(max_size=400))
def test_undertones_are_total_and_shares(text: str) -> None:
    """Any text gives shares, twice the same."""
    heard = undertones(sentences(text), the_rules())

    assert all(0 <= share <= 1 for share in heard.values())
    assert undertones(sentences(text), the_rules()) == heard


@pytest.mark.parametrize("piece", ["a ", "死", "rent. ", "죽", "é ", "x"])
def test_undertones_are_fast_when_a_piece_is_repeated(piece: str) -> None:
    """Eight thousand characters, in one sentence or in many; a second is generous."""
    text = sentences(piece * (8_000 // len(piece)))
    start = time.process_time()

    undertones(text, the_rules())

    assert time.process_time() - start < 1
