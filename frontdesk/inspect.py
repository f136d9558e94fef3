"""`python -m frontdesk inspect`: read mails and say what the desk would do, changing nothing.

Mails stored by SES are judged by the receipt in their trace block. Others are taken as if they
had just reached the first mailbox they name, from the sender their topmost Return-Path tells.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chalicelib.desk.decide import decide_intake
from chalicelib.desk.decision import AppendMessage, IntakeDecision, OpenTicket, Registration
from chalicelib.errors import OperatorError
from chalicelib.reading import mime
from chalicelib.reading.message import (
    Contact,
    EmailAddress,
    InboundMessage,
    MailReceipt,
    RawObject,
    parse_address,
)
from chalicelib.reading.structure.addresses import parse_contacts
from chalicelib.reading.trace import receipt_from_trace
from chalicelib.rules import Brand, Rules
from chalicelib.ticket_number import number_from
from chalicelib.tokens import parse_key_ring
from chalicelib.understanding.findings import Understanding
from chalicelib.understanding.understand import understand
from frontdesk.as_json import understanding_as_json
from frontdesk.kept_policy import POLICY, checkout_rules
from frontdesk.mail_page import page

# Numbers shown by `inspect` come from this key, so they are nobody's.
_KEYS = parse_key_ring(json.dumps({"index": "inspect only, not a secret of any desk"}))
_HEAD = 65_536
_WIDEST = 120  # columns; longer lines tire the eye

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Inspection:
    """One mail, read, understood and decided on as if it were new."""

    inbound: InboundMessage
    understanding: Understanding
    decision: IntakeDecision


def main(argv: list[str]) -> int:
    """Inspect the files named; 1 when one could not be read, 2 for wrong use."""
    options = _parser().parse_args(argv)
    if isinstance(sys.stdout, io.TextIOWrapper):  # file names may hold bytes that are no UTF-8
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        rules = checkout_rules(options.policy)
    except OperatorError as err:
        print(f"inspect: {err}", file=sys.stderr)
        return 2
    as_page = options.human or (sys.stdout.isatty() and not options.jsonl)
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    unreadable = 0
    for name, content in _contents(options.files or ["-"]):
        if isinstance(content, OSError):
            print(f"inspect: {name}: {content.strerror or content}", file=sys.stderr)
            unreadable += 1
            continue
        row = row_of(name, inspect(content, rules))
        print(page(row, width=width) if as_page else json.dumps(row, ensure_ascii=False))
    return 1 if unreadable else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m frontdesk inspect",
        description="Read mails and say what the desk would do. Nothing is stored or sent.",
        epilog="Exit status: 0 ok, 1 a file could not be read, 2 wrong use.",
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="raw mails; - is standard input")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--human", action="store_true", help="a readable page for each mail")
    shape.add_argument("--jsonl", action="store_true", help="one JSON line a mail (when piped)")
    parser.add_argument("--policy", type=Path, default=POLICY, help="another policy folder")
    return parser


def _contents(files: list[str]) -> Iterator[tuple[str, bytes | OSError]]:
    for name in files:
        try:
            yield name, sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as err:
            yield name, err


def inspect(content: bytes, rules: Rules) -> Inspection:
    """Return what the desk makes of one mail. Total, and the same every time."""
    receipt = _receipt(content, rules)
    inbound = mime.parse(content, receipt, own_addresses=frozenset(rules.brand_of_mailbox))
    if not receipt.recipients:
        inbound = replace(inbound, recipients=(_addressed_mailbox(inbound, rules),))
    found = (rules.brand_for(str(recipient)) for recipient in inbound.recipients)
    brand = next((brand for brand in found if brand), None)
    understanding = understand(inbound, brand or rules.default_brand, rules)
    registration = _registration(inbound, brand or rules.default_brand, known=brand is not None)
    decision = decide_intake(inbound, understanding, None, registration, rules)
    return Inspection(inbound, understanding, decision)


def _receipt(content: bytes, rules: Rules) -> MailReceipt:
    """Return SES's receipt, or one made of what the file says when SES never saw it.

    A null Return-Path then counts, so it gets the first mailbox as its envelope recipient.
    """
    now = datetime.now(UTC)
    receipt = receipt_from_trace(content, RawObject("inspect", "mail"), stored_at=now)
    if receipt.recipients:
        return receipt
    return_path = _return_path(content)
    if return_path is None:
        return receipt
    mailbox = parse_address(rules.default_brand.mailboxes[0])
    return replace(receipt, mail_from=return_path, recipients=(mailbox,) if mailbox else ())


def _return_path(content: bytes) -> str | None:
    """Return the topmost Return-Path, "" for a null one, None without one."""
    head = content[:_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    for line in head.decode("latin-1").split("\n"):
        name, colon, value = line.partition(":")
        if colon and name.lower() == "return-path":
            found = parse_contacts(value, [])
            return str(found[0].address) if found else value.strip().strip("<>").strip()
    return None


def _addressed_mailbox(inbound: InboundMessage, rules: Rules) -> EmailAddress:
    named = (contact.address for contact in (*inbound.to, *inbound.cc))
    ours = next((address for address in named if rules.brand_for(str(address))), None)
    local, _, domain = rules.default_brand.mailboxes[0].rpartition("@")
    return ours or EmailAddress(local, domain)


def _registration(inbound: InboundMessage, brand: Brand, *, known: bool) -> Registration:
    sender = inbound.sender.address.key if inbound.sender else ""
    digest = inbound.content_digest
    key = _KEYS.keyed_hash("dedupe", brand.id, "", inbound.message_id, sender, digest).hex()
    return Registration(
        brand=brand,
        mailbox=brand.mailboxes[0],
        recipient_known=known,
        number=number_from(_KEYS.keyed_hash("ticket", key)),
        dedupe_key=key,
        linked=(),
        brands=(brand.id,),
        now=inbound.received_at,
    )


def row_of(name: str, inspection: Inspection) -> Row:
    """Return the documented JSON of one mail."""
    inbound = inspection.inbound
    return {
        "file": name,
        "kind": inbound.kind.value,
        "kind_reason": inbound.kind_reason,
        "from": _contact(inbound.sender) if inbound.sender else None,
        "to": [_contact(contact) for contact in inbound.to],
        "cc": [_contact(contact) for contact in inbound.cc],
        "reply_to": [_contact(contact) for contact in inbound.reply_to],
        "forwarded_from": [_contact(contact) for contact in inbound.forwarded_from],
        "subject": inbound.subject,
        "date": inbound.sent_at.isoformat() if inbound.sent_at else None,
        "message_id": inbound.message_id,
        "in_reply_to": list(inbound.in_reply_to),
        "references": list(inbound.references),
        "text": inbound.text,
        "html_text": inbound.html_text,
        "reply": inbound.reply,
        "unquoted": inbound.unquoted,
        "unsigned": inbound.unsigned,
        "attachments": _attachments(inbound),
        "warnings": list(inbound.warnings),
        "bounce": _bounce(inbound),
        "understanding": understanding_as_json(inspection.understanding),
        "decision": _decision(inspection.decision),
    }


def _contact(contact: Contact) -> Row:
    return {"name": contact.name, "address": str(contact.address)}


def _attachments(inbound: InboundMessage) -> list[Row]:
    return [
        {
            "filename": one.filename,
            "content_type": one.content_type,
            "sniffed_type": one.sniffed_type,
            "size_bytes": one.size_bytes,
            "sha256": one.sha256,
            "inline": one.inline,
        }
        for one in inbound.attachments
    ]


def _bounce(inbound: InboundMessage) -> Row | None:
    bounce = inbound.bounce
    if bounce is None:
        return None
    return {
        "final_recipient": bounce.final_recipient,
        "status": bounce.status,
        "action": bounce.action,
        "reason": bounce.reason,
        "original_message_id": bounce.original_message_id,
    }


def _decision(decision: IntakeDecision) -> Row:
    """Return what would be written and mailed, for a mail that belongs to no ticket yet."""
    if not isinstance(decision, OpenTicket | AppendMessage):
        return {"action": "record_verdict", "reason": decision.reason, "mails": []}
    ticket = decision.ticket
    return {
        "action": "open_ticket" if isinstance(decision, OpenTicket) else "append_message",
        "brand": ticket.brand,
        "status": ticket.status.value,
        "queue": ticket.queue,
        "priority": ticket.priority.value,
        "answer_by": ticket.answer_by.isoformat() if ticket.answer_by else None,
        "flags": list(ticket.flags),
        "mails": [
            {"kind": entry.kind.value, "locale": entry.locale, "due_at": entry.due_at.isoformat()}
            for entry in decision.outbox
        ],
    }
