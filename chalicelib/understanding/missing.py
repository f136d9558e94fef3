"""What still has to be asked: a category's needs minus what was said. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from chalicelib.rules import Rules
from chalicelib.understanding.findings import Fact


def unanswered(
    needs: Iterable[str], facts: Iterable[Fact], answered: Collection[str], rules: Rules
) -> tuple[str, ...]:
    """Return the need ids to ask for, in the order given, at most `rules.max_questions`.

    Args:
        needs: what the category wants to know.
        facts: what was found; a fact of any type that answers a need answers it.
        answered: need ids a form has an answer to, "I don't have it" included.
        rules: the policy.
    """
    known = {fact.type.value for fact in facts}
    open_needs = (
        need for need in needs if need not in answered and known.isdisjoint(rules.needs[need])
    )
    return tuple(open_needs)[: rules.max_questions]
