"""What the people on call read: a notice → subject and text. For our own people, so in English.

It goes to telephones, pagers and chats nobody here knows: words of the policy, a ticket number
and counts, no text or address of a customer's, and no link to be forged.
"""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.desk.outbox import OutboxEntry
from chalicelib.errors import OperatorError

_MAX_SUBJECT = 100  # SNS takes less than 100 characters, ASCII, no line ends
_REASONS = {
    "danger": "money may be being lost right now",
    "held_danger": "an unproven sender tells of danger",
    "self_harm": "the customer speaks of self-harm: answer in person",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboundNotice:
    """One composed notice: `subject` is ASCII and under 100 characters, `text` is lines."""

    subject: str
    text: str


def compose_notice(entry: OutboxEntry) -> OutboundNotice:
    """Return what a notice says.

    Raises:
        OperatorError: the entry holds no notice.
    """
    notice = entry.notice
    if notice is None:
        raise OperatorError(f"the outbox entry {entry.id} holds no notice")
    about = f"{notice.category}/{notice.subtype}" if notice.subtype else notice.category
    promise = f"{notice.answer_by:%Y-%m-%d %H:%M} UTC" if notice.answer_by else "none given"
    lines = (
        f"Ticket {entry.ticket}: {_REASONS.get(notice.reason, notice.reason)}.",
        "",
        f"Brand: {entry.brand}",
        f"Queue: {entry.queue}",
        f"Category: {about}",
        f"Priority: {notice.priority}",
        f"Chains: {', '.join(notice.chains) or 'none named'}",
        f"Hashes and addresses told: {notice.facts}",
        f"Answer promised by: {promise}",
        "",
        "Look the ticket up by its number in the dashboard you know; a notice never has a link.",
    )
    subject = f"[{entry.ticket}] {notice.priority}: {notice.reason}, {about}"
    ascii_only = subject.encode("ascii", "replace").decode("ascii")
    return OutboundNotice(subject=ascii_only[: _MAX_SUBJECT - 1], text="\n".join(lines) + "\n")
