"""Which subtype a message is of: cues, the learned model, and both."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.rules import Rules
from chalicelib.understanding.category import classify
from chalicelib.understanding.category.grams import blocks
from chalicelib.understanding.category.model import write_model
from chalicelib.understanding.category.subtypes import class_of, subtype_of
from chalicelib.understanding.wording.folding import sentences
from chalicelib.understanding.wording.listening import listen
from tests.builders import the_rules

TRANSFER = "transaction_issue"


def taught(**words: str) -> Rules:
    """Return the policy with a model that tells classes ("transaction_issue__fee") by a word."""
    rules = the_rules()
    names = [
        class_of(category.id, subtype)
        for category in rules.categories.values()
        for subtype in category.subtypes
    ]
    weights = {
        word: [100 if name == told.replace("__", ".") else 0 for name in names]
        for told, word in words.items()
    }
    return replace(rules, subtype_model=write_model(names, [0.0] * len(names), 0.1, weights))


def told(text: str, category: str, rules: Rules) -> str | None:
    """Return the subtype the model alone hears in a text."""
    return subtype_of(rules.categories[category], (), blocks(sentences(text)), rules)


def about(text: str, rules: Rules) -> str | None:
    """Return the subtype of a transfer's trouble by cues and model."""
    return classify(listen("", text, rules), rules, only=TRANSFER).subtype


@pytest.mark.parametrize(
    ("text", "subtype"),
    [
        ("The exchange has had it on its side since noon, here it says confirmed", "not_received"),
        ("两个小时了还在转圈，一个确认都没有", "pending"),
        ("我把最后两位抄错了，币已经走了", "wrong_address"),
    ],
)
def test_the_shipped_model_tells_what_no_cue_does(text: str, subtype: str) -> None:
    """People describe what happened instead of naming it."""
    assert told(text, TRANSFER, the_rules()) == subtype


def test_only_subtypes_of_the_chosen_category_are_compared() -> None:
    """A model that hears theft in a transfer says nothing of the transfer."""
    rules = taught(account_security__theft="gone")

    assert told("gone", "account_security", rules) == "theft"
    assert told("gone", TRANSFER, rules) is None


def test_cues_tell_where_the_model_does_not() -> None:
    """What an operator listed counts beside what was learned."""
    rules = taught(transaction_issue__pending="wait")
    said = "I sent the tokens to a wrong address. Wait"

    assert told("wait", TRANSFER, rules) == "pending"
    assert told(said, TRANSFER, taught()) is None
    assert about(said, taught()) == "wrong_address"


def test_a_subtype_newer_than_the_model_is_told_by_cues() -> None:
    """An operator may add one before anything was learned of it."""
    rules = taught(transaction_issue__pending="wait")
    transfers = rules.categories[TRANSFER]
    more = replace(transfers, subtypes=(*transfers.subtypes, "lost"))
    rules = replace(rules, categories={**rules.categories, TRANSFER: more})

    assert told("wait", TRANSFER, rules) == "pending"
    assert about("I sent the tokens to a wrong address.", rules) == "wrong_address"


def test_a_category_without_subtypes_has_none() -> None:
    """Then the questions of the whole category are asked."""
    assert told("pending", "complaint", the_rules()) is None


def test_without_a_model_cues_alone_tell() -> None:
    """A desk may do without it."""
    rules = replace(the_rules(), subtype_model=b"")

    assert told("pending", TRANSFER, rules) is None
    assert about("My swap failed.", rules) == "failed"
