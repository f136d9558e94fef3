"""A form's own fields → facts. What stands in a field is what the field asks for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from chalicelib.understanding.facts.error_texts import error_text
from chalicelib.understanding.facts.find import find_facts
from chalicelib.understanding.findings import Fact, FactType

# What the field's label says, so that the value is read as it would be behind such a word.
_LABELS = {
    FactType.TX_HASH: "tx hash: ",
    FactType.ORDER_NO: "order no: ",
    FactType.TRACKING_NO: "tracking no: ",
    FactType.APP_VERSION: "version ",
}
_NAMED_BY_NUMBER = frozenset(
    (FactType.ORDER_NO, FactType.TRACKING_NO, FactType.APP_VERSION, FactType.OS, FactType.DEVICE)
)
_PLAIN = re.compile(r"\w[\w ./+()-]{0,39}")
_LONG_WORD = re.compile(r"\w{26}")
_DIGIT = re.compile(r"[0-9]")
_BARE_NUMBER = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,18})?")
_NONE = (
    *("i do", "i don", "no ", "none", "nothing", "n/a", "not ", "-", "不", "没", "沒", "无", "無"),
    *("нет", "не ", "não", "nada", "yok", "không", "tidak", "nein", "kein", "non", "rien"),
)
"""An answer that begins so says that there is none."""


def facts_in_answers(
    answers: Mapping[str, str], needs: Mapping[str, tuple[str, ...]]
) -> Iterator[Fact]:
    """Yield the facts in a form's answers.

    Args:
        answers: by need id; "" is "I don't have it" and gives no fact.
        needs: which fact types answer a need.
    """
    for need, answer in answers.items():
        types = tuple(FactType(t) for t in needs.get(need, ()))
        if types and answer.strip():
            yield from _facts_in(answer.strip(), types)


def _facts_in(answer: str, types: tuple[FactType, ...]) -> Iterator[Fact]:
    found = find_facts(_LABELS.get(types[0], "") + answer)
    yield from found
    if any(fact.type in types for fact in found):
        return
    if types[0] is FactType.AMOUNT and _BARE_NUMBER.fullmatch(answer):
        yield Fact(type=FactType.AMOUNT, value=answer, amount=answer)
    elif types[0] in _NAMED_BY_NUMBER and _is_name(answer):
        yield Fact(type=types[0], value=answer)
    elif types[0] is FactType.ERROR_TEXT and not answer.lower().startswith(_NONE):
        text = error_text(answer)
        if text:
            yield Fact(type=FactType.ERROR_TEXT, value=text)


def _is_name(answer: str) -> bool:
    """Return whether an answer can be a number, a version or a model: short, and with a digit."""
    plain = _PLAIN.fullmatch(answer) and not _LONG_WORD.search(answer)
    return bool(plain and _DIGIT.search(answer))
