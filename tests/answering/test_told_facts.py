"""What a letter tells of the facts we found: shortened, and what has a typing error named."""

from __future__ import annotations

import pytest

from chalicelib.answering.content import told_facts
from chalicelib.answering.i18n import words
from chalicelib.understanding.facts import find_facts
from chalicelib.understanding.findings import FactType
from tests.made_addresses import ADDRESSES, with_a_slip

_NAMED = {name: make for name, (chain, make) in ADDRESSES.items() if chain is not None}


@pytest.mark.parametrize("locale", ["en", "zh-Hans"])
@pytest.mark.parametrize("name", _NAMED)
def test_told_facts_names_the_chain_of_an_address_with_a_typing_error(
    name: str, locale: str
) -> None:
    """The customer reads which network's address it is that cannot be right."""
    said = words(locale)
    chain = ADDRESSES[name][0]
    facts = find_facts(f"my address: {with_a_slip(_NAMED[name](3), 3)}")

    told = told_facts(tuple(f for f in facts if f.type is FactType.ADDRESS), said)

    assert [fact.mistyped for fact in told] == [
        said.fill("mistyped.named", chain=said.phrases[f"chain.{chain}"])
    ]


def test_told_facts_names_no_chain_when_an_address_fits_many() -> None:
    """Substrate's plain prefix is any chain's."""
    said = words("en")
    facts = find_facts(f"my address: {with_a_slip(ADDRESSES['substrate'][1](3), 3)}")

    told = told_facts(facts, said)

    assert [fact.mistyped for fact in told] == [said.say("mistyped.plain")]


def test_told_facts_says_nothing_of_an_address_that_is_right() -> None:
    """Right addresses are only shortened."""
    address = ADDRESSES["ton"][1](3)

    told = told_facts(find_facts(f"my address: {address}"), words("en"))

    assert [(fact.value, fact.mistyped) for fact in told] == [(f"{address[:6]}…{address[-4:]}", "")]
