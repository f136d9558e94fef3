"""Secrets never stay (DESIGN 5, ADR 9): a mail is kept only as it may be kept.

Reading gives the message without its secrets, and the bytes that must take the place of those SES
stored. The order: the transaction first, which notes the object as dirty; then the object is
overwritten in place, if it still is the one that was read; then the note is taken back. Whoever
meets the note later, or the object itself, does the rest: each step may be repeated.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.errors import TransientError
from chalicelib.reading import mime
from chalicelib.reading.message import InboundMessage, MailReceipt, RawObject
from chalicelib.reading.structure.sanitise import removed_mail, sanitise
from chalicelib.reading.trace import receipt_from_trace
from chalicelib.services.ports import Ports
from chalicelib.services.stores import ChangedRawError, MissingRawError, Origin, RawMail
from chalicelib.understanding.findings import SecretFinding
from chalicelib.understanding.guard import guard
from chalicelib.understanding.secret_judge import SecretJudge

_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMail:
    """A stored mail as it may be kept.

    `content` is `stored.content` itself while nothing must be removed. `origin.identity` is the
    same for every delivery of one mail, cleansed or not.
    """

    stored: RawMail
    inbound: InboundMessage
    findings: tuple[SecretFinding, ...]
    content: bytes
    origin: Origin

    @property
    def is_dirty(self) -> bool:
        """Whether the stored object holds what must not be kept."""
        return self.content is not self.stored.content


def identity_of(inbound: InboundMessage, ports: Ports) -> str:
    """Return the keyed hash by which a message is known again, as 64 hex characters."""
    sender = inbound.sender.address.key if inbound.sender else ""
    known_by = inbound.message_id or inbound.idempotency_key
    return ports.keys.keyed_hash("identity", known_by, sender, inbound.content_digest).hex()


def read_mail(stored: RawMail, receipt: MailReceipt, ports: Ports) -> ReadMail:
    """Return a stored mail without its secrets. Nothing is written.

    What is read of a dirty mail is read of its cleansed bytes: a later replay finds the same.
    """
    receipt = _completed(receipt, stored.origin)
    own = frozenset(ports.rules.brand_of_mailbox)
    as_stored = mime.parse(stored.content, receipt, own_addresses=own)
    guarded = guard(as_stored)
    judge = SecretJudge()
    if guarded.findings:
        # A word in the subject may be what makes a secret of something in the text.
        judge.learn(f"{as_stored.subject}\n{as_stored.text}")
    else:
        judge.vouch((as_stored.text, as_stored.html_text, as_stored.subject))
    content = sanitise(stored.content, judge)
    if guarded.findings or content is not stored.content:
        content, inbound = _settled(content, receipt, judge, own)
    else:
        inbound = guarded.inbound
    return ReadMail(
        stored=stored,
        inbound=inbound,
        findings=_findings(guarded.findings, judge),
        content=content,
        origin=stored.origin or _origin(as_stored, ports),
    )


def _completed(receipt: MailReceipt, origin: Origin | None) -> MailReceipt:
    """Return the receipt with what the cleansed object alone still tells."""
    if origin is None or receipt.recipients:
        return receipt
    return replace(receipt, recipients=origin.recipients, received_at=origin.received_at)


def _origin(as_stored: InboundMessage, ports: Ports) -> Origin:
    return Origin(
        identity=identity_of(as_stored, ports),
        received_at=as_stored.received_at,
        recipients=as_stored.recipients,
    )


def _settled(
    content: bytes, receipt: MailReceipt, judge: SecretJudge, own: frozenset[str]
) -> tuple[bytes, InboundMessage]:
    """Return bytes in which nobody finds a secret any more, and the message they are.

    Where the message as a whole still tells one, nothing that people read is kept; at last the
    mail is a note.
    """
    strict = SecretJudge(strict=True)
    for cleanse in (
        lambda known: known,
        lambda known: sanitise(known, judge),
        lambda known: sanitise(known, strict),
        lambda known: removed_mail(known, strict),
    ):
        content = cleanse(content)
        guarded = guard(mime.parse(content, receipt, own_addresses=own))
        if not guarded.findings:
            break
        judge.learn(f"{guarded.inbound.subject}\n{guarded.inbound.text}")
    return content, guarded.inbound


def _findings(guarded: tuple[SecretFinding, ...], judge: SecretJudge) -> tuple[SecretFinding, ...]:
    """Return every sort of secret with its places; the guard's word on the same place counts."""
    known = {(found.kind, found.place) for found in guarded}
    kinds = {found.kind for found in guarded}
    more = (
        found
        for found in judge.findings
        if (found.kind, found.place) not in known
        # What people read, the guard has told already, and its place more exactly.
        and not (found.kind in kinds and found.place in ("text", "html"))
    )
    return (*guarded, *more)


def cleanse(read: ReadMail, raw: RawObject, ports: Ports) -> None:
    """Overwrite a dirty object and take back its note, once what it tells is committed.

    Raises:
        TransientError: storage is not to be had, or others write the object again and again.
        OperatorError: permissions are wrong.
    """
    if read.is_dirty and not _is_replaced(read, raw, ports):
        finish(raw, ports, stored_at=read.origin.received_at)
        return
    ports.tickets.mark_clean(raw)


def finish(raw: RawObject, ports: Ports, *, stored_at: datetime) -> None:
    """Do what is left to do of an object that is noted as dirty. Safe to repeat.

    Raises:
        TransientError: storage is not to be had, or others write the object again and again.
        OperatorError: permissions are wrong.
    """
    for _ in range(_TRIES):
        try:
            stored = ports.archive.fetch(raw)
        except MissingRawError:
            break  # it expired: nothing is left that could tell anything
        receipt = receipt_from_trace(stored.content, raw, stored_at=stored_at)
        read = _no_better_than_noted(read_mail(stored, receipt, ports))
        if not read.is_dirty or _is_replaced(read, raw, ports):
            break
    else:
        raise TransientError("a raw object was changed three times in a row")
    ports.tickets.mark_clean(raw)


def _no_better_than_noted(read: ReadMail) -> ReadMail:
    """Return what to write when the note says "dirty" and nothing is found any more.

    A release that finds less may have come between: the note is believed.
    """
    if read.is_dirty or read.stored.origin is not None:
        return read
    return replace(read, content=removed_mail(read.stored.content, SecretJudge(strict=True)))


def _is_replaced(read: ReadMail, raw: RawObject, ports: Ports) -> bool:
    try:
        ports.archive.replace(raw, read.content, etag=read.stored.etag, origin=read.origin)
    except ChangedRawError:
        return False
    return True
