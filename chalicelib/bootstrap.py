"""The composition root: the only module that knows both adapters and settings.

Nothing is made at import. `warm()` makes everything while Lambda starts the function, where it is
cheapest; tests and the local desk install ports of their own with `use()`.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from chalicelib.aws.clients import Clients
from chalicelib.aws.clock import SystemClock
from chalicelib.aws.cloudwatch import CloudWatchFeedbackQueue
from chalicelib.aws.dynamodb.outbox import DynamoOutbox
from chalicelib.aws.dynamodb.tickets import DynamoTickets
from chalicelib.aws.s3 import S3Archive
from chalicelib.aws.secrets import fetch_secret
from chalicelib.aws.ses import SesMailer
from chalicelib.desk.followups import check_plans
from chalicelib.rules import Rules, load_rules
from chalicelib.services.ports import Clock, Ports
from chalicelib.settings import Settings, read_settings
from chalicelib.tokens import parse_key_ring

POLICY = Path(__file__).parent / "policy"

_installed: list[Ports] = []


def ports() -> Ports:
    """Return what the use cases run on: installed ports, else the stack's own.

    Raises:
        OperatorError: the environment, the policy or the key secret is wrong.
    """
    return _installed[-1] if _installed else _from_environment()


@contextmanager
def use(installed: Ports) -> Iterator[Ports]:
    """Run on other ports within this block; tests and the local desk do."""
    _installed.append(installed)
    try:
        yield installed
    finally:
        _installed.pop()


def warm() -> None:
    """Make clients, rules and keys while Lambda initialises; elsewhere do nothing."""
    function = os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "")
    if not function:
        return
    ports()
    if function.rpartition("-")[2] in ("send", "tick"):
        from chalicelib.services import sending  # noqa: F401 — its import is the warming


@cache
def _from_environment() -> Ports:
    return build(read_settings(os.environ), clock=SystemClock())


@cache
def rules() -> Rules:
    """Return the policy that ships with the code.

    Raises:
        OperatorError: it says something impossible.
    """
    loaded = load_rules(POLICY)
    check_plans(loaded)
    return loaded


def build(settings: Settings, *, clock: Clock, clients: Clients | None = None) -> Ports:
    """Return ports on AWS as `settings` name it, on `clients` if somebody wants to watch them.

    Raises:
        OperatorError: the policy or the key secret is wrong.
        TransientError: the key secret cannot be had now.
    """
    clients = clients or Clients(region=settings.region, endpoint_url=settings.endpoint_url)
    return Ports(
        rules=rules(),
        keys=parse_key_ring(fetch_secret(clients.secretsmanager, settings.keys_secret)),
        clock=clock,
        archive=S3Archive(clients.s3),
        tickets=DynamoTickets(clients.dynamodb, settings.table),
        outbox=DynamoOutbox(clients.dynamodb, settings.table),
        mailer=SesMailer(clients.sesv2, settings.configuration_set),
        feedback=CloudWatchFeedbackQueue(clients.cloudwatch, settings.feedback_queue),
        jitter=random.random,
        ses_region=settings.region,
    )
