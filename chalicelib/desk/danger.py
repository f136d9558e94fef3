"""Who is in danger, and what they must do first. Pure.

Somebody who may be losing money right now is told the steps before anything is asked, at any hour
(taxonomy: account_security, and a transfer to a wrong address, where minutes may matter as well).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chalicelib.desk.outbox import Steps
from chalicelib.rules import Rules
from chalicelib.understanding.findings import Fact, FactType, Priority, Understanding

_WRONG_ADDRESS = "wrong_address"

_STEPS_OF: Mapping[str, Steps] = MappingProxyType(
    {
        "phishing": Steps.PHISHING,
        "leaked_secret": Steps.LEAKED_SECRET,
        "lost_device": Steps.LOST_DEVICE,
    }
)

_MONEY_OF_BANKS = frozenset(
    {"USD", "EUR", "GBP", "CNY", "RMB", "JPY", "KRW", "HKD", "TWD", "SGD", "AUD", "CAD", "CHF"}
    | {"INR", "RUB", "BRL", "TRY", "VND", "IDR", "THB", "MYR", "PHP", "MXN", "PLN", "UAH", "NGN"}
)


def steps_for(understanding: Understanding, rules: Rules) -> Steps | None:
    """Return which steps a message is answered with, None when nobody seems to be in danger.

    A danger that is merely plausible is met with precautions, which claim nothing.
    """
    if understanding.unsure:
        return Steps.PRECAUTION if understanding.priority is Priority.URGENT else None
    if rules.categories[understanding.category].danger:
        subtype = understanding.subtype or ""
        theft = Steps.CARD if _is_about_a_card(understanding.facts) else Steps.THEFT
        return _STEPS_OF.get(subtype, theft)
    return Steps.WRONG_ADDRESS if understanding.subtype == _WRONG_ADDRESS else None


def is_dangerous(understanding: Understanding, rules: Rules) -> bool:
    """Return whether the people on call must hear of a message: it is urgent, or of danger."""
    return understanding.priority is Priority.URGENT or (
        not understanding.unsure and rules.categories[understanding.category].danger
    )


def _is_about_a_card(facts: tuple[Fact, ...]) -> bool:
    """Return whether only money of banks is spoken of, and nothing that stands on a chain."""
    on_chain = {FactType.TX_HASH, FactType.ADDRESS, FactType.CHAIN}
    coins = {fact.coin for fact in facts if fact.type is FactType.AMOUNT}
    return bool(coins) and coins <= _MONEY_OF_BANKS and not on_chain & {f.type for f in facts}
