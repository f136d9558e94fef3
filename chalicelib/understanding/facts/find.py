"""Typed facts in a text, in the order they stand. Pure, and linear in what is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from chalicelib.understanding.facts import chain_names, devices, error_texts, explorers, systems
from chalicelib.understanding.facts.chain_names import find_chains
from chalicelib.understanding.facts.devices import find_devices
from chalicelib.understanding.facts.error_texts import find_error_texts
from chalicelib.understanding.facts.explorers import Link, find_links
from chalicelib.understanding.facts.found import Found, Taken
from chalicelib.understanding.facts.systems import find_systems, find_versions
from chalicelib.understanding.facts.view import View, names_of, view_of
from chalicelib.understanding.findings import Fact, FactType

MOST_FACTS = 20
"""The most facts of one type that are kept; a ticket carries them all."""

if TYPE_CHECKING:
    from chalicelib.understanding.facts.surroundings import Surroundings

_NAMES = names_of(
    words=(
        *chain_names.FIRST_WORDS,
        *devices.WORDS,
        *error_texts.WORDS,
        *explorers.LABELS,
        *systems.WORDS,
    ),
    others=(
        chain_names.BY_CHARACTER,
        devices.BY_CHARACTER,
        error_texts.STEMS,
        error_texts.HAN_CUES,
        systems.BY_CHARACTER,
    ),
)
_MOST_PLACES = 100
"""So many places of one kind are read: the same things again, or a table."""

_NAMING_CHAINS = frozenset(("eos", "near"))
_MANY_CHAINS = (None, "evm")


def find_facts(text: str) -> tuple[Fact, ...]:
    """Return the facts in a text in the order they stand, each once, at most 20 of a type.

    The first 50,000 characters are looked at.
    """
    view = view_of(text, _NAMES)
    links = tuple(find_links(view))
    chains = find_chains(view, links)
    taken = Taken()
    places = [*chains, *Taken().take(find_error_texts(view))]
    if view.long:
        places += taken.take(_tokens(view, chains, links))
    if not _NAMING_CHAINS.isdisjoint(place.chain for place in chains) or ".near" in view.lower:
        places += taken.take(_named_accounts(view, chains, links))
    places += taken.take(islice(find_devices(view), _MOST_PLACES))
    places += taken.take(islice(find_systems(view), _MOST_PLACES))
    if view.runs or view.beyond:
        places += _numbers(view, taken)
    places.sort(key=itemgetter(0, 1))  # by start and end
    return _capped(places)


# What only some messages need is imported by the first of them: a cold start is waited for. An
# import is remembered, since asking for it again takes as long as reading a number.


def _tokens(view: View, chains: Sequence[Found], links: Sequence[Link]) -> Iterator[Found]:
    """Yield addresses and hashes."""
    surroundings, find_tokens = _for_tokens()
    return find_tokens(view, surroundings(view, chains, links))


@cache
def _for_tokens() -> tuple[type[Surroundings], Callable[[View, Surroundings], Iterator[Found]]]:
    from chalicelib.understanding.facts.surroundings import Surroundings
    from chalicelib.understanding.facts.tokens import find_tokens

    return Surroundings, find_tokens


def _named_accounts(view: View, chains: Sequence[Found], links: Sequence[Link]) -> Iterator[Found]:
    """Yield the accounts that are names."""
    from chalicelib.understanding.facts.named_accounts import find_named_accounts

    return find_named_accounts(view, chains, links)


def _numbers(view: View, taken: Taken) -> Iterator[Found]:
    """Yield what is made of numbers, the surest first: a date is no amount, an amount no order.

    Numbers that are part of something already are not looked at.
    """
    runs = taken.free(view.runs)
    for finder in _for_numbers():
        yield from taken.take(islice(finder(view, runs), _MOST_PLACES))


@cache
def _for_numbers() -> tuple[Callable[[View, Iterable[tuple[int, int]]], Iterator[Found]], ...]:
    from chalicelib.understanding.facts.amounts import find_amounts
    from chalicelib.understanding.facts.dates import find_dates
    from chalicelib.understanding.facts.references import find_references

    return find_dates, find_amounts, find_versions, find_references


def _capped(places: Iterable[Found]) -> tuple[Fact, ...]:
    """Return each fact once, a hash or address with the chain some of its places tell."""
    kept: dict[tuple[FactType, str], Found] = {}
    counts: dict[FactType, int] = {}
    for place in places:
        key = (place.type, place.value)
        known = kept.get(key)
        if known is not None:
            if known.chain in _MANY_CHAINS and place.chain not in _MANY_CHAINS:
                kept[key] = place
            continue
        counts[place.type] = counts.get(place.type, 0) + 1
        if counts[place.type] <= MOST_FACTS:
            kept[key] = place
    return tuple([place.fact() for place in kept.values()])
