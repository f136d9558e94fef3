"""A second opinion in metrics and log: how often it was asked for, and why none came."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from chalicelib import observability
from chalicelib.services import intake
from chalicelib.services.ports import NoOpinion, Ports, SecondOpinion
from chalicelib.understanding.category.advice import Opinion
from tests.fakes import FakeSecondOpinion
from tests.half_known import HALF_KNOWN, half_knowing_rules
from tests.services.conftest import Desk, a_mail

AGREEING = Opinion(source="The Oracle", category="how_to_general", subtype=None, confidence=0.95)


def asking(desk: Desk, outside: SecondOpinion | None) -> Ports:
    """Return the desk's ports on the half knowing policy, with somebody to ask or nobody."""
    return replace(desk.ports, rules=half_knowing_rules(), second_opinion=outside)


def lines_of(ports: Ports, desk: Desk, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Take in one mail as a function does; return the lines it prints."""
    receipt = desk.stored(a_mail(HALF_KNOWN).replace("Subject: Transfer failed\r\n", ""))

    @observability.measured
    def handler(event: object, context: object) -> None:
        for result in intake.receive_mail(receipt, ports):
            observability.record_intake(result, took_s=0.5)

    capsys.readouterr()
    handler({}, None)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    ("answer", "failed"), [(AGREEING, 0), (NoOpinion("ThrottlingException"), 1)]
)
def test_a_question_and_a_failure_are_counted(
    answer: Opinion | NoOpinion, failed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """The share of failures shows on the dashboard."""
    desk = Desk()

    lines = lines_of(asking(desk, FakeSecondOpinion(answer)), desk, capsys)

    (counted,) = [line for line in lines if "SecondOpinions" in line]
    assert counted["SecondOpinions"] == [1]
    assert counted["SecondOpinionsFailed"] == [failed]


def test_the_log_says_why_there_was_no_answer(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """In AWS's words and ours, never the customer's."""
    desk = Desk()
    outside = FakeSecondOpinion(NoOpinion("AccessDeniedException"))

    with caplog.at_level("INFO"):
        lines_of(asking(desk, outside), desk, capsys)

    (told,) = [vars(line) for line in caplog.records if line.message == "message taken in"]
    assert (told["second_opinion"], told["no_opinion"]) == ("failed", "AccessDeniedException")
    assert "zebra" not in str(told)


def test_without_anybody_to_ask_nothing_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """A metric that is never sent costs nothing."""
    desk = Desk()

    lines = lines_of(asking(desk, None), desk, capsys)

    assert not [line for line in lines if "SecondOpinions" in line]
