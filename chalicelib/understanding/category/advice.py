"""A second opinion on what a message is about, weighed with our own judgement. Pure.

It comes from outside and may be wrong, or be talked into something by the very text it is about.
So it only helps one of the two categories that are best anyway over the threshold. It cannot take
a message away from plausible danger, and it never makes spam of one: nobody falls silent for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from chalicelib.rules import Rules
from chalicelib.understanding.category.judge import Classified, classify
from chalicelib.understanding.wording.listening import Said

_MOST_BELIEVED = 0.8
"""No opinion counts for more, however sure it says it is: that number is nobody's calibration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What somebody else takes a message for. `confidence` is its own, 0..1; `source` its name."""

    source: str
    category: str
    subtype: str | None
    confidence: float


def checked(opinion: Opinion, rules: Rules) -> Opinion | None:
    """Return an opinion in the policy's words: None for no category of ours, no foreign subtype."""
    category = rules.categories.get(opinion.category)
    if category is None or not 0.0 <= opinion.confidence <= 1.0:
        return None
    return opinion if opinion.subtype in category.subtypes else replace(opinion, subtype=None)


def advise(found: Classified, opinion: Opinion | None, said: Said, rules: Rules) -> Classified:
    """Return what a message is about with an opinion heard.

    Args:
        found: our own judgement; where it is sure, nothing changes.
        opinion: a `checked` one, None where nobody was asked.
        said: what was judged.
        rules: the policy.
    """
    if opinion is None or found.confidence >= rules.sure_from:
        return found
    told = f"{opinion.source} takes it for {opinion.category} ({opinion.confidence:.0%})"
    together = _together(found.shares.get(opinion.category, 0.0), opinion.confidence)
    if together < rules.sure_from or not _may_decide(found, opinion, rules):
        return replace(found, reasons=(*found.reasons, f"{told}, which decides nothing"))
    decided = classify(said, rules, only=opinion.category)
    return replace(
        decided,
        subtype=opinion.subtype or decided.subtype,
        confidence=together,
        danger=found.danger or decided.danger,
        raised=(*found.raised, *decided.raised, *_urgency_heard(found)),
        reasons=(*decided.reasons, told),
    )


def _may_decide(found: Classified, opinion: Opinion, rules: Rules) -> bool:
    advised = rules.categories[opinion.category]
    if not advised.acknowledged or (found.danger is not None and not advised.danger):
        return False
    best = sorted(found.shares, key=lambda id_: -found.shares[id_])[:2]
    return opinion.category in best


def _urgency_heard(found: Classified) -> tuple[str, ...]:
    """Return the priority of the danger that was plausible besides our best guess."""
    if found.danger is None or found.danger == found.category:
        return ()
    return (found.danger.priority,)


def _together(share: float, confidence: float) -> float:
    """Return a category's share after an opinion for it, as odds multiplied by odds (Bayes).

    An opinion that is wrong is taken to be wrong in favour of this very category, the worst case.

    >>> _together(0.4, 0.95)
    0.727
    """
    believed = min(confidence, _MOST_BELIEVED)
    for_it, against = share * believed, (1.0 - share) * (1.0 - believed)
    return round(for_it / (for_it + against), 3)
