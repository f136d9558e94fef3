"""Whole mails and what is read out of them; `make golden` rewrites, the diff is reviewed.

Each mail is read with LF and with CRLF line ends and must give the same message. All of them
were written for this project.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from chalicelib.reading import mime
from chalicelib.reading.message import RawObject
from chalicelib.reading.trace import receipt_from_trace
from tests.reading.mails import AT, a_receipt

MAILS = Path(__file__).parent.parent / "golden" / "mails"
NAMES = sorted(str(path.relative_to(MAILS)) for path in MAILS.glob("*/*.eml"))
OWN = frozenset({"support@desk.example"})
# Not stated by the mail, or about forms only.
LEFT_OUT = ("channel", "raw", "answers", "category", "locale", "brand", "form", "idempotency_key")


def _read(content: bytes) -> str:
    receipt = receipt_from_trace(content, RawObject("mails", "golden"), stored_at=AT)
    if not receipt.recipients:
        null = content.startswith(b"Return-Path: <>")
        receipt = a_receipt(mail_from="" if null else "someone@customer.example")
    fields: dict[str, Any] = asdict(mime.parse(content, receipt, own_addresses=OWN))
    kept = {name: value for name, value in fields.items() if name not in LEFT_OUT}
    return json.dumps(kept, ensure_ascii=False, indent=1, default=str) + "\n"


def test_golden_mails_are_found() -> None:
    """The folder is where the tests look for it."""
    assert len(NAMES) >= 15


@pytest.mark.parametrize("name", NAMES)
def test_parse_reads_a_golden_mail_as_before(name: str, golden: Callable[[str, str], None]) -> None:
    """With LF line ends, as the files are kept."""
    actual = _read((MAILS / name).read_bytes())

    golden(f"mails/{name.removesuffix('.eml')}.json", actual)


@pytest.mark.parametrize("name", NAMES)
def test_parse_reads_a_golden_mail_with_crlf_the_same(name: str) -> None:
    """With CRLF line ends, as SES stores mails."""
    content = (MAILS / name).read_bytes()

    crlf = json.loads(_read(content.replace(b"\n", b"\r\n")))
    plain = json.loads(_read(content))
    for read in (crlf, plain):  # a part that is no text keeps its own line ends
        for one in read["attachments"]:
            if one["content_type"].startswith(("message/", "text/")):
                del one["sha256"], one["size_bytes"]

    assert crlf == plain
