"""The same matter over several channels, through intake: linked, and never in the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import cast

from chalicelib.desk.decision import IntakeDecision, OpenTicket
from chalicelib.desk.ticket import Ticket
from chalicelib.errors import ConflictError
from chalicelib.services import intake
from chalicelib.services.intake import IntakeResult, Outcome
from chalicelib.services.stores import Committed, Duplicate, Shared
from tests.services.conftest import Desk, a_mail

HASH = "0x" + "5e" * 32
FIRST = f"My USDT transfer failed, the transaction hash is {HASH}, please help me."
CUSTOMER = "Li Wei <li.wei@customer.example>"
SECOND = f"Hello, my transfer {HASH} has failed and I wrote about it already."


def received(desk: Desk, text: str, number: int, sender: str = CUSTOMER) -> IntakeResult:
    """Take in one of several mails."""
    mail = a_mail(text, message_id=f"m{number}@customer.example", sender=sender)
    return desk.receive(mail, key=f"object-{number}")


def tickets(desk: Desk) -> list[Ticket]:
    """Return all tickets, oldest first."""
    return list(desk.tickets.store.heads.values())


class Counting:
    """Tickets that count what is asked of them; commits with facts may lose against others."""

    def __init__(self, desk: Desk, *, hot: bool = False) -> None:
        self.desk, self.hot, self.calls = desk, hot, Counter[str]()

    def __getattr__(self, name: str) -> object:
        self.calls[name] += 1
        return getattr(self.desk.tickets, name)

    def commit(self, decision: IntakeDecision) -> Committed | Duplicate | Shared:
        """Count, and conflict when a hot fact is touched."""
        self.calls["commit"] += 1
        if self.hot and isinstance(decision, OpenTicket) and decision.facts:
            raise ConflictError("a transaction holds the fact")
        return self.desk.tickets.commit(decision)


def test_two_mails_about_one_hash_are_linked_both_ways(desk: Desk) -> None:
    """From two people: one owner, and neither hears of the other."""
    received(desk, FIRST, 1)
    received(desk, SECOND, 2, sender="Wang Fang <wang@elsewhere.example>")

    first, second = tickets(desk)
    assert (first.linked, second.linked) == ((second.number,), (first.number,))
    assert first.queue == second.queue
    desk.send_due()
    assert first.number not in desk.tickets.thread(second.number)[0][-1].text


def test_the_proven_customer_reads_that_both_are_one_matter(desk: Desk) -> None:
    """The second acknowledgement names the first ticket."""
    received(desk, FIRST, 1)
    received(desk, SECOND, 2)
    desk.send_due()

    first, second = tickets(desk)
    told = desk.tickets.thread(second.number)[0][-1].text
    assert f"linked it with your ticket {first.number}" in told


def test_an_unshared_fact_costs_one_call_a_shared_one_three(desk: Desk) -> None:
    """Everything about facts is in the transaction that takes the message in."""
    counting = Counting(desk)
    ports = replace(desk.ports, tickets=cast("object", counting))  # type: ignore[arg-type]

    intake.receive_mail(desk.stored(a_mail(FIRST)), ports)
    unshared = dict(counting.calls)
    intake.receive_mail(
        desk.stored(a_mail(SECOND, message_id="m2@customer.example"), key="object-2"), ports
    )

    assert unshared == {"commit": 1}
    assert counting.calls - Counter(unshared) == {"commit": 2, "find": 1}


def test_a_fact_of_more_than_five_tickets_links_no_more(desk: Desk) -> None:
    """An exchange's own address, or one customer's many mails, are nobody's duplicate."""
    for number in range(8):
        received(desk, FIRST, number)

    linked = [len(ticket.linked) for ticket in tickets(desk)]
    assert linked == [4, 1, 1, 1, 1, 0, 0, 0]


def test_a_hot_fact_never_keeps_a_message_out(desk: Desk) -> None:
    """Where others hold the fact, the mail is taken in without it."""
    hot = cast("object", Counting(desk, hot=True))
    ports = replace(desk.ports, tickets=hot)  # type: ignore[arg-type]

    (result,) = intake.receive_mail(desk.stored(a_mail(FIRST)), ports)

    assert result.outcome is Outcome.CREATED
    assert desk.tickets.store.facts == {}


def test_a_fact_is_free_again_when_its_time_has_passed(desk: Desk) -> None:
    """After a month the same hash is a new matter, and found from then on."""
    received(desk, FIRST, 1)
    desk.wait(days=31)
    received(desk, SECOND, 2)
    received(desk, SECOND, 3)

    first, second, third = tickets(desk)
    assert first.linked == ()
    assert (second.linked, third.linked) == ((third.number,), (second.number,))


def test_a_duplicate_mail_is_linked_to_nothing(desk: Desk) -> None:
    """Delivered twice, it is one ticket that names nobody."""
    received(desk, FIRST, 1)
    again = received(desk, FIRST, 1)

    assert again.outcome is Outcome.DUPLICATE
    assert [ticket.linked for ticket in tickets(desk)] == [()]


def test_no_value_of_a_fact_becomes_a_key(desk: Desk) -> None:
    """The index holds keyed hashes: who reads the table's keys learns no address."""
    received(desk, FIRST, 1)

    digests = [digest for _, digest in desk.tickets.store.facts]
    assert digests
    assert all(len(digest) == 64 and "5e5e" not in digest for digest in digests)
