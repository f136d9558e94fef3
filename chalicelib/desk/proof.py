"""Who may be answered, and how far a sender is proven. Verdicts are SES's own, never a header's.

Product rule (DESIGN 16): silence only on a DMARC FAIL under a reject or quarantine policy, or on
a spam or virus FAIL; every other doubt only limits what an answer may say.
"""

from __future__ import annotations

from chalicelib.desk.ticket import Ticket
from chalicelib.reading.message import Contact, InboundMessage, Verdict, Verdicts

_NO_REPLY = frozenset(
    {"noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "mailer-daemon", "postmaster"}
)


def silence_reason(verdicts: Verdicts) -> str | None:
    """Return why this sender must get no mail at all, or None."""
    if verdicts.virus is Verdict.FAIL:
        return "virus"
    if verdicts.spam is Verdict.FAIL:
        return "spam"
    if verdicts.dmarc is Verdict.FAIL and verdicts.dmarc_policy in ("reject", "quarantine"):
        return f"dmarc_{verdicts.dmarc_policy}"
    return None


def is_proven(inbound: InboundMessage) -> bool:
    """Return whether the From address is the sender's own: DMARC says PASS."""
    return inbound.sender is not None and inbound.verdicts.dmarc is Verdict.PASS


def is_customer(inbound: InboundMessage, ticket: Ticket) -> bool:
    """Return whether a message is from the ticket's customer, as surely as the ticket's first.

    A From address alone proves nothing: where the customer was proven once, each later message
    must be proven too.
    """
    if inbound.sender is None or inbound.sender.address.key not in ticket.known_addresses:
        return False
    return is_proven(inbound) or not ticket.sender_proven


def contact_of(inbound: InboundMessage) -> Contact | None:
    """Return whom to answer: Reply-To (RFC 5322 §3.6.2) of a proven sender, else From."""
    if is_proven(inbound) and inbound.reply_to:
        return inbound.reply_to[0]
    return inbound.sender


def known_addresses(inbound: InboundMessage) -> tuple[str, ...]:
    """Return the comparison keys of the addresses this writer is known by from now on."""
    people = (inbound.sender, contact_of(inbound))
    return tuple(dict.fromkeys(p.address.key for p in people if p is not None))


def takes_no_mail(contact: Contact) -> bool:
    """Return whether an address says of itself that nobody reads it."""
    local = contact.address.local.lower()
    return local in _NO_REPLY or local.startswith(("noreply", "no-reply", "bounce"))
