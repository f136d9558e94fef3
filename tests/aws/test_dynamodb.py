"""The table's adapters: what contracts cannot see — races, calls, expiry, and failures."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import botocore.session
import pytest
from botocore.config import Config

from chalicelib.aws.clients import Clients
from chalicelib.aws.dynamodb import keys
from chalicelib.aws.dynamodb.items import KEPT, size_bytes
from chalicelib.aws.dynamodb.outbox import DynamoOutbox
from chalicelib.aws.dynamodb.table import Table
from chalicelib.aws.dynamodb.tickets import DynamoTickets
from chalicelib.desk.outbox import Follow, OutboxState
from chalicelib.errors import ConflictError, DeskError, OperatorError, TransientError
from chalicelib.reading.message import RawObject
from chalicelib.services.stores import Committed, Duplicate
from tests.aws.loopback import Loopback, Reply, answered, closed_port, dropped, listening
from tests.builders import NOW, NUMBER, a_ticket, an_entry
from tests.conftest import REGION, MockedAws
from tests.contracts.test_outbox import SES_ID, a_sent_mail
from tests.contracts.test_tickets import a_following, a_message, a_verdict, an_opening

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

LICENSE = Path(__file__).parent.parent.parent / "LICENSE"
"""English prose that is as compressible as a customer's."""


@contextmanager
def calls_counted(client: Any) -> Iterator[Counter[str]]:
    """Count the calls a client makes in this block, by operation."""
    counted: Counter[str] = Counter()

    def count(model: Any, **_: Any) -> None:
        counted[model.name] += 1

    client.meta.events.register("before-call.dynamodb", count)
    try:
        yield counted
    finally:
        client.meta.events.unregister("before-call.dynamodb", count)


@contextmanager
def one_call_at_a_time(client: Any) -> Iterator[None]:
    """Let a call wait for the one before it: moto's transactions are not isolated, AWS's are."""
    gate = threading.Lock()

    def enter(**_: Any) -> None:
        gate.acquire()

    def leave(**_: Any) -> None:
        gate.release()

    client.meta.events.register_first("before-call.dynamodb", enter)
    client.meta.events.register_last("after-call.dynamodb", leave)
    client.meta.events.register_last("after-call-error.dynamodb", leave)
    try:
        yield
    finally:
        client.meta.events.unregister("before-call.dynamodb", enter)
        client.meta.events.unregister("after-call.dynamodb", leave)
        client.meta.events.unregister("after-call-error.dynamodb", leave)


def items_of(aws: MockedAws) -> list[dict[str, Any]]:
    """Return everything in the table."""
    return list(aws.clients.dynamodb.scan(TableName=aws.table)["Items"])


def test_five_deliveries_at_once_make_one_ticket(aws: MockedAws) -> None:
    """Exactly one of five parallel commits writes; the others are told its number."""
    tickets = DynamoTickets(aws.clients.dynamodb, aws.table)
    start = threading.Barrier(5)

    def deliver(_: int) -> Committed | Duplicate:
        start.wait()
        return tickets.commit(an_opening())

    with one_call_at_a_time(aws.clients.dynamodb), ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(deliver, range(5)))

    assert answers.count(Committed()) == 1
    assert answers.count(Duplicate(NUMBER)) == 4
    assert Counter(item["sk"]["S"].partition("#")[0] for item in items_of(aws)) == {
        "HEAD": 1,
        "MSG": 1,
        "HIST": 1,
        "OUT": 1,
        "DEDUPE": 1,
        "REF": 1,
        "RAW": 1,
    }


def test_five_workers_at_once_claim_an_entry_once(aws: MockedAws) -> None:
    """However many are woken for one mail, one of them sends it."""
    DynamoTickets(aws.clients.dynamodb, aws.table).commit(an_opening())
    outbox = DynamoOutbox(aws.clients.dynamodb, aws.table)
    start = threading.Barrier(5)

    def work(_: int) -> bool:
        start.wait()
        return outbox.claim(an_entry(), ticket=None, now=NOW) is not None

    with one_call_at_a_time(aws.clients.dynamodb), ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(work, range(5)))

    assert sorted(answers) == [False, False, False, False, True]


def test_an_intake_is_one_call_and_a_duplicate_reads_nothing(aws: MockedAws) -> None:
    """The refusal itself brings the number; only another raw object is worth a note of its own."""
    tickets = DynamoTickets(aws.clients.dynamodb, aws.table)
    stored_again = a_message(raw=RawObject("mail-bucket", "object-2"))

    with calls_counted(aws.clients.dynamodb) as first:
        tickets.commit(an_opening())
    with calls_counted(aws.clients.dynamodb) as told_again:
        tickets.commit(an_opening())
    with calls_counted(aws.clients.dynamodb) as delivered_again:
        tickets.commit(an_opening(message=stored_again))

    assert first == {"TransactWriteItems": 1}
    assert told_again == {"TransactWriteItems": 1}
    assert delivered_again == {"TransactWriteItems": 1, "UpdateItem": 1}


def test_the_usual_send_event_writes_nothing(aws: MockedAws) -> None:
    """After mark_accepted the Send event says nothing new: it costs one read."""
    DynamoTickets(aws.clients.dynamodb, aws.table).commit(an_opening())
    outbox = DynamoOutbox(aws.clients.dynamodb, aws.table)
    entry = outbox.claim(an_entry(), ticket=None, now=NOW)
    assert entry is not None
    outbox.mark_accepted(entry, ses_message_id=SES_ID, message=a_sent_mail(), follow=Follow())

    with calls_counted(aws.clients.dynamodb) as counted:
        outbox.record_event(
            entry.id,
            OutboxState.ACCEPTED,
            ses_message_id=SES_ID,
            at=NOW,
            detail="",
            unmarked=lambda claimed: pytest.fail(f"{claimed.id} was marked"),
        )

    assert counted == {"GetItem": 1}


def test_an_intake_of_a_5_kb_mail_costs_what_the_documentation_says(aws: MockedAws) -> None:
    """docs/data-model.md counts 18 units: a transaction costs two for each begun kB of an item."""
    text = LICENSE.read_text(encoding="utf-8")[:5_000]
    DynamoTickets(aws.clients.dynamodb, aws.table).commit(
        an_opening(message=a_message(text=text, reply=text[:4_000]))
    )

    units = {item["sk"]["S"][:3]: 2 * -(-size_bytes(item) // 1024) for item in items_of(aws)}

    assert units == {"HEA": 2, "MSG": 6, "HIS": 2, "OUT": 2, "DED": 2, "REF": 2, "RAW": 2}


def test_an_expired_dedupe_key_is_as_good_as_none(aws: MockedAws) -> None:
    """DynamoDB deletes expired items late; the condition does not wait for that."""
    tickets = DynamoTickets(aws.clients.dynamodb, aws.table)
    tickets.commit(a_verdict())

    just_before = tickets.commit(a_verdict(at=NOW + KEPT))
    after = tickets.commit(a_verdict(at=NOW + KEPT + timedelta(seconds=1)))

    assert (just_before, after) == (Duplicate(None), Committed())


def test_everything_that_may_go_says_when(aws: MockedAws) -> None:
    """Dedupe keys, references, raw notes and verdicts expire; what belongs to a ticket does not."""
    tickets = DynamoTickets(aws.clients.dynamodb, aws.table)
    tickets.commit(an_opening())
    tickets.commit(a_verdict())

    expiring = {item["sk"]["S"] for item in items_of(aws) if "expires_at" in item}

    assert expiring == {"DEDUPE", "REF", "RAW", "VERDICT"}


def test_a_raw_object_shared_by_two_brands_names_both_tickets(aws: MockedAws) -> None:
    """One mail to two brands is one object and two linked tickets; neither note is lost."""
    tickets = DynamoTickets(aws.clients.dynamodb, aws.table)
    other = a_ticket(number="33333-3333A", brand="other")
    tickets.commit(an_opening())
    tickets.commit(
        an_opening(
            ticket=other, message=a_message(ticket=other.number), dedupe_key="55" * 32, outbox=()
        )
    )

    note = next(item for item in items_of(aws) if item["sk"]["S"] == "RAW")

    assert set(note["tickets"]["SS"]) == {NUMBER, "33333-3333A"}


def test_a_hundred_ids_are_looked_up_in_one_call(aws: MockedAws) -> None:
    """A hundred references are looked up in one call, the rest not at all."""
    tickets = DynamoTickets(aws.clients.dynamodb, aws.table)
    tickets.commit(an_opening(message_ids=("last@x.example",)))
    ids = [f"{i}@x.example" for i in range(99)]

    with calls_counted(aws.clients.dynamodb) as counted:
        found = tickets.find_by_message_ids("demo", [*ids, "last@x.example", "beyond@x.example"])

    assert found == (NUMBER,)
    assert counted == {"BatchGetItem": 1}


def test_a_mail_of_a_hundred_ids_is_still_one_transaction(aws: MockedAws) -> None:
    """A transaction takes a hundred writes, so no more than twenty ids are indexed."""
    tickets = DynamoTickets(aws.clients.dynamodb, aws.table)
    ids = tuple(f"{i}@x.example" for i in range(100))

    tickets.commit(an_opening(message_ids=(*ids, "<0@X.example>")))

    assert Counter(item["sk"]["S"] for item in items_of(aws))["REF"] == 20
    assert tickets.find_by_message_ids("demo", ["19@x.example"]) == (NUMBER,)


def test_a_thread_of_many_pages_is_read_whole(aws: MockedAws) -> None:
    """A page of a query ends at 1 MB; a long thread does not end there."""
    tickets = DynamoTickets(aws.clients.dynamodb, aws.table)
    tickets.commit(an_opening())
    noise = "".join(chr(0x4E00 + i * 7919 % 20_000) for i in range(33_000))
    ticket = a_ticket()
    for turn in range(2, 12):
        at = NOW + timedelta(minutes=turn)
        ticket = a_ticket(version=turn, turn=turn, updated_at=at)
        tickets.commit(
            a_following(
                ticket=ticket,
                seen_version=turn - 1,
                dedupe_key=f"{turn:064}",
                message_ids=(),
                message=a_message(id=f"{turn}", at=at, text=noise, reply=noise[::-1], raw=None),
                history=(),
            )
        )

    with calls_counted(aws.clients.dynamodb) as counted:
        messages, _ = tickets.thread(NUMBER)

    assert [message.at for message in messages] == sorted(message.at for message in messages)
    assert len(messages) == 11
    assert counted["Query"] > 1


@dataclass(frozen=True, slots=True)
class Wire:
    """A server that answers as it is told, and a client of it that asks once."""

    server: Loopback
    client: DynamoDBClient

    @property
    def tickets(self) -> DynamoTickets:
        """Return the adapter that asks it."""
        return DynamoTickets(self.client, "desk")


@pytest.fixture(scope="module")
def _wire() -> Iterator[Wire]:
    once = Config(retries={"total_max_attempts": 1})
    with listening(dropped) as server:
        create = botocore.session.Session().create_client
        yield Wire(
            server,
            create("dynamodb", region_name=REGION, endpoint_url=server.url, config=once),
        )


@pytest.fixture
def wire(_wire: Wire) -> Wire:
    """Return a wire on which nothing has happened."""
    _wire.server.bodies.clear()
    return _wire


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (answered(400, "ProvisionedThroughputExceededException"), TransientError),
        (answered(500, "InternalServerError"), TransientError),
        (answered(400, "TransactionConflictException"), ConflictError),
        (answered(400, "ResourceNotFoundException"), OperatorError),
        (answered(400, "AccessDeniedException"), OperatorError),
        (answered(400, "ValidationException", "a@b.example"), OperatorError),
        (dropped, TransientError),
    ],
    ids=["throttled", "outage", "conflict", "no table", "denied", "invalid", "dropped"],
)
def test_failures_say_who_must_act(wire: Wire, reply: Reply, expected: type[DeskError]) -> None:
    """Foreign errors become ours once, with table and kind of key, without contents."""
    wire.server.reply = reply

    with pytest.raises(DeskError) as failure:
        wire.tickets.find(NUMBER)

    assert type(failure.value) is expected
    assert str(failure.value).startswith("GetItem desk HEAD: ")
    assert "example" not in str(failure.value)
    assert failure.value.__cause__ is not None


def test_nobody_listening_is_transient() -> None:
    """An outage of the network is waited out."""
    clients = Clients(region=REGION, endpoint_url=f"http://127.0.0.1:{closed_port()}")

    with pytest.raises(TransientError):
        DynamoTickets(clients.dynamodb, "desk").find(NUMBER)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (("None", "TransactionConflict"), ConflictError),
        (("ThrottlingError", "None"), TransientError),
        (("ProvisionedThroughputExceeded", "None"), TransientError),
        (("None", "ValidationError"), OperatorError),
        (("None", "ItemCollectionSizeLimitExceeded"), OperatorError),
    ],
)
def test_a_cancelled_transaction_says_who_must_act(
    wire: Wire, codes: tuple[str, ...], expected: type[DeskError]
) -> None:
    """Without a failed condition the first reason of a cancellation decides."""
    wire.server.reply = answered(
        400,
        "TransactionCanceledException",
        more={"CancellationReasons": [{"Code": code} for code in codes]},
    )

    with pytest.raises(DeskError) as failure:
        wire.tickets.commit(an_opening())

    assert type(failure.value) is expected


def test_keys_left_unprocessed_are_asked_for_again(wire: Wire) -> None:
    """DynamoDB may leave keys of a batch for later; three times running is an outage."""
    left = {"desk": {"Keys": [keys.head(NUMBER).attributes()]}}
    wire.server.reply = answered(200, "", more={"Responses": {"desk": []}, "UnprocessedKeys": left})

    with pytest.raises(TransientError, match="unprocessed"):
        Table(wire.client, "desk").get_many([keys.head(NUMBER)])

    assert len(wire.server.bodies) == 3


def test_an_outbox_call_gives_up_when_others_keep_writing(wire: Wire) -> None:
    """Conflicts are tried again at once, four times; then the queue's patience is asked."""
    wire.server.reply = answered(
        400,
        "TransactionCanceledException",
        more={"CancellationReasons": [{"Code": "TransactionConflict"}]},
    )

    with pytest.raises(TransientError, match="four times"):
        DynamoOutbox(wire.client, "desk").claim(an_entry(), ticket=None, now=NOW)

    assert len(wire.server.bodies) == 4
