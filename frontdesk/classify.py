"""`python -m frontdesk classify`: JSON lines of messages in, what each is about out."""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from chalicelib.errors import OperatorError
from chalicelib.reading.message import Channel, InboundMessage
from chalicelib.rules import Rules
from chalicelib.understanding.guard import guard
from chalicelib.understanding.understand import understand
from frontdesk.as_json import understanding_as_json
from frontdesk.kept_policy import POLICY, checkout_rules

_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # understanding does not look at the time


def main(argv: list[str]) -> int:
    """Classify standard input; return 0, or 1 when a line could not be read, 2 for wrong use."""
    parser = argparse.ArgumentParser(
        prog="python -m frontdesk classify",
        description="Understand messages. In, one JSON object per line: id, text, and optionally "
        "subject and locale. Out, one per line: id, understanding, redacted_text.",
    )
    parser.add_argument("--policy", type=Path, default=POLICY, help="the policy folder")
    parser.add_argument("--json", action="store_true", help="JSON lines, as always")
    try:
        options = parser.parse_args(argv)
        rules = checkout_rules(options.policy)
    except SystemExit as stop:
        return int(stop.code or 0)
    except OperatorError as err:
        print(f"classify: {err}", file=sys.stderr)
        return 2
    lines = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
    return classify_lines(lines, rules, sys.stdout, sys.stderr)


def classify_lines(lines: Iterable[str], rules: Rules, out: TextIO, complaints: TextIO) -> int:
    """Write a JSON line for each line that is a message, a complaint for each that is none.

    Returns 1 when there was a complaint, else 0. Empty lines are passed over.
    """
    status = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = parse_row(line)
        except ValueError as err:
            print(f"classify: line {number}: {err}", file=complaints)
            status = 1
            continue
        print(json.dumps(_answer(row, rules), ensure_ascii=False), file=out)
    return status


def parse_row(line: str) -> dict[str, Any]:
    """Return the message in one line of JSON.

    Raises:
        ValueError: it is no JSON object, or a field is missing or no text.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as err:
        raise ValueError(f"not JSON: {err}") from err
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 — one sort of complaint for a line
    if not isinstance(row.get("id"), str | int):
        raise ValueError("`id` is missing, or neither text nor number")  # noqa: TRY004 — as above
    for name in ("text", "subject", "locale"):
        value = row.get(name)
        if not isinstance(value, str) and (name == "text" or value is not None):
            raise ValueError(f"`{name}` is not text")
    return row


def _answer(row: dict[str, Any], rules: Rules) -> dict[str, Any]:
    text = _clean(row["text"])
    inbound = InboundMessage(
        channel=Channel.EMAIL,
        received_at=_ANY_TIME,
        subject=_clean(row.get("subject") or ""),
        text=text,
        reply=text,
        locale=row.get("locale"),
    )
    guarded = guard(inbound)
    found = understand(guarded.inbound, rules.default_brand, rules, guarded.findings)
    return {
        "id": row["id"],
        "understanding": understanding_as_json(found),
        "redacted_text": guarded.inbound.text,
    }


def _clean(text: str) -> str:
    """Return text as reading leaves it: NFC, LF line ends, no lone surrogates."""
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n")
    return unicodedata.normalize("NFC", text)
