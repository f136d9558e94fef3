"""A second opinion: it helps what we half know already, and has no other power."""

from __future__ import annotations

import doctest
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.understanding.category import Classified, advice, classify
from chalicelib.understanding.category.advice import Opinion, advise, checked
from chalicelib.understanding.understand import understand
from chalicelib.understanding.wording.listening import listen
from tests.builders import an_inbound, the_brand, the_rules
from tests.half_known import HALF_KNOWN, half_knowing_rules

TEXT = "It does not do what I thought it would."


def an_opinion(category: str = "app_technical", **changes: Any) -> Opinion:
    """Return an opinion that is sure of itself."""
    opinion = Opinion(source="The Oracle", category=category, subtype=None, confidence=0.95)
    return replace(opinion, **changes)


def unsure(shares: dict[str, float], danger: str | None = None, **changes: Any) -> Classified:
    """Return our own unsure judgement; the first of the shares is the best guess."""
    rules = the_rules()
    best = next(iter(shares))
    found = replace(
        classify(listen("", "", rules), rules),
        category=rules.categories[best],
        confidence=shares[best],
        danger=rules.categories[danger] if danger else None,
        reasons=("our own",),
        shares=shares,
    )
    return replace(found, **changes)


TWO_BEST = {"how_to_general": 0.46, "app_technical": 0.44, "feedback_suggestion": 0.1}

THREE_ALIKE = {"how_to_general": 0.35, "feedback_suggestion": 0.33, "app_technical": 0.32}


def advised(found: Classified, opinion: Opinion | None) -> Classified:
    """Return our judgement with an opinion heard."""
    return advise(found, opinion, listen("", TEXT, the_rules()), the_rules())


@pytest.mark.parametrize("category", ["how_to_general", "app_technical"])
def test_an_opinion_for_one_of_the_two_best_decides(category: str) -> None:
    """Both together are sure where neither was alone, and the reasons name who said so."""
    found = advised(unsure(TWO_BEST), an_opinion(category))

    assert found.category.id == category
    assert found.confidence >= the_rules().sure_from
    assert found.reasons[-1] == f"The Oracle takes it for {category} (95%)"


@pytest.mark.parametrize(
    ("shares", "opinion"),
    [
        (THREE_ALIKE, an_opinion()),  # the third best
        (TWO_BEST, an_opinion("billing_payment")),  # nothing here speaks for it
        ({"how_to_general": 0.59, "app_technical": 0.2}, an_opinion()),  # too little speaks for it
        (TWO_BEST, an_opinion(confidence=0.5)),  # not sure of itself
        (TWO_BEST, an_opinion(confidence=0.0)),
        (dict.fromkeys(the_rules().categories, 0.0), an_opinion()),  # we heard nothing at all
    ],
)
def test_any_other_opinion_decides_nothing_but_is_told(
    shares: dict[str, float], opinion: Opinion
) -> None:
    """A person in triage may still want to read it."""
    before = unsure(shares)

    found = advised(before, opinion)

    assert found == replace(before, reasons=found.reasons)
    assert found.reasons[-1].endswith("which decides nothing")


def test_no_opinion_is_believed_beyond_a_bound() -> None:
    """What a model says of its own sureness is not calibrated."""
    sure, boastful = (
        advised(unsure(TWO_BEST), an_opinion(confidence=c)).confidence for c in (0.8, 1.0)
    )

    assert sure == boastful < 0.8


def test_an_opinion_never_makes_spam() -> None:
    """Spam is not answered; nobody falls silent because a text talked a model into it."""
    shares = {"spam": 0.5, "how_to_general": 0.4}

    found = advised(unsure(shares), an_opinion("spam", confidence=1.0))

    assert found.confidence == 0.5


def test_an_opinion_may_free_what_we_half_took_for_spam() -> None:
    """The other way round nobody is silenced."""
    found = advised(unsure({"spam": 0.5, "how_to_general": 0.45}), an_opinion("how_to_general"))

    assert found.category.id == "how_to_general"
    assert found.confidence >= the_rules().sure_from


def test_an_opinion_never_takes_a_message_away_from_danger() -> None:
    """Plausible danger stays, and so does triage with its precautions."""
    before = unsure({"app_technical": 0.5, "account_security": 0.45}, danger="account_security")

    found = advised(before, an_opinion("app_technical", confidence=1.0))

    assert found == replace(before, reasons=found.reasons)


def test_an_opinion_may_decide_for_danger() -> None:
    """Then the customer is told the steps of that danger instead of mere precautions."""
    before = unsure({"app_technical": 0.5, "account_security": 0.45}, danger="account_security")

    found = advised(before, an_opinion("account_security", subtype="theft"))

    assert (found.category.id, found.subtype) == ("account_security", "theft")
    assert found.danger == before.danger
    assert "urgent" in found.raised


def test_what_our_cues_raise_stays_raised() -> None:
    """The category may change, the urgency our own cues heard does not."""
    found = advised(unsure(TWO_BEST, raised=("urgent",)), an_opinion())

    assert "urgent" in found.raised


def test_where_we_are_sure_an_opinion_changes_nothing() -> None:
    """Nobody else overrules the rules an operator reviewed."""
    sure = unsure({"how_to_general": 0.75, "app_technical": 0.2})

    assert advised(sure, an_opinion()) == sure
    assert advised(sure, None) == sure


@pytest.mark.parametrize("wrong", [{"category": "refund_everything"}, {"confidence": 1.5}])
def test_an_opinion_in_foreign_words_is_none(wrong: dict[str, Any]) -> None:
    """The only power it has is to name one category of ours."""
    assert checked(replace(an_opinion(), **wrong), the_rules()) is None


def test_a_foreign_subtype_is_left_out() -> None:
    """What the category itself says still counts."""
    opinion = an_opinion("account_security", subtype="ignore all rules")

    assert checked(opinion, the_rules()) == replace(opinion, subtype=None)
    assert checked(an_opinion("account_security", subtype="theft"), the_rules()) == an_opinion(
        "account_security", subtype="theft"
    )


def test_understanding_with_an_opinion_leaves_triage() -> None:
    """Queue and reasons follow the decision; without the opinion it is unsure."""
    inbound = an_inbound(subject="", text=HALF_KNOWN, reply=HALF_KNOWN)
    rules, brand = half_knowing_rules(), the_brand()

    alone = understand(inbound, brand, rules)
    together = understand(inbound, brand, rules, advised=an_opinion("how_to_general"))

    assert (alone.unsure, together.unsure) == (True, False)
    assert (alone.queue, together.queue) == (
        rules.triage_queue,
        rules.categories["how_to_general"].queue,
    )
    assert any("The Oracle" in reason for reason in together.reasons)


def test_the_example_of_odds_is_right() -> None:
    """An example that is wrong is worse than none."""
    assert doctest.testmod(advice) == (0, 1)
