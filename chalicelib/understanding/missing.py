"""What still has to be asked: a category's needs minus what was said. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from chalicelib.rules import Rules
from chalicelib.understanding.findings import Fact
from chalicelib.understanding.sayings import Heard

_MANY_CHAINS = "evm"
"""An address that starts with 0x is one on every network of that kind."""


def unanswered(
    needs: Iterable[str], facts: Iterable[Fact], answered: Collection[str], rules: Rules
) -> tuple[str, ...]:
    """Return the need ids to ask for, in the order given, at most `rules.max_questions`.

    Args:
        needs: what the category wants to know.
        facts: what was found; a fact of any type that answers a need answers it, and one that
            stands on one network only tells the network.
        answered: need ids a form has an answer to, "I don't have it" included, or that the text
            tells (`told`).
        rules: the policy.
    """
    known: set[str] = set()
    for fact in facts:
        known.add(fact.type.value)
        if fact.chain not in (None, _MANY_CHAINS):
            known.add("chain")
    open_needs = (
        need for need in needs if need not in answered and known.isdisjoint(rules.needs[need])
    )
    return tuple(open_needs)[: rules.max_questions]


def told(heard: Heard, rules: Rules) -> frozenset[str]:
    """Return the need ids a text tells in words, or says in one sentence that it cannot tell."""
    lacked = {
        meaning
        for meanings in heard.by_sentence
        if "lacking" in meanings
        for meaning in meanings
        if meaning.startswith("named.")
    }
    return frozenset(
        need for need in rules.needs if f"told.{need}" in heard.weights or f"named.{need}" in lacked
    )
