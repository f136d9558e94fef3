"""The policy's phrases: which tables are asked, and that a packaged one says the same."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis.strategies import lists, sampled_from

from chalicelib.rules import Rules
from chalicelib.understanding.category import classify
from chalicelib.understanding.wording.filing import file_phrases, fold_phrase
from chalicelib.understanding.wording.folding import fold_text, sentences
from chalicelib.understanding.wording.lexicon import names
from chalicelib.understanding.wording.listening import listen
from chalicelib.understanding.wording.listing import prepare
from chalicelib.understanding.wording.phrases import Spoken, read_phrases
from chalicelib.understanding.wording.sayings import hear
from chalicelib.understanding.wording.written_in import tables_for
from frontdesk.training.texts import TEXTS
from tests.builders import POLICY, the_rules

SPOKEN = (
    *(
        "not",
        "received",
        "not received",
        "转账",
        "转",
        "账失败",
        "没填 memo",
        "memo",
        "𠮷野家",
        "𠮷",
    ),
    *("도난", "ссылк*", "не", "не пришла ссылк*"),
)
BETWEEN = (" ", ". ", "。", "\n", "，", "", "s", "й", "당")

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


def spoken(text: str, locale: str, confidence: float) -> frozenset[str]:
    """Return the tables asked about a text."""
    return tables_for(text, locale, confidence, names(the_rules()))


def test_every_language_the_desk_is_trained_on_has_cues() -> None:
    """A language without cues is told by the model alone, and nobody can say why."""
    asked = spoken("", "xx", 0.0)
    by_script = spoken("币 あ 한 я ا ह ก", "xx", 1.0)

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
def test_tables_for_asks_what_a_text_may_be_in(
    text: str, locale: str, confidence: float, expected: set[str]
) -> None:
    """English always, each script's language, and all in Latin letters where that is not clear."""
    assert spoken(text, locale, confidence) == expected


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_packaged_table_says_what_the_edited_words_say(language: str) -> None:
    """Category, priorities, reasons, mood and needs are the same, for a hit of every cue."""
    rules, shipped = the_rules(), packaged()
    for text in examples(language):
        here, there = listen("", text, rules, [language]), listen("", text, shipped, [language])
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

    assert {name.rpartition("/")[2] for name in made} == LANGUAGES
    assert all(json.loads(content)["spelt"] for content in made.values())


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
    tables = spoken(text, "en", 0.98)

    assert hear(listen("", text, the_rules(), tables)).says(meaning)


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
        ("not activat*", "please not reactivate it", False),
        ("not activat*", "not activated", True),
        ("还没 memo", "我还没 memo 呢", True),
        ("还没 memo", "我还没 memory 呢", False),
        ("𠮷野家", "在𠮷野家门口", True),
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
    filed = file_phrases([fold_phrase(phrase)])
    phrases = read_phrases(filed.document)

    found = phrases.within(Spoken(fold_text(text)))

    assert bool(found) is stands


@given(phrases=lists(sampled_from(SPOKEN), min_size=1), said=lists(sampled_from(SPOKEN + BETWEEN)))
def test_phrases_are_found_as_a_search_for_each_finds_them(
    phrases: list[str], said: list[str]
) -> None:
    """However they are filed, phrases are met in the sentences they stand in."""
    filed = file_phrases(map(fold_phrase, phrases))
    table = read_phrases(filed.document)
    text = fold_text("".join(said))

    found = table.within(Spoken(text))

    assert {n: table.folded(n) for n in filed.numbers.values()} == {
        number: phrase for phrase, number in filed.numbers.items()
    }
    assert found == {
        place: numbers
        for place, sentence in enumerate(text.sentences)
        if (numbers := {n for phrase, n in filed.numbers.items() if phrase in sentence})
    }
