"""The index of facts in the table: what it costs in calls, what it holds, and races for a fact."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from chalicelib.aws.dynamodb import keys
from chalicelib.aws.dynamodb.outbox import DynamoOutbox
from chalicelib.aws.dynamodb.table import Table
from chalicelib.aws.dynamodb.tickets import DynamoTickets
from chalicelib.desk.decision import FactKey
from chalicelib.services import intake
from chalicelib.services.intake import Outcome
from tests.aws.test_dynamodb import calls_counted, one_call_at_a_time
from tests.builders import NUMBER
from tests.conftest import MockedAws
from tests.contracts.test_facts import FACT
from tests.contracts.test_tickets import an_opening
from tests.services.conftest import Desk, a_mail
from tests.services.test_linking import FIRST, SECOND


def a_desk(aws: MockedAws) -> Desk:
    """Return a desk whose tickets lie in the mocked table."""
    desk, client = Desk(), aws.clients.dynamodb
    desk.ports = replace(
        desk.ports,
        tickets=DynamoTickets(client, aws.table),
        outbox=DynamoOutbox(client, aws.table),
    )
    return desk


def test_an_unshared_fact_is_one_call_and_a_shared_one_three(aws: MockedAws) -> None:
    """Refused, read, committed again; usually nothing is refused."""
    desk = a_desk(aws)

    with calls_counted(aws.clients.dynamodb) as unshared:
        desk.receive(a_mail(FIRST))
    with calls_counted(aws.clients.dynamodb) as shared:
        second = desk.receive(a_mail(SECOND, message_id="m2@customer.example"), key="object-2")

    assert unshared == {"TransactWriteItems": 1}
    assert shared == {"TransactWriteItems": 2, "GetItem": 1}
    assert second.ticket is not None
    linked = desk.ports.tickets.find(second.ticket)
    assert linked is not None
    assert len(linked.linked) == 1


def test_a_fact_holds_tickets_and_an_end_and_no_value(aws: MockedAws) -> None:
    """Small, so that it stays one write unit, and nothing to be read out of it."""
    tickets = DynamoTickets(aws.clients.dynamodb, aws.table)

    tickets.commit(an_opening(facts=(FactKey(FACT),)))

    item = Table(aws.clients.dynamodb, aws.table).get(keys.fact("demo", FACT))
    assert item is not None
    assert set(item) == {"pk", "sk", "ticket", "tickets", "expires_at"}
    assert item["tickets"] == {"SS": [NUMBER]}


def test_five_mails_of_one_fact_at_once_are_five_tickets(aws: MockedAws) -> None:
    """A race for a fact may cost a link, never a message."""
    desk = a_desk(aws)
    receipts = [
        desk.stored(a_mail(FIRST, message_id=f"m{n}@customer.example"), key=f"object-{n}")
        for n in range(5)
    ]

    with one_call_at_a_time(aws.clients.dynamodb), ThreadPoolExecutor(5) as workers:
        results = [
            result
            for answer in workers.map(lambda r: intake.receive_mail(r, desk.ports), receipts)
            for result in answer
        ]

    assert [result.outcome for result in results] == [Outcome.CREATED] * 5
    assert len({result.ticket for result in results}) == 5
