"""What the desk does about a secret: who is warned, and what operators are told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.desk.decide import decide_intake
from chalicelib.desk.decision import AppendMessage, OpenTicket
from chalicelib.desk.outbox import MailKind, OutboxEntry
from chalicelib.desk.secrets import (
    IMAGE_MAY_SHOW_SECRET,
    SECRET_REMOVED,
    with_image_warning,
    with_secrets,
)
from chalicelib.desk.ticket import Ticket
from chalicelib.reading.message import InboundMessage, Kind
from chalicelib.understanding.findings import SecretFinding, Understanding
from tests.builders import (
    PASSED,
    a_contact,
    a_registration,
    a_ticket,
    an_inbound,
    an_understanding,
    the_rules,
)

FOUND = (
    SecretFinding(kind="recovery_phrase", level="certain", place="text"),
    SecretFinding(kind="password", level="likely", place="attachment 1"),
    SecretFinding(kind="recovery_phrase", level="certain", place="subject"),
)


def decided(
    inbound: InboundMessage | None = None, known: Ticket | None = None, **understood: Any
) -> OpenTicket | AppendMessage:
    """Return the decision on a message that held secrets."""
    inbound = inbound or an_inbound()
    understanding: Understanding = an_understanding(**{"secrets": FOUND, **understood})
    registration, rules = a_registration(), the_rules()
    decision = decide_intake(inbound, understanding, known, registration, rules)
    decision = with_secrets(decision, inbound, understanding, registration, rules)
    assert isinstance(decision, OpenTicket | AppendMessage)
    return decision


def warnings(decision: OpenTicket | AppendMessage) -> list[OutboxEntry]:
    """Return the warnings among the mails planned."""
    return [entry for entry in decision.outbox if entry.kind is MailKind.SECRET_RECEIVED]


def test_a_new_ticket_is_warned_before_it_is_acknowledged() -> None:
    """By order and by time, and at once."""
    warning, acknowledgement = decided().outbox[:2]

    assert warning.kind is MailKind.SECRET_RECEIVED
    assert warning.due_now
    assert warning.due_at < acknowledgement.due_at


def test_the_warning_names_each_sort_once() -> None:
    """And nothing else of the message."""
    (warning,) = warnings(decided())

    assert warning.letter.secrets == ("recovery_phrase", "password")
    assert (warning.letter.facts, warning.letter.missing) == ((), ())


def test_operators_are_told_kind_and_place() -> None:
    """As a flag on the ticket and a line of its history."""
    decision = decided()

    assert SECRET_REMOVED in decision.ticket.flags
    assert decision.history[-1].detail == {
        "found": "recovery_phrase (certain) in text, password (likely) in attachment 1, "
        "recovery_phrase (certain) in subject"
    }


def test_without_secrets_nothing_changes() -> None:
    """The very same decision."""
    inbound, understanding = an_inbound(), an_understanding()
    registration, rules = a_registration(), the_rules()
    decision = decide_intake(inbound, understanding, None, registration, rules)

    assert with_secrets(decision, inbound, understanding, registration, rules) is decision


def test_a_reply_is_warned_in_its_own_turn() -> None:
    """A second secret is a second mail."""
    reply = decided(known=a_ticket(turn=3), missing=())

    (warning,) = warnings(reply)
    assert warning.turn == 4


@pytest.mark.parametrize(
    ("inbound", "known"),
    [
        (an_inbound(sender=a_contact("x@evil.example")), a_ticket()),
        (an_inbound(), a_ticket(flags=("not_reached",))),
        (an_inbound(sender=a_contact("no-reply@customer.example")), None),
        (an_inbound(sender=a_contact("support@desk.example")), None),
    ],
    ids=["held", "not reached", "nobody reads it", "ourselves"],
)
def test_who_may_get_no_mail_is_not_warned(inbound: InboundMessage, known: Ticket | None) -> None:
    """The ticket tells of the secret all the same."""
    decision = decided(inbound, known)

    assert warnings(decision) == []
    assert SECRET_REMOVED in decision.ticket.flags


@pytest.mark.parametrize(("dmarc", "warned"), [(PASSED.dmarc, True), (None, False)])
def test_advertising_is_warned_only_if_it_proves_its_sender(dmarc: Any, *, warned: bool) -> None:
    """Else a forged address makes us mail a stranger."""
    inbound = an_inbound(verdicts=replace(PASSED, dmarc=dmarc))

    decision = decided(inbound, category="spam", queue="spam", missing=())

    assert bool(warnings(decision)) is warned


def test_a_machines_secret_makes_no_mail() -> None:
    """RFC 3834: machines are not answered."""
    inbound, registration = an_inbound(kind=Kind.AUTO_REPLY), a_registration()
    understanding = an_understanding(secrets=FOUND)
    decision = decide_intake(inbound, understanding, None, registration, the_rules())

    assert with_secrets(decision, inbound, understanding, registration, the_rules()) is decision


def test_a_picture_that_may_show_a_secret_is_a_flag() -> None:
    """Once, however often it is said."""
    decision = with_image_warning(with_image_warning(decided()))

    assert isinstance(decision, OpenTicket)
    assert decision.ticket.flags.count(IMAGE_MAY_SHOW_SECRET) == 1
