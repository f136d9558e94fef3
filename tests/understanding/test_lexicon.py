"""The policy's phrases: which tables are asked, and that a packaged one says the same."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from functools import cache

import pytest

from chalicelib.rules import Rules
from chalicelib.understanding.category import classify
from chalicelib.understanding.folding import sentences
from chalicelib.understanding.lexicon import languages_of, listen, prepare
from chalicelib.understanding.phrases import Phrases, filed, fold_phrase, units_in
from chalicelib.understanding.sayings import hear
from frontdesk.training.texts import TEXTS
from tests.builders import POLICY, the_rules

LANGUAGES = {folder.name.partition("-")[0] for folder in TEXTS.iterdir()}


@cache
def packaged() -> Rules:
    """Return the shipped policy as a package holds it: the tables made, the words left out."""
    rules = the_rules()
    categories = {id_: replace(one, cues=()) for id_, one in rules.categories.items()}
    return replace(rules, categories=categories, sayings=(), prepared=prepare(rules))


def examples(language: str) -> list[str]:
    """Return a message for each cue of a language, one that it takes."""
    document = tomllib.loads((POLICY / "cues" / f"{language}.toml").read_text(encoding="utf-8"))
    return [cue["hit"][0] for cues in document.values() for cue in cues]


def prepare_names() -> list[str]:
    """Return the names of all tables."""
    return [name.rpartition("/")[2] for name in packaged().prepared]


def test_every_language_the_desk_is_trained_on_has_cues() -> None:
    """A language without cues is told by the model alone, and nobody can say why."""
    asked = languages_of("", "xx", 0.0, the_rules())
    by_script = languages_of("币 あ 한 я ا ह ก", "xx", 1.0, the_rules())

    assert asked | by_script >= LANGUAGES


@pytest.mark.parametrize(
    ("text", "locale", "confidence", "expected"),
    [
        ("my wallet", "en", 0.99, {"en"}),
        ("mi billetera", "es", 0.95, {"en", "es"}),
        ("wallet", "en", 0.5, {"en", "es", "pt", "fr", "de", "tr", "vi", "id"}),
        ("钱包", "zh-Hans", 0.95, {"en", "zh"}),
        ("钱包", "zh-Hans", 0.5, {"en", "zh"}),
        ("財布が消えた", "ja", 0.95, {"en", "zh", "ja"}),
        ("my wallet 被盗了", "en", 0.95, {"en", "zh"}),
        ("кошелек", "ru", 0.6, {"en", "ru"}),
        ("portfel", "pl", 0.95, {"en"}),
    ],
)
def test_languages_of_asks_what_a_text_may_be_in(
    text: str, locale: str, confidence: float, expected: set[str]
) -> None:
    """English always, each script's language, and all in Latin letters where that is not clear."""
    assert {
        name
        for name in languages_of(text, locale, confidence, the_rules())
        if not name.startswith("sayings")
    } == expected


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_packaged_table_says_what_the_edited_words_say(language: str) -> None:
    """Category, priorities, reasons, mood and needs are the same, for a hit of every cue."""
    rules, shipped = the_rules(), packaged()
    asked = [name for name in prepare_names() if name in (language, "sayings") or "-" in name]
    for text in examples(language):
        here, there = listen("", text, rules, asked), listen("", text, shipped, asked)
        edited, made = classify(here, rules), classify(there, shipped)

        assert (edited.shares, edited.reasons) == (made.shares, made.reasons)
        assert (edited.subtype, edited.raised, edited.eased) == (
            made.subtype,
            made.raised,
            made.eased,
        )
        assert hear(here) == hear(there)


def test_prepare_is_json_for_each_table() -> None:
    """Tables are read one by one, when they are needed."""
    made = prepare(the_rules())

    assert {name.rpartition("/")[2] for name in made} > LANGUAGES
    assert all(json.loads(content)["folded"] for content in made.values())


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("I want to die", "self_harm"),
        ("我不想活了", "self_harm"),
        ("死にたい", "self_harm"),
        ("죽고 싶어요", "self_harm"),
        ("хочу умереть", "self_harm"),
    ],
)
def test_sayings_are_heard_in_every_script(text: str, meaning: str) -> None:
    """Each script's sayings are a table of their own, asked when a text has such letters."""
    spoken = languages_of(text, "en", 0.98, the_rules())

    assert hear(listen("", text, the_rules(), spoken)).says(meaning)


def test_part_forgets_the_subject() -> None:
    """Of a reply only the new text is heard."""
    said = listen("Hacked", "Thank you. It works.", the_rules())

    part = said.part(said.of_subject, len(said.sentences))

    assert part.of_subject == 0
    assert hear(part).says("thanks")
    assert len(part.sentences) == len(said.sentences) - 1


def test_every_phrase_is_found_in_itself() -> None:
    """A mark within a phrase ends the sentence there, and such a phrase is never met."""
    rules = the_rules()
    cues = [cue for category in rules.categories.values() for cue in category.cues]
    written = {p for one in (*cues, *rules.sayings) for p in (*one.phrases, *one.together)}

    lost = [
        phrase
        for phrase in written
        if not any(fold_phrase(phrase) in said for said in sentences(phrase))
    ]

    assert lost == []


@pytest.mark.parametrize(
    ("phrase", "text", "stands"),
    [
        ("not received", "I have NOT received it", True),
        ("not received", "it is not. Received it", False),
        ("ссылк*", "по ссылке", True),
        ("activat*", "please reactivate it", False),
        ("activat*", "not activated", True),
        ("도난", "도난당했어요", True),
        ("没填memo", "我没填 memo", True),
        ("盗", "币被盗了", True),
        ("não chegou", "Nao chegou", True),
        ("चोरी", "चार दिन", False),
        ("pin", "spinning", False),
    ],
)
def test_a_phrase_is_found_where_it_stands_and_nowhere_else(
    phrase: str, text: str, *, stands: bool
) -> None:
    """Whole words where words have spaces, anywhere in a run where they have none."""
    folded = [fold_phrase(phrase)]
    phrases = Phrases(folded, filed(folded))
    said = listen("", text, the_rules(), [])

    found = [phrases.within(sentence, units_in(sentence)) for sentence in said.sentences]

    assert any(found) is stands
