"""Values for tests, each right in itself; a test names only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from chalicelib.desk.decision import Registration
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import Letter, MailKind, Notice, OutboxEntry, entry_id
from chalicelib.desk.ticket import Ticket
from chalicelib.reading.message import (
    Channel,
    Contact,
    EmailAddress,
    InboundMessage,
    MailReceipt,
    RawObject,
    Verdict,
    Verdicts,
)
from chalicelib.rules import Brand, Rules, load_rules
from chalicelib.ticket_number import TicketNumber, number_from
from chalicelib.tokens import KeyRing, parse_key_ring
from chalicelib.understanding.findings import Priority, Understanding

POLICY = Path(__file__).parent.parent / "chalicelib" / "policy"

NOW = datetime(2026, 7, 30, 2, 0, tzinfo=UTC)
"""Thursday 10:00 in Shanghai, an hour after opening."""

NUMBER = number_from(bytes(32))

PASSED = Verdicts(
    spam=Verdict.PASS,
    virus=Verdict.PASS,
    spf=Verdict.PASS,
    dkim=Verdict.PASS,
    dmarc=Verdict.PASS,
    dmarc_policy="reject",
)


@cache
def the_rules() -> Rules:
    """Return the policy that ships."""
    return load_rules(POLICY)


def the_brand() -> Brand:
    """Return the brand that ships."""
    return the_rules().brands["demo"]


@cache
def the_keys() -> KeyRing:
    """Return a key ring of no value to anybody."""
    return parse_key_ring('{"index": "' + "k" * 40 + '"}')


def a_contact(address: str = "li.wei@customer.example", name: str = "Li Wei") -> Contact:
    """Return a customer."""
    local, _, domain = address.partition("@")
    return Contact(name, EmailAddress(local, domain))


def an_inbound(**changes: Any) -> InboundMessage:
    """Return a proven customer's mail to the demo desk."""
    text = "My transfer has not arrived."
    message = InboundMessage(
        channel=Channel.EMAIL,
        sender=a_contact(),
        to=(a_contact("support@desk.example", ""),),
        recipients=(EmailAddress("support", "desk.example"),),
        subject="Transfer missing",
        received_at=NOW,
        message_id="m1@customer.example",
        text=text,
        reply=text,
        unquoted=text,
        unsigned=text,
        verdicts=PASSED,
        raw=RawObject("mail-bucket", "object-1"),
        content_digest="d1" * 32,
    )
    return replace(message, **changes)


def an_understanding(**changes: Any) -> Understanding:
    """Return a sure understanding: a failed transaction whose hash is missing."""
    understanding = Understanding(
        category="transaction_issue",
        queue="transaction",
        priority=Priority.HIGH,
        locale="en",
        language_confidence=0.95,
        confidence=0.9,
        unsure=False,
        missing=("tx_hash",),
    )
    return replace(understanding, **changes)


def a_registration(**changes: Any) -> Registration:
    """Return how the demo brand takes a message in."""
    registration = Registration(
        brand=the_brand(),
        mailbox="support@desk.example",
        recipient_known=True,
        number=NUMBER,
        dedupe_key="ab" * 32,
        linked=(),
        brands=("demo",),
        now=NOW,
    )
    return replace(registration, **changes)


def a_ticket(**changes: Any) -> Ticket:
    """Return a ticket that waits for its customer's transaction hash."""
    ticket = Ticket(
        number=NUMBER,
        brand="demo",
        mailbox="support@desk.example",
        channel=Channel.EMAIL,
        status=Status.WAITING_CUSTOMER,
        queue="transaction",
        category="transaction_issue",
        subtype=None,
        priority=Priority.HIGH,
        locale="en",
        contact=a_contact(),
        known_addresses=("li.wei@customer.example",),
        sender_proven=True,
        subject="Transfer missing",
        missing=("tx_hash",),
        created_at=NOW,
        updated_at=NOW,
    )
    return replace(ticket, **changes)


def an_entry(kind: MailKind = MailKind.ACKNOWLEDGEMENT, **changes: Any) -> OutboxEntry:
    """Return an outbox entry, due now, outside any plan."""
    number: TicketNumber = changes.get("ticket", NUMBER)
    turn: int = changes.get("turn", 1)
    entry = OutboxEntry(
        id=entry_id(number, kind, turn),
        ticket=number,
        brand="demo",
        queue="transaction",
        kind=kind,
        recipient=a_contact(),
        locale="en",
        turn=turn,
        letter=Letter(category="transaction_issue", missing=("tx_hash",)),
        created_at=NOW,
        due_at=NOW,
        due_now=kind is MailKind.ACKNOWLEDGEMENT,
    )
    return replace(entry, **changes)


def a_reminder(**changes: Any) -> OutboxEntry:
    """Return the first step of the information plan."""
    plan = {"plan": "information", "step": 0, "asked_at": NOW, "due_now": False}
    kind = changes.pop("kind", MailKind.INFORMATION_REMINDER)
    return an_entry(kind, **{**plan, **changes})


def a_notice(**changes: Any) -> OutboxEntry:
    """Return a notice to the people on call, due now."""
    notice = Notice(
        reason="danger",
        category="account_security",
        subtype="theft",
        priority=Priority.URGENT,
        chains=("evm",),
        facts=2,
        answer_by=NOW + timedelta(hours=1),
    )
    kind = MailKind.ONCALL_NOTICE
    letter = Letter(category=None)
    entry = an_entry(kind, recipient=None, notice=notice, letter=letter, due_now=True)
    return replace(entry, **changes)


def a_receipt(**changes: Any) -> MailReceipt:
    """Return SES's word of one delivery to the demo desk."""
    receipt = MailReceipt(
        raw=RawObject("mail-bucket", "object-1"),
        ses_message_id="object-1",
        recipients=(EmailAddress("support", "desk.example"),),
        mail_from="li.wei@customer.example",
        received_at=NOW,
        verdicts=PASSED,
    )
    return replace(receipt, **changes)
