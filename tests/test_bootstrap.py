"""The composition root: what a function makes as it starts, and what it does not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from chalicelib import bootstrap
from chalicelib.aws.bedrock import BedrockOpinion
from chalicelib.aws.clock import SystemClock
from chalicelib.services.ports import Ports
from chalicelib.settings import read_settings
from tests.conftest import MockedAws

ROOT = Path(__file__).parent.parent

SCRIPT = """
import json, botocore.client
made = []
create = botocore.client.ClientCreator.create_client
def counted(self, service_name, *args, **kwargs):
    made.append(service_name)
    return create(self, service_name, *args, **kwargs)
botocore.client.ClientCreator.create_client = counted
import app
import sys
loaded = [m for m in ("jinja2", "chalicelib.aws.bedrock", "chalicelib.understanding.masking")
          if m in sys.modules]
print(json.dumps({"made": sorted(made), "loaded": loaded}))
"""

STACK = {
    "DESK_STAGE": "test",
    "DESK_TABLE": "desk",
    "DESK_MAIL_BUCKET": "mail",
    "DESK_KEYS_SECRET": "keys",
    "DESK_CONFIGURATION_SET": "set",
    "DESK_FEEDBACK_QUEUE": "feedback",
    "DESK_ONCALL_TOPIC": "arn:aws:sns:eu-west-1:123456789012:oncall",
    "AWS_REGION": "eu-west-1",
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "POWERTOOLS_SERVICE_NAME": "frontdesk",
    "POWERTOOLS_METRICS_NAMESPACE": "Frontdesk",
}


@cache
def started(function: str, **environment: str) -> dict[str, object]:
    """Import the app as Lambda does for a function; every endpoint refuses to connect."""
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={
            "PATH": os.defpath,
            **STACK,
            "AWS_LAMBDA_FUNCTION_NAME": function,
            "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
            **environment,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(run.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("function", "clients", "sends"),
    [
        ("frontdesk-prod-receive_mail", ["dynamodb", "s3", "secretsmanager"], False),
        ("frontdesk-prod-send", ["dynamodb", "secretsmanager", "sesv2"], True),
        ("frontdesk-prod-record_feedback", ["dynamodb", "secretsmanager"], False),
    ],
)
def test_a_function_makes_only_the_clients_it_calls(
    function: str, clients: list[str], *, sends: bool
) -> None:
    """A cold start pays for nothing else; and one that cannot reach AWS starts all the same."""
    assert started(function) == {"made": clients, "loaded": ["jinja2"] if sends else []}


def test_a_function_without_its_environment_starts_and_fails_when_called() -> None:
    """Told in words in the invocation, instead of killing the import."""
    assert started("frontdesk-prod-send", DESK_TABLE="") == {"made": [], "loaded": ["jinja2"]}


def test_a_second_opinion_costs_no_start() -> None:
    """Turned on, its adapter and client are made for the first message that is unsure."""
    on = started("frontdesk-prod-receive_mail", BEDROCK_MODEL_ID="vendor.model-v1:0")

    assert on == started("frontdesk-prod-receive_mail")


def built(aws: MockedAws, **environment: str) -> Ports:
    """Build the ports as a function does."""
    settings = read_settings({**STACK, "DESK_KEYS_SECRET": aws.secret, **environment})
    return bootstrap.build(settings, clock=SystemClock(), clients=aws.clients)


@pytest.mark.parametrize("environment", [{}, {"BEDROCK_MODEL_ID": ""}])
def test_nobody_outside_is_asked_by_default(aws: MockedAws, environment: dict[str, str]) -> None:
    """An operator must say which model, or none is."""
    assert built(aws, **environment).second_opinion is None


def test_the_model_an_operator_names_is_asked(aws: MockedAws) -> None:
    """Its adapter is made when it is needed first."""
    outside = built(aws, BEDROCK_MODEL_ID="vendor.model-v1:0").second_opinion

    assert outside is not None
    assert isinstance(outside.category_of.__self__, BedrockOpinion)
