"""A desk on fakes: the use cases with nothing of AWS under them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from chalicelib.desk.outbox import OutboxEntry, OutboxState
from chalicelib.desk.ticket import Ticket
from chalicelib.reading.message import MailReceipt, RawObject
from chalicelib.services import feedback, intake, sending
from chalicelib.services.feedback import FeedbackResult, MailEvent
from chalicelib.services.intake import IntakeResult
from chalicelib.services.outcomes import SendResult
from chalicelib.services.ports import Ports
from tests.builders import NOW, a_receipt, the_keys, the_rules
from tests.fakes import (
    FakeArchive,
    FakeClock,
    FakeFeedbackQueue,
    FakeMailer,
    FakeOnCall,
    FakeOutbox,
    FakeTickets,
)


@dataclass
class Desk:
    """The ports, and the fakes behind them for looking at."""

    clock: FakeClock = field(default_factory=lambda: FakeClock(NOW))
    archive: FakeArchive = field(default_factory=FakeArchive)
    tickets: FakeTickets = field(default_factory=FakeTickets)
    mailer: FakeMailer = field(default_factory=FakeMailer)
    oncall: FakeOnCall = field(default_factory=FakeOnCall)
    feedback: FakeFeedbackQueue = field(default_factory=FakeFeedbackQueue)

    def __post_init__(self) -> None:
        self.outbox = FakeOutbox(self.tickets)
        self.ports = Ports(
            rules=the_rules(),
            keys=the_keys(),
            clock=self.clock,
            archive=self.archive,
            tickets=self.tickets,
            outbox=self.outbox,
            mailer=self.mailer,
            oncall=self.oncall,
            feedback=self.feedback,
            jitter=lambda: 0.5,
            ses_region="eu-west-1",
        )

    def stored(self, mail: str, *, key: str = "object-1", **receipt: object) -> MailReceipt:
        """Store a mail as SES would, and return its notice."""
        raw = RawObject("mail-bucket", key)
        self.archive.put(raw, mail.encode())
        return a_receipt(raw=raw, ses_message_id=key, received_at=self.clock.now(), **receipt)

    def receive(self, mail: str, *, key: str = "object-1", **receipt: object) -> IntakeResult:
        """Take in one mail to one brand."""
        (result,) = intake.receive_mail(self.stored(mail, key=key, **receipt), self.ports)
        return result

    def send_due(self) -> tuple[SendResult, ...]:
        """Send what is due now."""
        due = sending.due_entries(self.ports, limit=100)
        return tuple(sending.send_entry(entry, self.ports) for entry in due)

    def wait(self, **length: float) -> tuple[SendResult, ...]:
        """Let time pass and send what came due."""
        self.clock.advance(timedelta(**length))
        return self.send_due()

    def told(
        self, state: OutboxState, kind: str = "acknowledgement", ses_message_id: str = "ses-1"
    ) -> FeedbackResult:
        """Record what SES tells of the only entry of a kind."""
        event = MailEvent(
            entry=self.entry(kind).id,
            state=state,
            ses_message_id=ses_message_id,
            at=self.clock.now(),
            detail="",
        )
        return feedback.record(event, self.ports)

    def only_ticket(self) -> Ticket:
        """Return the only ticket."""
        (ticket,) = self.tickets.store.heads.values()
        return ticket

    def entry(self, kind: str) -> OutboxEntry:
        """Return the only entry of a kind."""
        (entry,) = [e for e in self.outbox.entries if e.kind == kind]
        return entry


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Return a new desk at ten o'clock on a working day."""
    return Desk()


def a_mail(
    text: str = "My USDT transfer failed, please help me.",
    *,
    message_id: str = "m1@customer.example",
    sender: str = "Li Wei <li.wei@customer.example>",
    headers: str = "",
) -> str:
    """Return a plain mail as a customer's program writes it."""
    return (
        f"From: {sender}\r\nTo: support@desk.example\r\nSubject: Transfer failed\r\n"
        f"Date: Thu, 30 Jul 2026 10:00:00 +0800\r\nMessage-ID: <{message_id}>\r\n{headers}"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    )
