"""`python -m frontdesk train --moods`: write the mood model, if it hears as well as the last one.

A fifth of the texts written for it is held back once and judged by a model of the rest. Each mood
counts the same, so that calm, which most texts are, hides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.rules import Rules, load_rules
from chalicelib.rules.documents import MOOD_MODEL
from chalicelib.understanding.findings import Mood
from chalicelib.understanding.mood import find_mood
from chalicelib.understanding.undertone import undertones
from chalicelib.understanding.wording.folding import sentences
from chalicelib.understanding.wording.sayings import Heard
from frontdesk.kept_policy import POLICY
from frontdesk.training.report import is_worse, write_report
from frontdesk.whole_file import write_whole

if TYPE_CHECKING:
    from frontdesk.training.fit import Seen

REPORT = Path(__file__).parent / "training" / "moods.json"
_WORSE_BY = 0.02
_NOTHING_SAID = Heard((), (), {}, {})


def train_moods(*, accept_worse: bool, out: Path = POLICY / MOOD_MODEL) -> int:
    """Train; return 0 when a model was written, 1 when it was refused.

    Args:
        accept_worse: write it though it hears less than the last one.
        out: where to.

    Raises:
        ModuleNotFoundError: scikit-learn is not installed.
    """
    from frontdesk.training.fit import MOODS, fit  # installed by `make train` alone
    from frontdesk.training.held import is_held_back
    from frontdesk.training.mood_texts import borrowed_texts, calm_sentences, own_texts, see_moods

    rules, names = load_rules(POLICY), [mood.value for mood in Mood]
    borrowed = see_moods(borrowed_texts(rules, POLICY))

    def fitted(own: Sequence[Seen]) -> bytes:
        more = see_moods(calm_sentences(one.example for one in own))
        return fit([*own, *more, *borrowed], names, MOODS)

    own = see_moods(own_texts())
    tried = replace(rules, mood_model=fitted([one for one in own if not is_held_back(one)]))
    right = _right_of([one for one in own if is_held_back(one)], tried)
    for mood, share in right.items():
        print(f"  {mood:<12} {share:.1%}")
    mean = sum(right.values()) / len(right)
    if not accept_worse and is_worse(mean, REPORT, by=_WORSE_BY):
        return 1
    write_whole(out, fitted(own))
    report = {"texts": len(own), "right": round(mean, 4), "by_mood": right}
    write_report(REPORT, report)
    print(f"{out}: {out.stat().st_size / 1e6:.2f} MB")
    return 0


def _right_of(held: Sequence[Seen], rules: Rules) -> Mapping[str, float]:
    """Return the share of each mood's texts that the model alone hears rightly."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for one in held:
        told = undertones(sentences(one.example.text), rules)
        mood = find_mood(_NOTHING_SAID, "", told)
        right[one.example.category].append(mood.value == one.example.category)
    return {mood.value: round(sum(right[mood]) / len(right[mood]), 3) for mood in Mood}
