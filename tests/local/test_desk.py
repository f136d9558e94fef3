"""The whole desk end to end: SMTP and HTTP in, tickets and mails out, time moved by the console.

Moving the clock by nothing returns when all queues are empty, so no test waits or polls.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from smtplib import SMTP, SMTPRecipientsRefused
from urllib.request import Request, urlopen

import pytest

from tests.local.desk_process import Desk

TWO_WORKING_DAYS_AND_A_WEEKEND = 5 * 86400
QUESTION = (
    "Hello, I sent 0.5 ETH from my wallet yesterday. The transaction is still pending and the "
    "transfer has not arrived. What can I do?"
)


def a_mail(address: str, *, subject: str = "Transfer still pending", text: str = QUESTION) -> bytes:
    """Return a plain mail of a customer's to the support mailbox."""
    mail = EmailMessage()
    mail["From"] = f"Li Wei <{address}>"
    mail["To"] = "support@desk.example"
    mail["Subject"] = subject
    mail["Date"] = "Thu, 30 Jul 2026 10:00:00 +0800"
    mail["Message-ID"] = f"<1.{address}>"
    mail.set_content(text)
    return mail.as_bytes()


def test_desk_answers_a_mail_once_when_it_is_delivered_five_times_at_once(desk: Desk) -> None:
    """One ticket, one acknowledgement, whatever the number of deliveries (M1, M2)."""
    address = "five@customer.example"

    with ThreadPoolExecutor(5) as senders:
        list(senders.map(desk.deliver, [a_mail(address)] * 5))
    desk.advance(0)

    (ticket,) = desk.tickets_of(address)
    (mail,) = desk.mails_to(address)
    assert (mail["kind"], mail["ticket"]) == ("acknowledgement", ticket["number"])
    assert ticket["number"] in mail["text"]
    counted = {series["name"]: series["sum"] for series in desk.get("/api/metrics")}
    assert counted["Duplicates"] == 4


def test_desk_records_what_became_of_a_mail_when_ses_tells(desk: Desk) -> None:
    """SES's events come back through the topic and the queue to the outbox entry."""
    address = "told@customer.example"
    desk.deliver(a_mail(address))
    desk.advance(0)

    (mail,) = desk.mails_to(address)
    shown = desk.get(f"/api/tickets/{mail['ticket']}")

    (entry,) = [e for e in shown["outbox"] if e["kind"] == "acknowledgement"]
    assert (entry["state"], entry["ses_message_id"]) == ("delivered", mail["id"])
    assert [m["direction"] for m in shown["messages"]] == ["inbound", "outbound"]


def test_desk_sends_one_reminder_when_two_working_days_have_passed(desk: Desk) -> None:
    """A question that stays unanswered is repeated once, in time and not before."""
    address = "silent@customer.example"
    desk.deliver(a_mail(address))
    desk.advance(86400 / 2)
    before = [mail["kind"] for mail in desk.mails_to(address)]

    desk.advance(TWO_WORKING_DAYS_AND_A_WEEKEND)

    after = [mail["kind"] for mail in desk.mails_to(address)]
    assert before == ["acknowledgement"]
    assert after == ["acknowledgement", "information_reminder"]


def test_desk_answers_nobody_when_the_verdict_is_virus_or_dmarc_fails(desk: Desk) -> None:
    """A sender whom SES disproves is never written to; the ticket or the verdict stays."""
    address = "forged@customer.example"
    stated = b"X-Desk-Verdicts: dmarc=FAIL/reject\r\n"

    desk.deliver(stated + a_mail(address))
    desk.advance(0)

    assert desk.mails_to(address) == []


def test_desk_refuses_a_recipient_when_no_rule_names_it(desk: Desk) -> None:
    """SES answers 550 for a mailbox without a rule; so does the listener."""
    with (
        SMTP("127.0.0.1", desk.smtp_port, timeout=10) as client,
        pytest.raises(SMTPRecipientsRefused) as refused,
    ):
        client.sendmail("li@customer.example", ["nobody@desk.example"], a_mail("x@y.example"))

    assert refused.value.recipients["nobody@desk.example"][0] == 550


def test_desk_takes_a_form_when_it_is_posted_as_json(desk: Desk) -> None:
    """The routes answer behind the gateway, and a form makes a ticket like a mail does."""
    address = "form@customer.example"
    form = {
        "email": address,
        "name": "Li Wei",
        "category": "transaction_issue",
        "message": QUESTION,
    }
    request = Request(  # noqa: S310 — loopback http
        f"{desk.http}/v1/forms/support",
        data=json.dumps(form).encode(),
        headers={"Content-Type": "application/json"},
    )

    with urlopen(request, timeout=10) as answer:  # noqa: S310 — loopback http
        told = json.loads(answer.read())
    desk.advance(0)

    (ticket,) = desk.tickets_of(address)
    assert (ticket["number"], ticket["channel"]) == (told["ticket"], "form")
    assert [mail["kind"] for mail in desk.mails_to(address)] == ["acknowledgement"]
