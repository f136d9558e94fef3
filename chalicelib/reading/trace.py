"""The block of headers SES itself puts before a mail it stores: read, and written for the listener.

    Return-Path: <envelope sender>
    Received: from … by inbound-smtp.<region>.amazonaws.com with SMTP id <SES id> for <recipient>; …
    X-SES-Spam-Verdict, X-SES-Virus-Verdict, Received-SPF,
    Authentication-Results: amazonses.com; spf=… dkim=… dmarc=…
    X-SES-RECEIPT, X-SES-DKIM-SIGNATURE
    (from here on the sender's own headers, which prove nothing)

Headers above the first such Received are SES's as well. Those after it are SES's when they are the
run SES writes, in this order, each once, nothing else between; but where SES wrote none, a sender
could have written it. So no PASS below that line is believed, which nobody has an interest to
forge otherwise: proof comes from the notice alone. Whatever follows is never looked at.
See docs/adr/0006-where-ses-writes-its-verdicts.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime

from chalicelib.reading.message import (
    EmailAddress,
    MailReceipt,
    RawObject,
    Verdict,
    Verdicts,
    parse_address,
)
from chalicelib.reading.structure.headers import parse_date

_BLOCK_LIMIT = 65_536  # bytes; SES's own headers are a few kilobytes
_BY_SES = re.compile(r"\sby inbound-smtp\.[a-z0-9-]+\.amazonaws\.com\s", re.IGNORECASE)
_ID = re.compile(r"\sid\s+(\S+)")
_FOR = re.compile(r"\sfor\s+([^;]+)")
_RESULT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)
_POLICY = re.compile(r"\bdmarc\s*=\s*[a-z]+\s*\(p=(none|quarantine|reject)\b", re.IGNORECASE)
_RUN = (
    "x-ses-spam-verdict",
    "x-ses-virus-verdict",
    "received-spf",
    "authentication-results",
    "x-ses-receipt",
    "x-ses-dkim-signature",
)
_VERDICT_HEADERS = frozenset(_RUN[:2]) | {"authentication-results"}
_OF_RESULT = {
    "pass": Verdict.PASS,
    "fail": Verdict.FAIL,
    "none": Verdict.GRAY,
    "neutral": Verdict.GRAY,
    "softfail": Verdict.GRAY,
    "temperror": Verdict.PROCESSING_FAILED,
    "permerror": Verdict.PROCESSING_FAILED,
}
_RESULT_OF = {
    Verdict.PASS: "pass",
    Verdict.FAIL: "fail",
    Verdict.GRAY: "none",
    Verdict.PROCESSING_FAILED: "temperror",
}


def receipt_from_trace(content: bytes, raw: RawObject, *, stored_at: datetime) -> MailReceipt:
    """Return the receipt SES's own headers tell of, for reconcile and replay.

    A verdict of PASS is left out (None) where a sender could have written it. A mail without the
    block gives a receipt without recipients and verdicts, which is triaged and never answered.
    `stored_at` (aware UTC) stands in for a time that is not stated.
    """
    headers, run = _block(content)
    received = headers.get("received", "")
    by = _last(_BY_SES, received)
    tail = received[by:] if by is not None else ""
    named = _ID.search(tail)
    return MailReceipt(
        raw=raw,
        ses_message_id=named[1] if named else raw.key.rpartition("/")[2],
        recipients=_recipients(tail),
        mail_from=_bare(headers.get("return-path", "")),
        received_at=parse_date(tail.rpartition(";")[2]) or stored_at,
        verdicts=_without_pass(_verdicts(run)) if run else _verdicts(headers),
    )


def _block(content: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Return SES's headers down to its Received, and the run below it, which may be forged."""
    above: dict[str, str] = {}
    fields = _fields(content[:_BLOCK_LIMIT])
    for name, value in fields:
        above.setdefault(name, value)
        if name == "received":
            break
    if not _BY_SES.search(above.get("received", "")):
        return {}, {}
    return above, {} if _VERDICT_HEADERS & above.keys() else _run(fields)


def _run(fields: Iterator[tuple[str, str]]) -> dict[str, str]:
    """Return the headers that stand as SES writes them, up to the first that does not."""
    run: dict[str, str] = {}
    expected = list(_RUN)
    for name, value in fields:
        if name not in expected:
            break
        del expected[: expected.index(name) + 1]
        run[name] = value
    return run


def _fields(head: bytes) -> Iterator[tuple[str, str]]:
    lines = head.decode("latin-1").replace("\r\n", "\n").split("\n")
    at = 0
    while at < len(lines):
        name, colon, value = lines[at].partition(":")
        at += 1
        if not colon or not name or name != name.strip():
            return
        parts = [value]
        while at < len(lines) and lines[at][:1] in (" ", "\t"):
            parts.append(lines[at])
            at += 1
        yield name.lower(), " ".join(part.strip() for part in parts)


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    """Return where the last match ends: what stands before may be a forged HELO name."""
    found = None
    for match in pattern.finditer(text):
        found = match.end() - 1
    return found


def _recipients(tail: str) -> tuple[EmailAddress, ...]:
    found = _FOR.search(tail)
    addresses = (parse_address(part) for part in (found[1] if found else "").split(","))
    return tuple(address for address in addresses if address)


def _bare(return_path: str) -> str:
    return return_path.strip().strip("<>").strip()


def _verdicts(headers: dict[str, str]) -> Verdicts:
    results = headers.get("authentication-results", "")
    if results.partition(";")[0].strip().lower() != "amazonses.com":
        results = ""
    found: dict[str, Verdict | None] = {}
    for check, result in _RESULT.findall(results):
        found.setdefault(check.lower(), _OF_RESULT.get(result.lower()))
    policy = _POLICY.search(results)
    return Verdicts(
        spam=_verdict(headers.get("x-ses-spam-verdict", "")),
        virus=_verdict(headers.get("x-ses-virus-verdict", "")),
        spf=found.get("spf"),
        dkim=found.get("dkim"),
        dmarc=found.get("dmarc"),
        dmarc_policy=policy[1].lower() if policy else None,
    )


def _without_pass(said: Verdicts) -> Verdicts:
    return Verdicts(
        spam=_unless_pass(said.spam),
        virus=_unless_pass(said.virus),
        spf=_unless_pass(said.spf),
        dkim=_unless_pass(said.dkim),
        dmarc=_unless_pass(said.dmarc),
        dmarc_policy=said.dmarc_policy if _unless_pass(said.dmarc) else None,
    )


def _unless_pass(verdict: Verdict | None) -> Verdict | None:
    return None if verdict is Verdict.PASS else verdict


def _verdict(text: str) -> Verdict | None:
    word = text.strip().upper()
    return Verdict(word) if word in Verdict.__members__ else None


def write_trace(receipt: MailReceipt) -> bytes:
    """Return the block SES would put before this mail, CRLF line ends, for prepending.

    The local listener plays SES with it; `receipt_from_trace` reads back the same receipt, its
    time cut to whole seconds and PASS left out.
    """
    at = receipt.received_at.astimezone(UTC).replace(microsecond=0)
    lines = [
        f"Return-Path: <{receipt.mail_from}>",
        "Received: from client (client [127.0.0.1])",
        f" by inbound-smtp.us-east-1.amazonaws.com with SMTP id {receipt.ses_message_id}",
        *_for_lines(receipt.recipients),
        f" {format_datetime(at)}",
        *_verdict_lines(receipt.verdicts),
        "X-SES-RECEIPT: local",
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8")


def _for_lines(recipients: tuple[EmailAddress, ...]) -> list[str]:
    return [f" for {', '.join(str(r) for r in recipients)};"] if recipients else [" ;"]


def _verdict_lines(verdicts: Verdicts) -> list[str]:
    lines = []
    if verdicts.spam:
        lines.append(f"X-SES-Spam-Verdict: {verdicts.spam}")
    if verdicts.virus:
        lines.append(f"X-SES-Virus-Verdict: {verdicts.virus}")
    checks = (("spf", verdicts.spf), ("dkim", verdicts.dkim), ("dmarc", verdicts.dmarc))
    results = [f" {name}={_RESULT_OF[verdict]}" for name, verdict in checks if verdict]
    if results and verdicts.dmarc and verdicts.dmarc_policy:
        results[-1] += f" (p={verdicts.dmarc_policy})"
    if results:
        lines += ["Authentication-Results: amazonses.com;", *(f"{result};" for result in results)]
    return lines
