"""What `make staging` proves of the packaged zip, one function per proof, in the order they run.

The harness plays what ministack has not: SES's receiving side (object and notice) and its events,
and the clock. Everything between is the zip, woken by the engine's own queues and stream.
"""

from __future__ import annotations

import html
import json
import re
import time
import urllib.parse
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from chalicelib.desk.outbox import OutboxEntry, OutboxState
from chalicelib.reading.trace import write_trace
from frontdesk.local import inbound
from frontdesk.local.sent import iso
from frontdesk.staging_desk import Staged
from frontdesk.staging_engine import ACCOUNT, REGION, StagingError

CUSTOMER = "an.customer@example.org"
_FORM = "support"
_MAIL = (
    "From: An Customer <{sender}>\r\n"
    "To: support@desk.example\r\n"
    "Date: Mon, 02 Mar 2026 09:15:00 +0000\r\n"
    "Message-ID: <{id}@example.org>\r\n"
    "Subject: {subject}\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n"
    "\r\n"
    "{text}\r\n"
)


def _expect(is_so: bool, what: str) -> None:  # noqa: FBT001 — an assertion's two words
    """Raise StagingError unless it is so."""
    if not is_so:
        raise StagingError(f"not so: {what}")


def _store(staged: Staged, *, sender: str, id_: str, subject: str, text: str) -> dict[str, Any]:
    """Write a mail into the bucket as SES does, and return the notice SES would send."""
    content = _MAIL.format(sender=sender, id=id_, subject=subject, text=text).encode()
    receipt = inbound.receipt_for(
        staged.rule,
        mail_from=sender,
        recipients=staged.rule.recipients[:1],
        verdicts=inbound.ALL_PASS,
        now=datetime.now(UTC),
    )
    staged.engine.client("s3").put_object(
        Bucket=receipt.raw.bucket, Key=receipt.raw.key, Body=write_trace(receipt) + content
    )
    return inbound.notice(receipt, content, staged.rule)


def _tell(staged: Staged, topic: str, message: str) -> None:
    staged.engine.client("sns").publish(TopicArn=staged.stack.ref(topic), Message=message)


def health(staged: Staged) -> None:
    """The HTTP API answers under its stage prefix."""
    status, _, text = staged.engine.request("GET", f"{staged.http}/v1/health")

    _expect(status == 200, f"GET /v1/health answered 200 ({status}: {text[:200]})")


def mail(staged: Staged) -> None:
    """A mail told of three times is one ticket and one acknowledgement, sent by the stream."""
    notice = _store(
        staged,
        sender=CUSTOMER,
        id_="staging-1",
        subject="My transfer has not arrived",
        text="I sent 0.5 BTC yesterday and the transaction is still pending. Please help.",
    )
    for _ in range(3):
        _tell(staged, "IntakeTopic", json.dumps(notice))

    staged.engine.wait_for(lambda: staged.sent_to(CUSTOMER), "acknowledged", within_s=60)
    _queue_is_empty(staged, "IntakeQueue")
    tickets = [t for t in staged.tickets() if t.contact and str(t.contact.address) == CUSTOMER]
    _expect(len(tickets) == 1, f"one ticket ({len(tickets)})")
    sent = staged.sent_to(CUSTOMER)
    _expect(len(sent) == 1, f"one acknowledgement ({len(sent)})")
    _expect(tickets[0].number in sent[0]["BodyText"] + sent[0]["Subject"], "it names the ticket")


def _queue_is_empty(staged: Staged, logical_id: str) -> None:
    """Wait until nothing is waiting or being worked on."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]

    def is_empty() -> bool:
        answer = staged.engine.client("sqs").get_queue_attributes(
            QueueUrl=staged.stack.ref(logical_id), AttributeNames=names
        )
        return not any(int(answer["Attributes"][name]) for name in names)

    staged.engine.wait_for(is_empty, f"{logical_id} empty")


def stream_filter(staged: Staged) -> None:
    """Only entries due now wake the sender: what is due later waits for the clock."""
    later = [entry for entry in staged.entries() if not entry.due_now]
    due_now = [entry for entry in staged.entries() if entry.due_now]

    _expect(bool(later), "a follow-up was planned")
    _expect(all(entry.attempt == 0 for entry in later), "nothing tried the follow-up")
    _expect(all(entry.attempt == 1 for entry in due_now), "what was due now was tried once")


def events(staged: Staged) -> None:
    """What SES tells of the acknowledgement is recorded, in any order."""
    (acknowledged,) = [e for e in staged.entries() if e.ses_message_id]
    for kind in ("Delivery", "Send"):
        _tell(staged, "FeedbackTopic", json.dumps(_event(kind, acknowledged)))

    def state() -> OutboxState:
        return next(e.state for e in staged.entries() if e.id == acknowledged.id)

    staged.engine.wait_for(lambda: state() is OutboxState.DELIVERED, "marked as delivered")
    _queue_is_empty(staged, "FeedbackQueue")
    _expect(state() is OutboxState.DELIVERED, "the late Send event lowered nothing")


def _event(kind: str, entry: OutboxEntry) -> dict[str, Any]:
    now = iso(datetime.now(UTC))
    return {
        "eventType": kind,
        "mail": {
            "timestamp": now,
            "messageId": entry.ses_message_id,
            "destination": [CUSTOMER],
            "tags": {"entry": [entry.id], "kind": [entry.kind]},
        },
        kind.lower(): {"timestamp": now, "recipients": [CUSTOMER]},
    }


def form(staged: Staged) -> None:
    """The form posted as a browser does ends on the thank-you page, in a ticket and in a mail."""
    who = "form.customer@example.org"
    status, _, page = staged.engine.request("GET", f"{staged.http}/forms/{_FORM}")
    _expect(status == 200, f"GET /forms/{_FORM} answered 200 ({status}: {page[:200]})")
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    fields = {name: html.unescape(value) for name, value in hidden.items()}
    time.sleep(2.1)  # a person takes longer than the form's token_min_age_s
    fields |= {"email": who, "subject": "Login", "message": "I cannot log in to the app."}
    status, headers, page = staged.engine.request(
        "POST",
        f"{staged.http}/forms/{_FORM}",
        body=urllib.parse.urlencode(fields).encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )

    _expect(status == 303, f"POST answered 303 ({status}: {page[:300]})")
    _expect("/thanks" in headers.get("Location", ""), "it leads to the thank-you page")
    staged.engine.wait_for(lambda: staged.sent_to(who), "acknowledged", within_s=60)


def json_form(staged: Staged) -> None:
    """The form posted as JSON is answered with the ticket and the time; a wrong one is a 422."""
    who = "json.customer@example.org"
    path = f"{staged.http}/v1/forms/{_FORM}"
    headers = {"Content-Type": "application/json"}
    body = json.dumps({"email": who, "message": "我的币没有到账，请帮我查一下。"}).encode()
    status, _, text = staged.engine.request("POST", path, body=body, headers=headers)
    _expect(status == 202, f"POST answered 202 ({status}: {text[:300]})")
    staged.engine.wait_for(lambda: staged.sent_to(who), "acknowledged", within_s=60)
    number = json.loads(text)["ticket"]
    _expect(number in {ticket.number for ticket in staged.tickets()}, "its ticket is in the table")

    status, _, text = staged.engine.request("POST", path, body=b"{}", headers=headers)

    _expect(status == 422 and "email" in json.loads(text)["errors"], "an empty form is a 422")


def watch(staged: Staged) -> None:
    """A stored mail nobody told of is taken in all the same, by the bucket's own event."""
    who = "untold.customer@example.org"
    _store(staged, sender=who, id_="staging-2", subject="Hello", text="Where is my order?")

    staged.engine.wait_for(lambda: staged.sent_to(who), "acknowledged", within_s=60)


def dead_letter(staged: Staged) -> None:
    """A notice nobody can read is tried again, then kept aside, and its neighbours get through."""
    who = "neighbour@example.org"
    staged.set_queue("IntakeQueue", VisibilityTimeout="1")
    _tell(staged, "IntakeTopic", json.dumps({"notificationType": "Received"}))
    notice = _store(staged, sender=who, id_="staging-3", subject="Refund", text="Refund please.")
    _tell(staged, "IntakeTopic", json.dumps(notice))

    staged.engine.wait_for(lambda: staged.sent_to(who), "neighbour acknowledged", within_s=60)
    staged.engine.wait_for(
        lambda: staged.waiting_in("IntakeDeadLetters") == 1, "kept as a dead letter", within_s=90
    )
    _expect(len(staged.sent_to(who)) == 1, "the neighbour was answered once")


def clock(staged: Staged) -> None:
    """The scheduled functions run: nothing is due, nothing was left lying."""
    before = len(staged.engine.sent())

    ticked = staged.invoke("Tick", _scheduled())
    staged.invoke("Reconcile", _scheduled())

    _expect(json.loads(ticked) == {"handled": 0}, f"tick had nothing to do ({ticked!r})")
    _expect(len(staged.engine.sent()) == before, "no mail went out a second time")


def _scheduled() -> dict[str, Any]:
    """Return what EventBridge sends a function it wakes."""
    return {
        "version": "0",
        "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": iso(datetime.now(UTC)),
        "region": REGION,
        "resources": [],
        "detail": {},
    }


def widget(staged: Staged) -> None:
    """The dashboard's widget lists the tickets."""
    page = staged.invoke("OpsDesk", {"widgetContext": {}})

    numbers = [ticket.number for ticket in staged.tickets()]
    _expect(any(number in page for number in numbers), "a ticket is in the list")


PROOFS: tuple[Callable[[Staged], None], ...] = (
    health,
    mail,
    stream_filter,
    events,
    form,
    json_form,
    watch,
    dead_letter,
    clock,
    widget,
)
