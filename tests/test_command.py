"""`python -m frontdesk`: the door, and `classify` behind it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from frontdesk.__main__ import COMMANDS, help_text, main
from frontdesk.classify import classify_lines, parse_row
from tests.builders import the_rules

ROOT = Path(__file__).parent.parent


def classified(*lines: str) -> tuple[int, list[dict[str, Any]], str]:
    """Return the status, the rows and the complaints for some lines."""
    out, complaints = io.StringIO(), io.StringIO()
    status = classify_lines(lines, the_rules(), out, complaints)
    return status, [json.loads(line) for line in out.getvalue().splitlines()], complaints.getvalue()


def command(*argv: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Return what the command does as its own process."""
    return subprocess.run(
        [sys.executable, "-m", "frontdesk", *argv],
        input=stdin, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60,
    )  # fmt: skip


def test_help_names_every_command_on_a_line_of_its_own() -> None:
    """Somebody new finds the way."""
    lines = help_text().splitlines()

    for name, entry in COMMANDS.items():
        assert [line for line in lines if line.split()[:1] == [name] and entry.summary in line]
    assert max(map(len, lines)) <= 80


def test_main_prints_help_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """Asked for, help is the result; without a command it is a complaint."""
    assert main(["--help"]) == 0
    assert capsys.readouterr().out.startswith("usage:")
    assert main([]) == 2
    assert capsys.readouterr().err.startswith("usage:")


def test_main_complains_in_one_line_when_a_command_is_unknown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A slip of the keyboard is told, not traced."""
    assert main(["clasify"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_classify_prints_a_line_for_each_message() -> None:
    """Id, understanding and text come back for every message."""
    row = json.dumps({"id": 7, "text": "我的钱包被盗了", "subject": "急"}, ensure_ascii=False)

    ended = command("classify", stdin=row + "\n")

    found = json.loads(ended.stdout)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert (found["id"], found["redacted_text"]) == (7, "我的钱包被盗了")
    assert found["understanding"]["category"] == "account_security"
    assert set(found["understanding"]) >= {
        "category", "queue", "priority", "locale", "language_confidence", "confidence", "reasons",
        "mood", "intent", "facts", "missing", "secrets",
    }  # fmt: skip


def test_classify_goes_on_when_a_line_is_broken() -> None:
    """One bad line costs one complaint with its number, no message."""
    status, rows, complaints = classified(
        '{"id": "a", "text": "refund"}', "{broken", "", '{"id": "c", "text": "hello"}'
    )

    assert status == 1
    assert [row["id"] for row in rows] == ["a", "c"]
    assert complaints.startswith("classify: line 2: not JSON")


def test_classify_spells_facts_with_all_their_fields() -> None:
    """A reader of the output need not guess which fields there are."""
    _, rows, _ = classified('{"id": 1, "text": "sent 0.5 ETH"}')

    assert rows[0]["understanding"]["facts"] == [
        {
            "type": "amount", "value": "0.5 ETH", "chain": None, "amount": "0.5", "coin": "ETH",
            "valid": None,
        }
    ]  # fmt: skip


def test_classify_takes_the_locale_as_a_hint() -> None:
    """A caller who knows the page's language says so."""
    _, rows, _ = classified('{"id": 1, "text": "ok", "locale": "zh-Hans"}')

    assert rows[0]["understanding"]["locale"] == "zh-Hans"


@pytest.mark.parametrize(
    "line",
    [
        "[]", "1", "null", '{"text": "x"}', '{"id": null, "text": "x"}', '{"id": 1}',
        '{"id": 1, "text": 5}', '{"id": 1, "text": "x", "subject": []}', "[" * 100_000, "\udcff",
    ],
)  # fmt: skip
def test_parse_row_refuses_what_is_no_message(line: str) -> None:
    """Each wrong line has its sentence."""
    with pytest.raises(ValueError, match=r"not|missing|no"):
        parse_row(line)


def test_classify_survives_lone_surrogates() -> None:
    """JSON may escape what no text may hold."""
    status, rows, _ = classified('{"id": 1, "text": "a\\ud800b"}')

    assert (status, rows[0]["redacted_text"]) == (0, "a?b")


def test_classify_ends_with_2_when_it_is_used_wrongly() -> None:
    """Wrong use is told from findings."""
    assert command("classify", "--nonsense").returncode == 2
    assert command("classify", "--policy", "/nowhere").returncode == 2
    assert command("classify", "--help").returncode == 0


def test_classify_ends_quietly_when_its_reader_leaves() -> None:
    """`… | head -1` is no error."""
    rows = "".join(json.dumps({"id": n, "text": "refund"}) + "\n" for n in range(2000))

    ended = subprocess.run(  # noqa: S602 — a shell's pipe is what is tested
        f"{sys.executable} -m frontdesk classify | head -1",
        shell=True,
        input=rows,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=60,
    )

    assert json.loads(ended.stdout)["id"] == 0
    assert ended.stderr == ""
