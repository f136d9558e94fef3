"""`inspect` speaks one JSON line for each mail, and says clearly what it could not read."""

from __future__ import annotations

import io
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from frontdesk import inspect
from frontdesk.mail_page import page
from tests.builders import the_rules
from tests.reading.mails import a_mail

KEYS = {
    "file", "kind", "kind_reason", "from", "to", "cc", "reply_to", "subject", "date", "message_id",
    "text", "html_text", "reply", "unquoted", "unsigned", "attachments", "warnings", "bounce",
    "understanding", "decision",
}  # fmt: skip


def _rows(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_inspect_prints_one_line_for_each_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In order, with every documented key."""
    paths = [tmp_path / name for name in ("a.eml", "b.eml")]
    paths[0].write_bytes(a_mail(b"Where is my transfer?\r\n"))
    paths[1].write_bytes(a_mail(headers=b"Auto-Submitted: auto-replied\r\n"))

    status = inspect.main([str(path) for path in paths])

    person, machine = _rows(capsys.readouterr().out)
    assert status == 0
    assert person.keys() >= KEYS
    assert (person["file"], person["kind"]) == (str(paths[0]), "human")
    assert person["from"] == {"name": "Wang Fang", "address": "wang.fang@customer.example"}
    assert person["decision"]["action"] == "open_ticket"
    assert person["decision"]["mails"][0]["kind"] == "acknowledgement"
    assert machine["kind"] == "auto_reply"
    assert machine["decision"] == {
        "action": "record_verdict",
        "reason": machine["kind_reason"],
        "mails": [],
    }


def test_inspect_goes_on_after_a_file_it_cannot_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The bad path is named on stderr and the status is 1; the others are read."""
    good = tmp_path / "good.eml"
    good.write_bytes(a_mail())

    status = inspect.main([str(tmp_path / "gone.eml"), str(good)])

    captured = capsys.readouterr()
    assert status == 1
    assert captured.err.strip().endswith("gone.eml: No such file or directory")
    assert [row["file"] for row in _rows(captured.out)] == [str(good)]


def test_inspect_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dash is standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(a_mail())))

    assert inspect.main(["-"]) == 0

    assert _rows(capsys.readouterr().out)[0]["file"] == "-"


def test_inspect_takes_a_null_return_path_for_a_bounce(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file SES never saw still tells its envelope sender."""
    path = tmp_path / "a.eml"
    path.write_bytes(b"Return-Path: <>\r\n" + a_mail())

    inspect.main([str(path)])

    assert _rows(capsys.readouterr().out)[0]["kind"] == "bounce"


def test_inspect_shows_a_page_that_cannot_steer_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--human` is for people; a mail's escape sequences are not sent on."""
    path = tmp_path / "a.eml"
    path.write_bytes(a_mail(b"Hello \x1b[2J \xe2\x80\xae there\r\n"))

    status = inspect.main(["--human", str(path)])

    out = capsys.readouterr().out
    assert status == 0
    assert "Wang Fang <wang.fang@customer.example>" in out
    assert "acknowledgement" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_inspect_says_what_is_wrong_with_a_policy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong use is status 2 with one line."""
    assert inspect.main(["--policy", str(tmp_path), "x.eml"]) == 2
    assert "desk.toml" in capsys.readouterr().err


@pytest.mark.parametrize("width", [60, 80, 120])
def test_page_keeps_to_the_terminal_s_width_with_wide_characters(width: int) -> None:
    """A Chinese character takes two columns; nothing is lost in wrapping."""
    text = "转账没有到账，请查一下。" * 12 + " and an English sentence that goes on for a while" * 4
    content = a_mail(text.encode(), headers=b"Content-Type: text/plain; charset=utf-8\r\n")
    row = inspect.row_of("a.eml", inspect.inspect(content, the_rules()))

    shown = page(row, width=width)

    columns = [
        sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
        for line in shown.split("\n")
    ]
    assert max(columns) <= width
    assert "".join(text.split()) in "".join(shown.split())
