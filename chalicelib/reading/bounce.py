"""What a delivery report says: RFC 3464 fields first, the wording of older mailers after them.

Only reading lives here; whether a mail is a report is decided in machine_mail.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chalicelib.reading.charset import clean_text, decode_text
from chalicelib.reading.message import Bounce
from chalicelib.reading.structure.addresses import parse_contacts
from chalicelib.reading.structure.headers import parse_message_ids
from chalicelib.reading.structure.mime_tree import Part, content_of, header, parse_tree, walk

_WINDOW = 20_000  # characters of prose that are searched
_NESTED_LIMIT = 1_000_000
_MAX_REASON = 500
_TELLING = 2_000  # characters of prose in which a report says what became of the mail
_STATUS = re.compile(r"(?<![\d.])([245]\.[0-7]\.\d{1,3})(?![\d.])")  # RFC 3463 §3
_TROUBLE = re.compile(r"(?<![\d.])([45]\.[0-7]\.\d{1,3})(?![\d.])")
_SMTP_REPLY = re.compile(r"(?<![\d.])([45]\d\d)[ -]")
_ADDRESS = re.compile(
    r"<?([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})>?"
)
_ORIGINAL = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/partial")
_DELAYED = re.compile(
    r"(?:will|shall|is going to) (?:be retried|retry|(?:continue|keep) (?:to )?try)"
    r"|still being retried"
    r"|delay(?:ed)?\b|(?:you )?do not need to resend|warning message only|will keep trying"
    r"|not (?:yet )?been delivered|could not send message for past|延迟|延遲|稍后重试|遅延|지연",
    re.IGNORECASE,
)
# Every one of these needs one of those words, which are found far sooner.
_DELAY_WORDS = ("retr", "try", "delay", "resend", "warning message only", "been delivered",
                "could not send message", "延迟", "延遲", "稍后重试", "遅延", "지연")  # fmt: skip
_GAVE_UP = re.compile(
    r"permanent|gave up|giving up|returned|undeliverable|failed permanently", re.I
)
_ACTIONS = frozenset({"failed", "delayed", "delivered", "relayed", "expanded"})
_SENDERS = re.compile(r"mailer-daemon|postmaster|mail delivery", re.IGNORECASE)


def parse_bounce(message: Part, text: str) -> Bounce:
    """Return what a report tells; empty text for what it does not.

    Args:
        message: the report, parsed.
        text: its readable part, searched when there are no RFC 3464 fields.
    """
    status_part, original = _parts(message)
    groups = _field_groups(status_part)
    fields = _merged(groups)
    prose = text[:_WINDOW]
    reason = _typed(fields.get("diagnostic-code", "")) or _reason_line(prose)
    status = _status(fields, reason, prose)
    return Bounce(
        final_recipient=_recipient(message, fields, prose, original),
        status=status,
        action=_action(fields) or _action_in(message, status, prose),
        reason=reason[:_MAX_REASON],
        original_message_id=_original_id(original, prose),
    )


def _parts(message: Part) -> tuple[str, str]:
    """Return the text of the status part and the head of the original message."""
    status = original = ""
    for leaf in walk(message):
        kind = leaf.part.media_type()
        if kind in ("message/delivery-status", "message/global-delivery-status") and not status:
            status = _text_of(leaf.part)
        elif kind in _ORIGINAL and not original:
            original = _text_of(leaf.part)
    return (status, original) if status else _nested_report(message) or ("", original)


def _nested_report(message: Part) -> tuple[str, str] | None:
    """Return what a report inside a forwarded message says, one level deep."""
    for leaf in walk(message):
        if leaf.part.media_type() == "message/rfc822":
            content = content_of(leaf.part)[:_NESTED_LIMIT]
            if b"delivery-status" in content:
                inner = parse_tree(content, [])
                found = {one.part.media_type(): one.part for one in walk(inner)}
                status, original = (found.get(k) for k in ("message/delivery-status", _ORIGINAL[0]))
                return (_text_of(status) if status else "", _text_of(original) if original else "")
    return None


def _text_of(part: Part) -> str:
    return clean_text(decode_text(content_of(part)[:_WINDOW], None).text)


def _field_groups(text: str) -> list[dict[str, str]]:
    """Return the groups of fields in a delivery-status part, names in lower case."""
    groups: list[dict[str, str]] = [{}]
    name = ""
    for line in text.split("\n"):
        if not line.strip():
            groups.append({})
        elif line[0] in " \t" and name:
            groups[-1][name] = f"{groups[-1].get(name, '')} {line.strip()}"
        else:
            name, _, value = line.partition(":")
            name = name.strip().lower()
            groups[-1].setdefault(name, value.strip())
    return [group for group in groups if group]


def _merged(groups: list[dict[str, str]]) -> dict[str, str]:
    """Return the fields of the first recipient that failed, else of the first one."""
    recipients = [g for g in groups if "final-recipient" in g or "original-recipient" in g]
    failed = [g for g in recipients if g.get("action", "").lower().startswith("failed")]
    chosen = (failed or recipients or groups or [{}])[0]
    return {**(groups[0] if groups else {}), **chosen}


def _typed(value: str) -> str:
    """Return a field's value without its type: "rfc822; a@b" → "a@b"."""
    kind, semicolon, rest = value.partition(";")
    plain = semicolon and " " not in kind.strip()
    return (rest if plain else value).strip()


def _recipient(message: Part, fields: dict[str, str], prose: str, original: str) -> str:
    for name in ("final-recipient", "original-recipient"):
        found = _ADDRESS.search(_typed(fields.get(name, "")))
        if found:
            return found[1]
    failed = parse_contacts(header(message, "x-failed-recipients"), [])
    if failed:
        return str(failed[0].address)
    enclosed = original or prose
    return _recipient_in(prose, message, enclosed)


def _recipient_in(prose: str, message: Part, enclosed: str) -> str:
    """Return the first address of the prose that is neither the reporter's nor the writer's.

    Without one, whom the original was written to; else the first at all.
    """
    found = [one[1] for one in _ADDRESS.finditer(prose) if not _SENDERS.search(one[1])]
    others = {
        contact.address.key
        for name in ("to", "from", "sender")
        for contact in parse_contacts(header(message, name), [])
    } | {*_addresses_in(enclosed, "from"), *_addresses_in(enclosed, "message-id")}
    told = next((one for one in found if one.lower() not in others), "")
    return told or next(iter([*_addresses_in(enclosed, "to"), *found]), "")


def _addresses_in(head: str, name: str) -> list[str]:
    """Return the addresses in the first such header of an enclosed or pasted mail, lower case."""
    for line in _logical_lines(head) if f"{name}:" in head.lower() else ():
        if line.lower().startswith(f"{name}:"):
            return [one[1].lower() for one in _ADDRESS.finditer(line)]
    return []


def _status(fields: dict[str, str], reason: str, prose: str) -> str:
    # The remote's own words before the reporter's sum: 4.4.7 says only that it gave up waiting.
    found = [m[1] for text in (reason, fields.get("status", "")) if (m := _STATUS.search(text))]
    if found:  # "5.0.0" says no more than "failed"; the other may be more exact
        return next((code for code in found if not code.endswith(".0.0")), found[0])
    in_prose = _TROUBLE.search(prose)
    if in_prose:
        return in_prose[1]
    reply = _SMTP_REPLY.search(reason) or _SMTP_REPLY.search(prose)
    return f"{reply[1][0]}.0.0" if reply else ""


def _action(fields: dict[str, str]) -> str:
    words = fields.get("action", "").lower().split()
    return words[0] if words and words[0] in _ACTIONS else ""


def _action_in(message: Part, status: str, prose: str) -> str:
    """Return what reports without RFC 3464 fields tell: a delay says it will be tried again."""
    told = header(message, "subject") + "\n" + prose[:_TELLING]
    lowered = told.lower()
    hints = not status.startswith("5") and any(word in lowered for word in _DELAY_WORDS)
    if hints and _DELAYED.search(told) and not _GAVE_UP.search(told):
        return "delayed"
    return {"2": "delivered", "4": "failed", "5": "failed"}.get(status[:1], "")


def _reason_line(prose: str) -> str:
    """Return the line of the prose that holds an SMTP reply or a status code."""
    lines = [line.strip() for line in prose.split("\n")]
    for pattern in (_TROUBLE, _SMTP_REPLY):
        for line in lines if pattern.search(prose) else ():
            if pattern.search(line):
                return line
    return ""


def _original_id(original: str, prose: str) -> str:
    for text in (original, prose):
        for line in _logical_lines(text) if "message-id:" in text.lower() else ():
            if line.lower().startswith("message-id:"):
                ids = parse_message_ids(line.partition(":")[2])
                return ids[0] if ids else ""
    return ""


def _logical_lines(text: str) -> Iterator[str]:
    pending = ""
    for line in text.split("\n"):
        if line[:1] in (" ", "\t") and pending:
            pending += line
            continue
        yield pending
        pending = line.lstrip("> ")
    yield pending
