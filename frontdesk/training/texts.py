"""Labelled texts as values: the project's own, and what agents corrected."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from chalicelib.errors import OperatorError
from chalicelib.understanding.secrets import find_secrets

TEXTS = Path(__file__).parent / "texts"
RETOLD = Path(__file__).parent / "retold"
_CORRECTION_WEIGHT = 3.0  # what a customer wrote and a person labelled says more than our own text


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One message and its category. `weight` is how many examples it counts for.

    `subtype` is empty where nobody named one; `retold` says that its facts are those of a report
    somebody made in public.
    """

    text: str
    category: str
    locale: str
    weight: float = 1.0
    retold: bool = False
    subtype: str = ""


def category_texts() -> list[Example]:
    """Return what the category model learns from: our own texts, and reports retold."""
    retold = [replace(one, retold=True) for one in read_texts(RETOLD)]
    return [*read_texts(TEXTS), *retold]


def read_texts(folder: Path = TEXTS) -> list[Example]:
    r"""Return the project's own texts, each once, in the order of their files.

    A line is a message, `\n` in it a line break; a line in brackets names the subtype of those
    below it.
    """
    found: dict[Example, None] = {}
    for path in sorted(folder.glob("*/*.txt")):
        locale, subtype = path.parent.name, ""
        for line in path.read_text(encoding="utf-8").splitlines():
            text = line.strip()
            if text.startswith("[") and text.endswith("]"):
                subtype = text[1:-1]
            elif text:
                written = text.replace("\\n", "\n")
                one = Example(text=written, category=path.stem, locale=locale, subtype=subtype)
                found[one] = None
    return list(found)


def check_categories(examples: Iterable[Example], categories: Iterable[str]) -> None:
    """Refuse texts of no category of the policy, and a category without a text.

    Raises:
        OperatorError: naming the first one.
    """
    taught, known = {example.category for example in examples}, frozenset(categories)
    for category in sorted(taught - known):
        raise OperatorError(f"training: texts of {category!r}, which is no category of the policy")
    for category in sorted(known - taught):
        raise OperatorError(f"training: no text of {category!r}; see frontdesk/training/README.md")


def read_corrections(path: Path, categories: Iterable[str]) -> list[Example]:
    """Return agents' corrections: JSON lines of `text`, `category` and, if known, `locale`.

    Raises:
        OperatorError: naming the line that is no correction, or that holds a secret: a model
            remembers what it is taught.
    """
    known = frozenset(categories)
    with path.open(encoding="utf-8") as lines:
        return list(_corrections(lines, path.name, known))


def _corrections(lines: Iterable[str], name: str, known: frozenset[str]) -> Iterator[Example]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text, category = str(row["text"]), str(row["category"])
            locale = str(row.get("locale", ""))
        except (ValueError, KeyError, TypeError, AttributeError) as err:
            raise OperatorError(f"{name}, line {number}: not a correction") from err
        if category not in known:
            raise OperatorError(f"{name}, line {number}: no category {category!r}")
        if find_secrets(text):
            raise OperatorError(f"{name}, line {number}: holds a secret; take it out first")
        yield Example(text=text, category=category, locale=locale, weight=_CORRECTION_WEIGHT)
