"""New text of replies, over sets of mails written as each program writes them (M15, M17).

The sets are `tests/golden/replies/*.toml`; `python -m pytest tests/reading/test_reply_sets.py`
shows each case by name, and the summary line is the figure.
"""

from __future__ import annotations

import re
import tomllib
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from chalicelib.reading import mime
from chalicelib.reading.message import InboundMessage
from tests.reading.mails import a_receipt

_FOLDER = Path(__file__).parent.parent / "golden" / "replies"
Case = dict[str, Any]
CASES: list[tuple[str, Case]] = [
    (path.stem, case)
    for path in sorted(_FOLDER.glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["reply"]
]
_NAMES = [f"{stem}-{case.get('script', case.get('language', ''))}-{case['client']}"
          for stem, case in CASES]  # fmt: skip


def _read(case: Case) -> InboundMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Wang Fang <wang.fang@customer.example>", "support@desk.example"
    mail["Subject"] = case.get("subject", "Re: ticket")
    if "text" in case:
        mail.set_content(case["text"], charset="utf-8", cte="base64")
    else:
        mail.set_content(case["html"], subtype="html", charset="utf-8", cte="base64")
    return mime.parse(bytes(mail), a_receipt())


def _comparable(text: str, case: Case) -> str:
    return re.sub(r"\s+", "", text) if "html" in case else text.replace("\xa0", " ").strip("\n")


@pytest.mark.parametrize(("stem", "case"), CASES, ids=_NAMES)
def test_parse_shows_the_new_text_of_a_reply(stem: str, case: Case) -> None:
    """Reply, closing-free and quote-free views are what a careful reader would mark."""
    inbound = _read(case)

    assert _comparable(inbound.reply, case) == _comparable(case["new"], case), stem
    for view in ("unquoted", "unsigned"):
        if view in case:
            got = _comparable(getattr(inbound, view), case)
            assert got == _comparable(case[view], case)


@pytest.mark.parametrize(("stem", "case"), CASES, ids=_NAMES)
def test_parse_offers_whom_a_forwarded_mail_is_from(stem: str, case: Case) -> None:
    """Only what is passed on names somebody else, and the requester stays who wrote."""
    inbound = _read(case)

    addresses = [str(contact.address) for contact in inbound.forwarded_from]
    assert addresses == case.get("forwarded_from", []), stem
    assert inbound.sender is not None
    assert str(inbound.sender.address) == "wang.fang@customer.example"


def test_the_chinese_set_is_large_enough_to_mean_something() -> None:
    """Sixty replies at least, in both scripts, as text and as HTML."""
    chinese = [case for stem, case in CASES if stem == "zh"]

    assert len(chinese) >= 60
    assert sum(case["script"] == "hant" for case in chinese) >= 20
    assert sum("html" in case for case in chinese) >= 15


def test_each_language_has_three_replies() -> None:
    """A language known by one program's habit alone is not known."""
    languages = [case["language"] for stem, case in CASES if stem != "zh"]

    for language in set(languages):
        assert languages.count(language) >= 3, language
