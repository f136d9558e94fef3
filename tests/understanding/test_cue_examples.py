"""Every cue is held by its own examples: what it must take and what it must leave."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from chalicelib.rules import Rules, load_rules
from chalicelib.understanding.category.cues import cues_met
from chalicelib.understanding.wording.listening import listen
from tests.builders import POLICY, the_rules

LANGUAGES = sorted(path.stem for path in (POLICY / "cues").glob("*.toml"))


def written(language: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the cues of one language as they stand in its file, in the order of its table."""
    document = tomllib.loads((POLICY / "cues" / f"{language}.toml").read_text(encoding="utf-8"))
    return [
        (category, cue) for category in the_rules().categories for cue in document.get(category, ())
    ]


CUES = {language: written(language) for language in LANGUAGES}


def met(language: str, text: str, rules: Rules) -> set[int]:
    """Return the numbers of the cues that count in a text, asked in one language."""
    return {one.speaker.number for one in cues_met(listen("", text, rules, [language]))}


@pytest.fixture(scope="module")
def rules() -> Rules:
    """Return the policy that ships."""
    return the_rules()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cue_takes_what_its_hits_say_and_leaves_its_misses(language: str, rules: Rules) -> None:
    """Who changes a cue sees at once what it was for and what it must not do."""
    wrong = [
        f"{category}, {cue['any'][0]!r} {'misses' if sort == 'hit' else 'takes'} {text!r}"
        for number, (category, cue) in enumerate(CUES[language])
        for sort in ("hit", "miss")
        for text in cue[sort]
        if (number in met(language, text, rules)) is not (sort == "hit")
    ]

    assert not wrong, "\n".join(wrong)


def test_load_rules_reads_the_cues_of_every_language_file() -> None:
    """A file that is there but not read would be reviewed for nothing."""
    loaded = sum(len(category.cues) for category in load_rules(POLICY).categories.values())

    assert loaded == sum(map(len, CUES.values()))
