"""What still has to be asked: a category's needs minus what was said. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from chalicelib.rules import Rules
from chalicelib.understanding.findings import Fact
from chalicelib.understanding.wording.sayings import Heard

_MANY_CHAINS = "evm"
"""An address that starts with 0x is one on every network of that kind."""

_LACKING = "lacking"
_NAMED = "named."
_MOST_BETWEEN = 24
"""Characters between the lack and what is lacking; more is about something else."""

_OTHER_MATTER = re.compile(
    r" (?:why|if|whether|because|since|on|to|at|from|for|with|it|so|and|but|"
    r"por que|porque|para|pourquoi|sur|warum|ob|auf|почему|если|neden|tai sao|kenapa) "
    r"|为什么|为何|怎么|是否|会不会|能不能|但"
)
_NO_LACK = re.compile(r"\s?(?:任何)?(?:问题|错|收到|到|显示|变|反应|更新|确认|余额|币|钱)")
"""What follows "no" when the thing itself is there: no problem, not arrived, no balance."""


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
    told_of = frozenset(need for need in rules.needs if f"told.{need}" in heard.weights)
    return told_of | _lacked(heard) if heard.says(_LACKING) else told_of


def _lacked(heard: Heard) -> set[str]:
    """Return the needs a text says it lacks."""
    named = {
        meaning: heard.phrases(meaning) for meaning in heard.weights if meaning.startswith(_NAMED)
    }
    lacking = heard.phrases(_LACKING)
    return {
        meaning.removeprefix(_NAMED)
        for sentence, meanings in zip(heard.sentences, heard.by_sentence, strict=True)
        if _LACKING in meanings
        for meaning in named.keys() & meanings
        if _lacks(sentence, lacking, named[meaning])
    }


def _lacks(sentence: str, lacking: Iterable[str], names: Iterable[str]) -> bool:
    """Return whether a name stands close to the lack; a sentence may lack something else."""
    lacks = [
        place for place in _places(sentence, lacking) if not _NO_LACK.match(sentence, place[1])
    ]
    return any(
        _are_close(sentence, lack, name) for name in _places(sentence, names) for lack in lacks
    )


def _places(sentence: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    """Return where the first of each phrase stands: its start and its end."""
    found = ((sentence.find(phrase), len(phrase)) for phrase in phrases)
    return [(start, start + length) for start, length in found if start >= 0]


def _are_close(sentence: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    first, second = sorted((one, other))
    between = sentence[first[1] - 1 : second[0] + 1] if second[0] >= first[1] else ""
    return len(between) <= _MOST_BETWEEN and not _OTHER_MATTER.search(between)
