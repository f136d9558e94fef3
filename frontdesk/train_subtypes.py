"""`make train`, second part: write the model of subtypes from the texts that name one.

Each fifth text is held back and judged by a model of the others, among the subtypes of its own
category. A model that gets more than two points less of them right than the last one is not
written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.errors import OperatorError
from chalicelib.rules import Rules, load_rules
from chalicelib.rules.documents import SUBTYPE_MODEL
from chalicelib.understanding.category.grams import blocks
from chalicelib.understanding.category.subtypes import class_of, subtype_of
from chalicelib.understanding.wording.folding import sentences
from frontdesk.kept_policy import POLICY
from frontdesk.training.report import is_worse, write_report
from frontdesk.whole_file import write_whole

if TYPE_CHECKING:
    from frontdesk.training.fit import Seen

REPORT = Path(__file__).parent / "training" / "subtypes.json"
_WORSE_BY = 0.02


def train_subtypes(*, accept_worse: bool, out: Path = POLICY / SUBTYPE_MODEL) -> int:
    """Train; return 0 when a model was written, 1 when it was refused.

    Args:
        accept_worse: write it though it tells less than the last one.
        out: where to.

    Raises:
        ModuleNotFoundError: scikit-learn is not installed.
        OperatorError: a text names a subtype that its category does not have.
    """
    from frontdesk.training.fit import SUBTYPES, fit  # `make train` installs it
    from frontdesk.training.held import is_held_back

    rules = load_rules(POLICY)
    names = [
        class_of(category.id, subtype)
        for category in rules.categories.values()
        for subtype in category.subtypes
    ]
    seen = _seen(rules)
    model = fit([one for one in seen if not is_held_back(one)], names, SUBTYPES)
    right = _right_of(
        [one for one in seen if is_held_back(one)], replace(rules, subtype_model=model)
    )
    for id_, share in right.items():
        print(f"  {id_:<18} {share:.1%}")
    mean = sum(right.values()) / len(right)
    if not accept_worse and is_worse(mean, REPORT, by=_WORSE_BY):
        return 1
    write_whole(out, fit(seen, names, SUBTYPES))
    report = {"texts": len(seen), "right": round(mean, 4), "by_category": right}
    write_report(REPORT, report)
    print(f"{out}: {out.stat().st_size / 1e6:.2f} MB")
    return 0


def _seen(rules: Rules) -> list[Seen]:
    """Return the texts that name a subtype, with their grams; the label is the model's class."""
    from frontdesk.training.fit import see
    from frontdesk.training.texts import category_texts

    told = [one for one in category_texts() if one.subtype]
    for one in told:
        if one.subtype not in rules.categories[one.category].subtypes:
            raise OperatorError(f"training: {one.category!r} has no subtype {one.subtype!r}")
    return see(replace(one, category=class_of(one.category, one.subtype)) for one in told)


def _right_of(held: Sequence[Seen], rules: Rules) -> dict[str, float]:
    """Return the share of each category's texts of which the model tells the right subtype."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for one in held:
        id_ = one.example.category.partition(".")[0]
        said = blocks(sentences(one.example.text))
        found = subtype_of(rules.categories[id_], (), said, rules)
        right[id_].append(found == one.example.subtype)
    return {id_: round(sum(hits) / len(hits), 3) for id_, hits in sorted(right.items())}
