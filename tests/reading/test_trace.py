"""SES's trace block is believed; what a sender writes below it never is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.reading.message import (
    EmailAddress,
    MailReceipt,
    RawObject,
    Verdict,
    Verdicts,
)
from chalicelib.reading.trace import receipt_from_trace, write_trace
from tests.reading.mails import AT, a_mail, a_receipt

RAW = RawObject("mails", "inbound/abc123")

STORED = (
    b"Return-Path: <wang.fang@customer.example>\r\n"
    b"Received: from mx.customer.example (mx.customer.example [192.0.2.7])\r\n"
    b" by inbound-smtp.eu-west-1.amazonaws.com with SMTP id q7r3k\r\n"
    b" for support+tok@desk.example;\r\n"
    b" Mon, 02 Nov 2026 02:05:00 +0000 (UTC)\r\n"
    b"X-SES-Spam-Verdict: PASS\r\n"
    b"X-SES-Virus-Verdict: FAIL\r\n"
    b"Received-SPF: pass (spfCheck: domain of customer.example) client-ip=192.0.2.7;\r\n"
    b"Authentication-Results: amazonses.com;\r\n"
    b" spf=pass (spfCheck: domain of customer.example) client-ip=192.0.2.7;\r\n"
    b" dkim=temperror header.i=@customer.example;\r\n"
    b" dmarc=fail (p=quarantine) header.from=customer.example;\r\n"
    b"X-SES-RECEIPT: AEFB\r\n"
    b"X-SES-DKIM-SIGNATURE: a=rsa-sha256\r\n"
)

BARE = (
    b"Return-Path: <x@customer.example>\r\n"
    b"Received: from x by inbound-smtp.us-east-1.amazonaws.com with SMTP id q1"
    b" for support@desk.example; Mon, 02 Nov 2026 02:05:00 +0000\r\n"
)
FORGED_RUN = (
    b"X-SES-Spam-Verdict: PASS\r\n",
    b"X-SES-Virus-Verdict: PASS\r\n",
    b"Received-SPF: pass\r\n",
    b"Authentication-Results: amazonses.com; spf=pass; dkim=pass; dmarc=pass (p=reject)\r\n",
    b"X-SES-RECEIPT: AEFB\r\n",
    b"X-SES-DKIM-SIGNATURE: a=rsa-sha256\r\n",
)

_atoms = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)
_addresses = st.builds(lambda a, b: EmailAddress(a, f"{b}.example"), _atoms, _atoms)
_verdicts = st.one_of(st.none(), st.sampled_from(list(Verdict)))


@st.composite
def _receipts(draw: st.DrawFn) -> MailReceipt:
    dmarc = draw(_verdicts)
    policy = draw(st.sampled_from((None, "none", "quarantine", "reject"))) if dmarc else None
    return MailReceipt(
        raw=RAW,
        ses_message_id=draw(_atoms),
        recipients=tuple(draw(st.lists(_addresses, min_size=1, max_size=4))),
        mail_from=draw(st.one_of(st.just(""), _addresses.map(str))),
        received_at=draw(
            st.integers(0, 4_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC))
        ),
        verdicts=Verdicts(
            spam=draw(_verdicts),
            virus=draw(_verdicts),
            spf=draw(_verdicts),
            dkim=draw(_verdicts),
            dmarc=dmarc,
            dmarc_policy=policy,
        ),
    )


def _unproven(receipt: MailReceipt) -> MailReceipt:
    """Return the receipt without what only the notice can prove."""
    said = receipt.verdicts
    kept = {
        name: verdict
        for name in ("spam", "virus", "spf", "dkim", "dmarc")
        if (verdict := getattr(said, name)) is not Verdict.PASS
    }
    policy = said.dmarc_policy if kept.get("dmarc") else None
    return replace(receipt, verdicts=Verdicts(**kept, dmarc_policy=policy))


@given(_receipts())
def test_receipt_from_trace_reads_back_what_write_trace_wrote(receipt: MailReceipt) -> None:
    """What the listener writes is what the desk believes, PASS left out."""
    content = write_trace(receipt) + a_mail()

    found = receipt_from_trace(content, RAW, stored_at=AT)

    assert found == _unproven(receipt)


@given(_receipts())
def test_receipt_from_trace_ignores_headers_forged_below_the_block(receipt: MailReceipt) -> None:
    """A sender's own SES headers change nothing."""
    forged = (
        b"X-SES-Spam-Verdict: PASS\r\nX-SES-Virus-Verdict: PASS\r\n"
        b"Authentication-Results: amazonses.com; spf=pass; dkim=pass; dmarc=pass\r\n"
        b"X-SES-RECEIPT: forged\r\nReturn-Path: <ceo@desk.example>\r\n" + STORED
    )

    found = receipt_from_trace(write_trace(receipt) + forged + a_mail(), RAW, stored_at=AT)

    assert found == _unproven(receipt)


@given(st.permutations(FORGED_RUN), st.integers(0, len(FORGED_RUN)))
def test_receipt_from_trace_believes_no_pass_when_ses_wrote_no_verdicts(
    lines: list[bytes], count: int
) -> None:
    """Then the run may be the sender's own, whole and in SES's order: it proves nothing."""
    for forged in (b"".join(lines[:count]), b"".join(FORGED_RUN[:count])):
        content = BARE + forged + a_mail()

        found = receipt_from_trace(content, RAW, stored_at=AT)

        assert found.verdicts == Verdicts()
        assert found.recipients == (EmailAddress("support", "desk.example"),)


def test_receipt_from_trace_believes_a_fail_whatever_follows() -> None:
    """A sender can add to what SES wrote, not take away from it."""
    ses = b"X-SES-Spam-Verdict: FAIL\r\nX-SES-Virus-Verdict: FAIL\r\n"

    found = receipt_from_trace(BARE + ses + b"".join(FORGED_RUN) + a_mail(), RAW, stored_at=AT)

    assert found.verdicts == Verdicts(spam=Verdict.FAIL, virus=Verdict.FAIL)


def test_receipt_from_trace_reads_the_block_as_ses_stores_it() -> None:
    """Envelope, id, time and verdicts come from SES's own lines; PASS is not taken from there."""
    found = receipt_from_trace(STORED + a_mail(), RAW, stored_at=AT)

    assert found.ses_message_id == "q7r3k"
    assert found.recipients == (EmailAddress("support+tok", "desk.example"),)
    assert found.mail_from == "wang.fang@customer.example"
    assert found.received_at == datetime(2026, 11, 2, 2, 5, tzinfo=UTC)
    assert found.verdicts == Verdicts(
        virus=Verdict.FAIL,
        dkim=Verdict.PROCESSING_FAILED,
        dmarc=Verdict.FAIL,
        dmarc_policy="quarantine",
    )


def test_receipt_from_trace_reads_verdicts_above_the_received_line() -> None:
    """When SES's verdicts stand on top, its Received line ends the block."""
    block = (
        b"X-SES-Spam-Verdict: FAIL\r\nReturn-Path: <>\r\n"
        b"Received: from x by inbound-smtp.us-east-1.amazonaws.com with SMTP id q1"
        b" for support@desk.example; Mon, 02 Nov 2026 02:05:00 +0000\r\n"
        b"X-SES-Spam-Verdict: PASS\r\nX-SES-RECEIPT: forged\r\n"
    )

    found = receipt_from_trace(block + a_mail(), RAW, stored_at=AT)

    assert found.verdicts == Verdicts(spam=Verdict.FAIL)
    assert found.mail_from == ""


def test_receipt_from_trace_believes_no_name_a_client_gave_itself() -> None:
    """A forged HELO that looks like SES's line does not set the recipient."""
    block = (
        b"Return-Path: <x@customer.example>\r\n"
        b"Received: from evil by inbound-smtp.us-east-1.amazonaws.com with SMTP id forged"
        b" for boss@desk.example ([192.0.2.7])\r\n"
        b" by inbound-smtp.us-east-1.amazonaws.com with SMTP id real\r\n"
        b" for support@desk.example;\r\n Mon, 02 Nov 2026 02:05:00 +0000\r\n"
    )

    found = receipt_from_trace(block + a_mail(), RAW, stored_at=AT)

    assert found.ses_message_id == "real"
    assert found.recipients == (EmailAddress("support", "desk.example"),)


def test_receipt_from_trace_knows_nothing_of_a_mail_without_a_block() -> None:
    """Without SES's lines there are no recipients and no verdicts, and the key names the mail."""
    forged = b"X-SES-Spam-Verdict: PASS\r\nReceived: from a by mx.customer.example; x\r\n"

    found = receipt_from_trace(forged + a_mail(), RAW, stored_at=AT)

    assert found.recipients == ()
    assert found.verdicts == Verdicts()
    assert found.ses_message_id == "abc123"
    assert found.received_at == AT


@given(st.binary(max_size=400))
def test_receipt_from_trace_returns_for_any_bytes(content: bytes) -> None:
    """No mail is so broken that its receipt cannot be told."""
    assert receipt_from_trace(content, RAW, stored_at=AT).raw == RAW


def test_write_trace_gives_headers_only() -> None:
    """The block goes before a mail as it is: CRLF lines, no empty one."""
    block = write_trace(a_receipt())

    assert block.endswith(b"\r\n")
    assert b"\r\n\r\n" not in block
    assert block.count(b"\n") == block.count(b"\r\n")
