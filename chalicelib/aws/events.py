"""What AWS hands to our functions, as values. The only place that knows the shapes of events.

SNS wraps what it brings to a queue ("Type": "Notification", the text in "Message") unless raw
delivery is on; both are read. A malformed event is ours to repair: it raises OperatorError with
what was wrong and never with what was in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote_plus

from chalicelib.aws.dynamodb import keys
from chalicelib.aws.dynamodb.items import from_item
from chalicelib.desk.outbox import EntryId, OutboxEntry, OutboxState
from chalicelib.errors import OperatorError
from chalicelib.reading.message import (
    MailReceipt,
    RawObject,
    Verdict,
    Verdicts,
    parse_address,
)
from chalicelib.services.feedback import MailEvent

SETUP_NOTIFICATION = "AMAZON_SES_SETUP_NOTIFICATION"
"""The object SES writes into the bucket when a receipt rule is made."""

_VALIDATION = "Successfully validated SNS topic"
_CONFIRMATIONS = ("SubscriptionConfirmation", "UnsubscribeConfirmation")

_STATES = {
    "Send": OutboxState.ACCEPTED,
    "Delivery": OutboxState.DELIVERED,
    "Bounce": OutboxState.BOUNCED,
    "Complaint": OutboxState.COMPLAINED,
    "Reject": OutboxState.BOUNCED,  # SES took it and then found a virus: it reached nobody
    "Rendering Failure": OutboxState.BOUNCED,
}
_VERDICTS = {verdict.value: verdict for verdict in Verdict}
_WORD = re.compile(r"[A-Za-z][A-Za-z -]{0,39}")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")  # RFC 3463


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredObject:
    """An object S3 says was written. `stored_at` is aware UTC."""

    raw: RawObject
    stored_at: datetime
    size_bytes: int


@contextmanager
def _described(what: str) -> Iterator[None]:
    """Turn what a malformed event raises into one sentence; its contents are not repeated.

    Raises:
        OperatorError: naming the missing key, or how the event is of another form.
    """
    try:
        yield
    except KeyError as err:
        raise OperatorError(f"{what}: {err} is missing") from None
    except (AttributeError, IndexError, TypeError, ValueError) as err:
        # The cause is left out, because its message quotes what was found.
        raise OperatorError(f"{what} of another form: {type(err).__name__}") from None


def receive_count(record: Mapping[str, Any]) -> int:
    """Return how often SQS has handed out this message, this time included: 1 or more."""
    with _described("SQS record"):
        return int(record["attributes"]["ApproximateReceiveCount"])


def mail_receipt(record: Mapping[str, Any]) -> MailReceipt | None:
    """Return the delivery an SES receipt notice tells of (rule with an S3 action and a topic).

    None for what SES and SNS send when a rule or a topic is set up.

    Raises:
        OperatorError: the notice is of another form, for instance of another action.
    """
    with _described("SES receipt notice"):
        notice = _message(record)
        if notice is None:
            return None
        mail, receipt = notice["mail"], notice["receipt"]
        raw = _stored_by(receipt["action"])
        if raw.key.endswith(SETUP_NOTIFICATION):
            return None
        recipients = (parse_address(address) for address in receipt["recipients"])
        return MailReceipt(
            raw=raw,
            ses_message_id=str(mail["messageId"]),
            recipients=tuple(address for address in recipients if address),
            mail_from=str(mail["source"]).strip("<>"),
            received_at=_time(mail["timestamp"]),
            verdicts=_verdicts(receipt),
        )


def _stored_by(action: Mapping[str, Any]) -> RawObject:
    if action["type"] != "S3":
        raise ValueError("its action is not S3")
    key, prefix = str(action["objectKey"]), str(action.get("objectKeyPrefix") or "")
    if prefix and not key.startswith(prefix):
        key = prefix + key
    return RawObject(str(action["bucketName"]), key)


def _verdicts(receipt: Mapping[str, Any]) -> Verdicts:
    policy = receipt.get("dmarcPolicy")
    return Verdicts(
        spam=_verdict(receipt, "spamVerdict"),
        virus=_verdict(receipt, "virusVerdict"),
        spf=_verdict(receipt, "spfVerdict"),
        dkim=_verdict(receipt, "dkimVerdict"),
        dmarc=_verdict(receipt, "dmarcVerdict"),
        dmarc_policy=str(policy).lower() if policy else None,
    )


def _verdict(receipt: Mapping[str, Any], name: str) -> Verdict | None:
    """Return a verdict; None where SES did not check ("DISABLED") or says nothing."""
    status = receipt.get(name, {}).get("status")
    return _VERDICTS.get(status)


def stored_objects(record: Mapping[str, Any]) -> tuple[StoredObject, ...]:
    """Return the objects an S3 ObjectCreated message tells of; () for a test event.

    Raises:
        OperatorError: the message is of another form.
    """
    with _described("S3 event"):
        message = _message(record)
        if message is None or message.get("Event") == "s3:TestEvent":
            return ()
        stored = (_stored(each) for each in message["Records"])
        return tuple(s for s in stored if not s.raw.key.endswith(SETUP_NOTIFICATION))


def _stored(record: Mapping[str, Any]) -> StoredObject:
    entry = record["s3"]
    return StoredObject(
        raw=RawObject(str(entry["bucket"]["name"]), unquote_plus(str(entry["object"]["key"]))),
        stored_at=_time(record["eventTime"]),
        size_bytes=int(entry["object"].get("size", 0)),
    )


def stream_entries(event: Mapping[str, Any]) -> Iterator[OutboxEntry]:
    """Yield the outbox entries due now that a batch of the table's stream says were inserted.

    Raises:
        OperatorError: an image is not what this service writes.
    """
    for record in event.get("Records", ()):
        if record.get("eventName") != "INSERT":
            continue
        with _described("stream record"):
            image = record["dynamodb"]["NewImage"]
            kind, _ = keys.parse(keys.key_of(image))
        if kind is keys.ItemKind.OUTBOX:
            entry = from_item(OutboxEntry, image)
            if entry.due_now:
                yield entry


def mail_event(record: Mapping[str, Any]) -> MailEvent | None:
    """Return what an SES event says of one of our mails; it names its outbox entry by a tag.

    None for a mail without that tag, for a delay (nothing has changed yet), for opens and clicks,
    and for SNS's own messages.

    Raises:
        OperatorError: the event is of another form.
    """
    with _described("SES event"):
        event = _message(record)
        if event is None:
            return None
        name = str(event["eventType"])
        entry = event["mail"].get("tags", {}).get("entry", [])
        if name not in _STATES or not entry:
            return None
        about = event.get(name.lower(), {})
        return MailEvent(
            entry=EntryId(str(entry[0])),
            state=_STATES[name],
            ses_message_id=str(event["mail"]["messageId"]),
            at=_time(about.get("timestamp") or event["mail"]["timestamp"]),
            detail=_detail(name, about),
        )


def _detail(name: str, about: Mapping[str, Any]) -> str:
    """Return SES's classes and codes of an event, each shape-checked: no stranger's words."""
    match name:
        case "Bounce":
            first = (about.get("bouncedRecipients") or [{}])[0]
            words = _words(about.get("bounceType"), about.get("bounceSubType"))
            status = str(first.get("status", ""))
            return f"{words} {status}" if _STATUS.fullmatch(status) else words
        case "Complaint":
            return _words(about.get("complaintFeedbackType"), about.get("complaintSubType"))
        case "Reject":
            return _words(name, about.get("reason"))
        case "Rendering Failure":
            return name
        case _:
            return ""


def _words(*values: object) -> str:
    return "/".join(str(v) for v in values if v and _WORD.fullmatch(str(v)))


def _message(record: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the JSON object a queue message carries, SNS's envelope taken off.

    None for SNS's own messages and for the line SES sends to try a topic.
    """
    body = str(record["body"])
    if body.startswith(_VALIDATION):
        return None
    content = json.loads(body)
    if "Type" in content and "Message" in content:
        if content["Type"] in _CONFIRMATIONS or content["Message"].startswith(_VALIDATION):
            return None
        content = json.loads(content["Message"])
    if not isinstance(content, dict):
        raise TypeError("it is no JSON object")
    return content


def _time(text: object) -> datetime:
    """Return an AWS timestamp ("2026-07-30T02:00:00.123Z"), aware UTC."""
    at = datetime.fromisoformat(str(text))
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
