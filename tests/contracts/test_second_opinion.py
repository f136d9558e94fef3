"""What every implementation of ports.SecondOpinion must do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from botocore.stub import Stubber

from chalicelib.aws.bedrock import BedrockOpinion
from chalicelib.aws.clients import Clients
from chalicelib.services.ports import NoOpinion, SecondOpinion
from chalicelib.understanding.category.advice import Opinion
from chalicelib.understanding.masking import Masked
from tests.conftest import REGION
from tests.fakes import FakeSecondOpinion

MESSAGE = Masked(subject="Help", text="It does not work.")
CHOICES = {"how_to_general": (), "account_security": ("theft",)}
SAID = Opinion(
    source="Amazon Bedrock", category="account_security", subtype="theft", confidence=0.75
)

Telling = Callable[[Opinion | NoOpinion], SecondOpinion]


def _from_memory() -> Iterator[Telling]:
    yield FakeSecondOpinion


def _from_bedrock() -> Iterator[Telling]:
    client = Clients(region=REGION).bedrock_runtime
    with Stubber(client) as stub:

        def telling(answer: Opinion | NoOpinion) -> SecondOpinion:
            if isinstance(answer, NoOpinion):
                stub.add_client_error("converse", service_error_code=answer.reason)
            else:
                stub.add_response("converse", _converse(answer))
            return BedrockOpinion(client, "vendor.model-v1:0")

        yield telling


def _converse(opinion: Opinion) -> dict[str, object]:
    given = {
        "category": opinion.category,
        "subtype": opinion.subtype,
        "confidence": opinion.confidence,
    }
    call = {"toolUse": {"toolUseId": "t1", "name": "file_message", "input": given}}
    return {
        "output": {"message": {"role": "assistant", "content": [call]}},
        "stopReason": "tool_use",
        "usage": {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2},
        "metrics": {"latencyMs": 1},
    }


@pytest.fixture(params=[_from_memory, _from_bedrock], ids=["memory", "bedrock"])
def telling(request: pytest.FixtureRequest) -> Iterator[Telling]:
    """Return how to make one that gives an answer."""
    yield from request.param()


@pytest.mark.parametrize("answer", [SAID, replace(SAID, subtype=None)])
def test_the_answer_is_told_as_it_was_given(telling: Telling, answer: Opinion) -> None:
    """Who said so, what, and how surely."""
    assert telling(answer).category_of(MESSAGE, CHOICES) == answer


def test_a_category_nobody_offered_is_told_too(telling: Telling) -> None:
    """Whether it means anything is the policy's to say."""
    odd = replace(SAID, category="delete_everything")

    assert telling(odd).category_of(MESSAGE, CHOICES) == odd


def test_a_failure_is_an_answer_and_no_exception(telling: Telling) -> None:
    """A message must never be lost to it."""
    failed = NoOpinion("ThrottlingException")

    assert telling(failed).category_of(MESSAGE, CHOICES) == failed
