"""`make train`: write the learned models from the project's texts, if they hold on unseen ones.

Each fifth of the texts is held back once and judged by a model of the others. A model that gets
more than a point less of them right than the last one that was written is not written.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from chalicelib.errors import OperatorError
from chalicelib.rules import load_rules
from chalicelib.rules.documents import MODEL
from frontdesk.kept_policy import POLICY
from frontdesk.train_moods import train_moods
from frontdesk.train_subtypes import train_subtypes
from frontdesk.training.report import is_worse, write_report
from frontdesk.whole_file import write_whole

REPORT = Path(__file__).parent / "training" / "report.json"
_WORSE_BY = 0.01


def main(argv: list[str]) -> int:
    """Train; return 0 when a model was written, 1 when it was refused, 2 for wrong use."""
    parser = argparse.ArgumentParser(
        prog="python -m frontdesk train",
        description="Write the models of categories, subtypes and moods from the project's texts.",
    )
    parser.add_argument("--moods", action="store_true", help="only the model of moods")
    parser.add_argument(
        "--corrections",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="agents' corrections, JSON lines: text, category, locale",
    )
    parser.add_argument("--accept", action="store_true", help="write it though it got worse")
    parser.add_argument("--out", type=Path, default=POLICY / MODEL)
    parser.add_argument("--report", type=Path, default=REPORT)
    options = parser.parse_args(argv)
    try:
        if options.moods:
            return train_moods(accept_worse=options.accept)
        return (
            _train(options)
            or train_subtypes(accept_worse=options.accept)
            or train_moods(accept_worse=options.accept)
        )
    except ModuleNotFoundError as err:
        print(f"train: {err.name} is missing; `make train` installs it", file=sys.stderr)
        return 2
    except (OperatorError, OSError) as err:
        print(f"train: {err}", file=sys.stderr)
        return 2


def _train(options: argparse.Namespace) -> int:
    # scikit-learn is installed by `make train` alone.
    from frontdesk.training.fit import fit, see
    from frontdesk.training.held import hold_back
    from frontdesk.training.texts import category_texts, check_categories, read_corrections

    categories = sorted(load_rules(POLICY).categories)
    examples = category_texts()
    for path in options.corrections:
        examples += read_corrections(path, categories)
    check_categories(examples, categories)
    seen = see(examples)
    held = hold_back(seen, categories)
    print(f"{len(examples)} texts; {held.right:.1%} of those held back are right")
    print(f"  retold   {held.of_retold:.1%}")
    for locale, right in held.by_locale.items():
        print(f"  {locale or '?':<8} {right:.1%}")
    if not options.accept and is_worse(held.right, options.report, by=_WORSE_BY):
        return 1
    write_whole(options.out, fit(seen, categories))
    report = {"texts": len(examples), **asdict(held)}
    write_report(options.report, report)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.2f} MB")
    return 0
