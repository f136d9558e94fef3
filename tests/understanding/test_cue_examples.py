"""Every cue is held by its own examples: what it must take and what it must leave."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from chalicelib.rules import Rules, load_rules
from chalicelib.understanding.category.cues import cues_met
from chalicelib.understanding.lexicon import lexicon
from chalicelib.understanding.listening import listen
from chalicelib.understanding.phrases import fold_phrase
from tests.builders import POLICY, the_rules

LANGUAGES = sorted(path.stem for path in (POLICY / "cues").glob("*.toml"))


def written(language: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the cues of one language as they stand in its file."""
    document = tomllib.loads((POLICY / "cues" / f"{language}.toml").read_text(encoding="utf-8"))
    return [
        (category, {**cue, "language": language})
        for category, cues in document.items()
        for cue in cues
    ]


EXAMPLES = [
    pytest.param(category, cue, id=f"{language}-{category}-{number}")
    for language in LANGUAGES
    for number, (category, cue) in enumerate(written(language))
]


def met(category: str, cue: dict[str, Any], text: str, rules: Rules) -> bool:
    """Return whether a cue as written counts in a text, asked in its own language."""
    phrases = {fold_phrase(phrase) for phrase in cue["any"]}
    language = cue["language"]
    folded = lexicon(rules, language).phrases.folded
    return any(
        one.cue.category == category and {folded[number] for number in one.cue.phrases} == phrases
        for one in cues_met(listen("", text, rules, [language]))
    )


@pytest.fixture(scope="module")
def rules() -> Rules:
    """Return the policy that ships."""
    return the_rules()


@pytest.mark.parametrize(("category", "cue"), EXAMPLES)
def test_a_cue_takes_what_its_hits_say_and_leaves_its_misses(
    category: str, cue: dict[str, Any], rules: Rules
) -> None:
    """Who changes a cue sees at once what it was for and what it must not do."""
    missed = [text for text in cue["hit"] if not met(category, cue, text, rules)]
    taken = [text for text in cue["miss"] if met(category, cue, text, rules)]

    assert (missed, taken) == ([], [])


def test_load_rules_reads_the_cues_of_every_language_file() -> None:
    """A file that is there but not read would be reviewed for nothing."""
    loaded = sum(len(category.cues) for category in load_rules(POLICY).categories.values())

    assert loaded == len(EXAMPLES)
