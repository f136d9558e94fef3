"""The keys a reply comes back by survive mail systems, and cannot be made by anybody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.errors import OperatorError
from chalicelib.reading.message import Contact, InboundMessage, parse_address
from chalicelib.reading.threads import (
    body_marker,
    candidates,
    indexed_id,
    own_message_id,
    reply_address,
)
from chalicelib.ticket_number import TicketNumber, number_from
from chalicelib.tokens import KeyRing, parse_key_ring
from tests.builders import NUMBER, an_inbound, the_keys

FOREIGN = parse_key_ring('{"index": "' + "f" * 40 + '"}')
SES_ID = "0102018f-1a2b-4c3d-8e4f-a1b2c3d4e5f6-000000"

_numbers = st.binary(min_size=16, max_size=32).map(number_from)


def _sent_to(address: str) -> InboundMessage:
    parsed = parse_address(address)
    assert parsed is not None
    return replace(an_inbound(), recipients=(parsed,), to=(Contact("", parsed),))


@given(_numbers, st.sampled_from((str.lower, str.upper, str.swapcase)))
def test_candidates_proves_a_reply_to_the_token_address_in_any_case(
    number: TicketNumber, fold: object
) -> None:
    """Mail systems that change letters' case do not break the token."""
    assert callable(fold)
    address = fold(reply_address("support@desk.example", number, the_keys()))

    found = candidates(_sent_to(address), the_keys())

    assert found.proven == (number,)


@given(_numbers)
def test_reply_address_fits_what_mail_systems_take(number: TicketNumber) -> None:
    """RFC 5321 allows 64 characters before the @."""
    address = reply_address("a-mailbox-of-thirty-five-letters-xx@desk.example", number, the_keys())

    assert len(address.partition("@")[0]) == 64


def test_reply_address_refuses_a_mailbox_without_room() -> None:
    """An operator is told at once, not by bounces."""
    with pytest.raises(OperatorError, match="35 characters"):
        reply_address("x" * 36 + "@desk.example", NUMBER, the_keys())


@pytest.mark.parametrize("place", ["references", "in_reply_to"])
def test_candidates_proves_our_own_id_repeated_by_a_client(place: str) -> None:
    """SES overrides Message-ID, so our id travels in References."""
    ours = own_message_id(NUMBER, "desk.example", the_keys())

    found = candidates(an_inbound(**{place: ("other@x.example", ours)}), the_keys())

    assert found.proven == (NUMBER,)


def test_candidates_proves_a_marker_quoted_in_the_body() -> None:
    """Some clients drop References; the quoted text still names the ticket."""
    text = f"Thanks!\n\n> Your ticket\n> {body_marker(NUMBER, the_keys())}\n"

    assert candidates(an_inbound(text=text), the_keys()).proven == (NUMBER,)


@given(st.integers(0, 28), st.sampled_from(["\n> ", "\n>> > ", "\n", "\u200b", "\r\n| "]))
def test_candidates_proves_a_marker_wrapped_by_a_client(place: int, cut: str) -> None:
    """Quoting wraps long words anywhere and puts its marks before the rest."""
    marker = body_marker(NUMBER, the_keys())
    wrapped = marker[: 4 + place] + cut + marker[4 + place :]

    assert candidates(an_inbound(text=f"> {wrapped}\n> Desk"), the_keys()).proven == (NUMBER,)


@pytest.mark.parametrize("fold", [str.lower, str.upper])
def test_candidates_proves_our_address_quoted_in_the_body(fold: Callable[[str], str]) -> None:
    """Outlook and Foxmail write the addresses of the mail they quote."""
    address = fold(reply_address("support@desk.example", NUMBER, the_keys()))
    text = f"Any news?\n\n发件人: Desk <{address}>\n"

    assert candidates(an_inbound(text=text), the_keys()).proven == (NUMBER,)
    assert candidates(an_inbound(html_text=text), the_keys()).proven == (NUMBER,)


def test_candidates_proves_nothing_by_a_forged_marker_and_reads_a_bounded_number() -> None:
    """A body full of markers costs little and gives nothing."""
    forged = body_marker(NUMBER, FOREIGN)

    assert candidates(an_inbound(text=f"{forged} " * 20_000), the_keys()).proven == ()


def test_candidates_knows_a_customer_who_answers_their_own_first_mail() -> None:
    """Their own id is looked up like ours."""
    found = candidates(an_inbound(in_reply_to=("First@Customer.example",)), the_keys())

    assert found.message_ids == ("first@customer.example",)


@pytest.mark.parametrize(
    "keys", [FOREIGN, KeyRing(index=b"i" * 32, tokens={"1": b"k" * 32}, current="1")]
)
def test_candidates_proves_nothing_by_a_foreign_token(keys: KeyRing) -> None:
    """Another desk's token, or one under a key we do not have, is no proof."""
    inbound = replace(
        _sent_to(reply_address("support@desk.example", NUMBER, keys)),
        references=(own_message_id(NUMBER, "desk.example", keys),),
        text=body_marker(NUMBER, keys),
    )

    assert candidates(inbound, the_keys()).proven == ()


@given(st.integers(0, 27), st.sampled_from("abcdefghijkmnpqrstuvwxyz234567"))
def test_candidates_proves_nothing_by_an_altered_token(place: int, letter: str) -> None:
    """One changed character anywhere in number or signature voids the token."""
    address = reply_address("support@desk.example", NUMBER, the_keys())
    at = len("support+") + place
    altered = address[:at] + letter + address[at + 1 :]

    found = candidates(_sent_to(altered), the_keys())

    assert found.proven == (() if altered != address else (NUMBER,))


def test_candidates_proves_nothing_by_a_token_of_another_ticket() -> None:
    """A customer cannot reach a neighbour's ticket with the signature of their own."""
    other = number_from(b"another ticket's seed")
    mine = reply_address("support@desk.example", NUMBER, the_keys())
    signature = mine.partition(".")[2]
    stolen = f"support+{other.replace('-', '').lower()}.{signature}"

    assert candidates(_sent_to(stolen), the_keys()).proven == ()


@pytest.mark.parametrize(
    "spelling",
    [
        SES_ID,
        f"<{SES_ID}>",
        f"{SES_ID}@email.amazonses.com",
        f"<{SES_ID.upper()}@EMAIL.amazonses.com>",
        f"{SES_ID}@eu-west-1.amazonses.com",
        f"{SES_ID}@amazonses.com",
    ],
)
def test_indexed_id_is_one_for_all_spellings_of_ses(spelling: str) -> None:
    """SES's API returns the bare id; headers add a domain that depends on the region."""
    assert indexed_id(spelling) == SES_ID


@pytest.mark.parametrize(
    "message_id", ["a@amazonses.com.evil.example", "a@evil-amazonses.com", "a@b.c.amazonses.com"]
)
def test_indexed_id_keeps_foreign_domains(message_id: str) -> None:
    """Only SES's own domains are cut away."""
    assert indexed_id(message_id) == message_id


@given(st.text(max_size=400))
def test_indexed_id_is_stable_and_bounded(message_id: str) -> None:
    """Storing and looking up use one form, short enough for a key."""
    once = indexed_id(message_id)

    assert len(once) <= 200
    assert indexed_id(once) == once


def test_candidates_lists_the_parent_first_and_the_thread_s_beginning_last() -> None:
    """The nearest message decides; an old thread is still found by its beginning."""
    references = tuple(f"m{n}@customer.example" for n in range(60))

    found = candidates(
        an_inbound(in_reply_to=("m59@customer.example",), references=references), the_keys()
    )

    assert found.message_ids[:2] == ("m59@customer.example", "m58@customer.example")
    assert found.message_ids[-1] == "m0@customer.example"
    assert len(found.message_ids) == 20


def test_candidates_only_mentions_a_number_in_the_subject() -> None:
    """Anybody can write a number, so it proves nothing."""
    found = candidates(an_inbound(subject=f"Re: [{NUMBER}] Transfer"), the_keys())

    assert found.mentioned == (NUMBER,)
    assert found.proven == ()
