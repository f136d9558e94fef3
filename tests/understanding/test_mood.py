"""How customers sound: each cue by its own examples, then whole messages."""

from __future__ import annotations

import time
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.understanding.findings import Intent, Mood
from chalicelib.understanding.intent import find_intent
from chalicelib.understanding.lexicon import listen
from chalicelib.understanding.mood import find_mood
from chalicelib.understanding.sayings import Heard, hear
from tests.builders import POLICY, the_rules

CUES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (POLICY / "mood.toml").read_text(encoding="utf-8")
)
HITS = [(meaning, text) for meaning, cues in CUES.items() for cue in cues for text in cue["hit"]]
MISSES = [(meaning, text) for meaning, cues in CUES.items() for cue in cues for text in cue["miss"]]


def heard(text: str) -> Heard:
    """Return what a text says by the policy that ships."""
    return hear(listen("", text, the_rules()))


def mood(text: str) -> Mood:
    """Return the mood of a text."""
    return find_mood(heard(text), text)


def test_every_meaning_is_one_that_is_asked_for() -> None:
    """A cue for a mood nobody knows would never be heard."""
    known = {*Mood, *Intent, "asks", "more", "news"} - {Mood.CALM, Intent.REQUEST}

    assert set(CUES) == known


@pytest.mark.parametrize(("meaning", "text"), HITS)
def test_a_cue_takes_what_it_says_it_takes(meaning: str, text: str) -> None:
    """The examples in the policy are promises."""
    assert heard(text).says(meaning)


@pytest.mark.parametrize(("meaning", "text"), MISSES)
def test_a_cue_leaves_what_it_says_it_leaves(meaning: str, text: str) -> None:
    """Nothing is enough in a message that is given as an example against it."""
    assert heard(text).weights.get(meaning, 0) < 2


@pytest.mark.parametrize(
    ("meaning", "text"), [pair for pair in HITS if pair[0] in {"self_harm", "threatening"}]
)
def test_find_mood_hears_danger_and_threats_in_every_example(meaning: str, text: str) -> None:
    """What must never be missed is the message's mood, whatever else it says."""
    assert mood(text).value == meaning


@pytest.mark.parametrize(
    "text",
    [
        "My withdrawal is pending since Monday, can you check it? Thanks",
        "这笔转账三天了还没到账，麻烦帮我查一下",
        "How do I add a token to my wallet?",
        "THE APP SHOWS ERROR 502 WHEN I OPEN IT!!!",
        "USDT TRC20 TX HASH MISSING",
        "客服你好！！！请问怎么改手机号",
        "I am dying to try the new swap feature",
        "笑死，原来是我自己忘记了",
    ],
)
def test_find_mood_stays_calm_when_only_the_matter_is_bad(text: str) -> None:
    """Capitals, marks and idioms are no anger."""
    assert mood(text) is Mood.CALM


@pytest.mark.parametrize(
    "text", ["I am disappointed with this", "The app is terrible", "处理得太差"]
)
def test_find_mood_makes_a_hint_anger_when_it_is_shouted(text: str) -> None:
    """One mild word is none; the same word shouted is."""
    assert mood(text) is Mood.CALM
    assert mood(text + "!!!") is Mood.ANGRY
    assert mood(text + "！！") is Mood.ANGRY


def test_find_mood_hears_self_harm_before_everything_else() -> None:
    """Whoever threatens and despairs is in danger first."""
    assert mood("You thieves, I will sue you. I lost everything, I want to die.") is Mood.SELF_HARM


def test_find_mood_hears_self_harm_when_an_idiom_stands_elsewhere() -> None:
    """An exception holds for its own sentence only."""
    assert mood("This made me die of laughter. Now I want to kill myself.") is Mood.SELF_HARM


@given(st.text(max_size=400))
def test_find_mood_and_intent_are_total(text: str) -> None:
    """Any text has a mood and an intent, twice the same."""
    said = heard(text)

    assert find_mood(said, text) is find_mood(heard(text), text)
    assert find_intent(said, text) in Intent


@pytest.mark.parametrize(
    "piece", ["a ", "死", "!!", "A", "i want to die ", "想死你。", "죽", "但是", "é "]
)
def test_hearing_is_fast_when_a_piece_is_repeated(piece: str) -> None:
    """Four thousand characters are heard; a second is generous for a busy machine."""
    text = piece * (4_000 // len(piece))
    start = time.process_time()

    find_mood(heard(text), text)

    assert time.process_time() - start < 1
