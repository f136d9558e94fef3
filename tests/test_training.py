"""The texts the models learn from: labelled, complete, and free of secrets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chalicelib.errors import OperatorError
from chalicelib.understanding.findings import Mood
from frontdesk.training.texts import (
    RETOLD,
    TEXTS,
    Example,
    category_texts,
    check_categories,
    read_corrections,
    read_texts,
)
from tests.builders import the_rules
from tests.throwaway import plant

CATEGORIES = sorted(the_rules().categories)
MOODS = TEXTS.parent / "moods"


def test_every_locale_has_texts_of_every_category() -> None:
    """A category without a text in a language is never told there."""
    for folder in TEXTS.iterdir():
        assert sorted(path.stem for path in folder.glob("*.txt")) == CATEGORIES


def test_read_texts_gives_each_text_once_and_one_label() -> None:
    """The same words under two labels teach nothing."""
    texts = [(example.locale, example.text) for example in category_texts()]

    assert len(texts) == len(set(texts))


def test_retold_reports_are_of_known_categories_and_locales() -> None:
    """They are the nearest to real mail that may be kept here."""
    retold = [example for example in category_texts() if example.retold]

    check_categories(retold, CATEGORIES)
    assert len(retold) > 1_000
    assert {example.locale for example in retold} <= {folder.name for folder in TEXTS.iterdir()}


def test_retold_reports_name_no_ones_address() -> None:
    """Facts were taken over from public reports, nobody's mail address or site."""
    named = re.compile(r"@(?!mail\.example|some_name)[A-Za-z0-9]")

    assert not [one.text for one in read_texts(RETOLD) if named.search(one.text)]


def test_every_locale_has_texts_of_every_mood() -> None:
    """A mood without a text in a language is never told there."""
    for folder in MOODS.iterdir():
        assert sorted(path.stem for path in folder.glob("*.txt")) == sorted(Mood)


def test_every_text_of_a_mood_stands_under_one_mood_only() -> None:
    """The same words under two labels teach nothing."""
    texts = [(example.locale, example.text) for example in read_texts(MOODS)]

    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("taught", "known", "told"),
    [(["spam", "gossip"], ["spam"], "gossip"), (["spam"], ["careers", "spam"], "careers")],
)
def test_check_categories_names_what_does_not_fit(
    taught: list[str], known: list[str], told: str
) -> None:
    """A misspelt file or a new category is told before an hour of training."""
    examples = [Example(text="x", category=category, locale="en") for category in taught]

    with pytest.raises(OperatorError, match=told):
        check_categories(examples, known)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("no json", "line 1: not a correction"),
        ('{"text": "x"}', "line 1: not a correction"),
        ('{"text": "x", "category": "gossip"}', "no category 'gossip'"),
        (
            f'{{"text": "my phrase: {plant("english phrase", 1).value}", "category": "spam"}}',
            "holds a secret",
        ),
    ],
)
def test_read_corrections_refuses_a_line_that_teaches_nothing_good(
    tmp_path: Path, line: str, told: str
) -> None:
    """A model remembers what it is taught, so secrets above all are refused."""
    path = tmp_path / "corrections.jsonl"
    path.write_text(line, encoding="utf-8")

    with pytest.raises(OperatorError, match=told):
        read_corrections(path, CATEGORIES)


def test_read_corrections_takes_what_an_agent_labelled(tmp_path: Path) -> None:
    """What a customer wrote and a person labelled counts for several of our own texts."""
    path = tmp_path / "corrections.jsonl"
    path.write_text('\n{"text": "where is it", "category": "order_delivery"}\n', encoding="utf-8")

    (example,) = read_corrections(path, CATEGORIES)

    assert (example.category, example.weight > 1) == ("order_delivery", True)
