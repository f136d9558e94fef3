"""The composition root: the only module that knows both adapters and settings.

Nothing is made at import. `warm()` makes everything while Lambda starts the function, where it is
cheapest; tests and the local desk install ports of their own with `use()`.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar, cast

from chalicelib.aws.clients import Clients
from chalicelib.aws.clock import SystemClock
from chalicelib.aws.cloudwatch import CloudWatchFeedbackQueue
from chalicelib.aws.dynamodb.outbox import DynamoOutbox
from chalicelib.aws.dynamodb.tickets import DynamoTickets
from chalicelib.aws.s3 import S3Archive
from chalicelib.aws.secrets import fetch_secret
from chalicelib.aws.ses import SesMailer
from chalicelib.aws.sns import SnsOnCall
from chalicelib.desk.followups import check_plans
from chalicelib.errors import DeskError
from chalicelib.rules import Rules, load_rules
from chalicelib.services.ports import Clock, Ports, SecondOpinion
from chalicelib.settings import Settings, read_settings
from chalicelib.tokens import parse_key_ring

POLICY = Path(__file__).parent / "policy"

_CLIENTS_OF = MappingProxyType(
    {
        "receive_mail": ("dynamodb", "s3"),
        "reconcile_mail": ("dynamodb", "s3"),
        "send": ("dynamodb", "sesv2"),
        "tick": ("dynamodb", "sesv2"),
    }
)
"""Whom a function calls in nearly every invocation; others call the table alone."""

_installed: list[Ports] = []

_Port = TypeVar("_Port")


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
    """Make rules, keys and the clients this function needs while Lambda initialises it.

    Elsewhere do nothing: neither tests nor the Chalice command have credentials.
    """
    name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "")
    if not name:
        return
    function = name.rpartition("-")[2]
    # What fails here fails again in the invocation, where it is told to somebody.
    with suppress(DeskError):
        for client in _CLIENTS_OF.get(function, ("dynamodb",)):
            getattr(_clients(), client)
        ports()
    if function in ("send", "tick"):
        from chalicelib.services import sending  # noqa: F401 — its import is the warming


@cache
def _from_environment() -> Ports:
    return build(_settings(), clock=SystemClock(), clients=_clients())


@cache
def _settings() -> Settings:
    return read_settings(os.environ)


@cache
def _clients() -> Clients:
    return Clients(region=_settings().region, endpoint_url=_settings().endpoint_url)


@cache
def rules() -> Rules:
    """Return the policy that ships with the code.

    Raises:
        OperatorError: it says something impossible.
    """
    return _with_sound_plans(load_rules(POLICY))


def _with_sound_plans(loaded: Rules) -> Rules:
    check_plans(loaded)
    return loaded


def build(
    settings: Settings,
    *,
    clock: Clock,
    clients: Clients | None = None,
    policy: Rules | None = None,
) -> Ports:
    """Return ports on AWS as `settings` name it, on `clients` if somebody wants to watch them.

    `policy` is what ships with the code, if somebody has read it already.

    Adapters, and with them their clients, are made at first use: a function pays for those only
    that it calls.

    Raises:
        OperatorError: the policy or the key secret is wrong.
        TransientError: the key secret cannot be had now.
    """
    made = clients or Clients(region=settings.region, endpoint_url=settings.endpoint_url)
    return Ports(
        rules=rules() if policy is None else _with_sound_plans(policy),
        keys=parse_key_ring(fetch_secret(made.secretsmanager, settings.keys_secret)),
        clock=clock,
        archive=_later(lambda: S3Archive(made.s3)),
        tickets=_later(lambda: DynamoTickets(made.dynamodb, settings.table)),
        outbox=_later(lambda: DynamoOutbox(made.dynamodb, settings.table)),
        mailer=_later(lambda: SesMailer(made.sesv2, settings.configuration_set)),
        oncall=_later(lambda: SnsOnCall(made.sns, settings.oncall_topic)),
        feedback=_later(lambda: CloudWatchFeedbackQueue(made.cloudwatch, settings.feedback_queue)),
        jitter=random.random,
        ses_region=settings.region,
        second_opinion=_second_opinion(settings, made),
    )


def _second_opinion(settings: Settings, clients: Clients) -> SecondOpinion | None:
    """Return whom to ask, None by default: then neither adapter nor client is ever loaded."""
    if not settings.second_opinion_model:
        return None

    def make() -> SecondOpinion:
        from chalicelib.aws.bedrock import BedrockOpinion

        return BedrockOpinion(clients.bedrock_runtime, settings.second_opinion_model)

    return _later(make)


class _Later:
    """Stands for an adapter until something of it is asked for, then is that adapter."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = cache(make)

    def __getattr__(self, name: str) -> object:
        return getattr(self._make(), name)


def _later(make: Callable[[], _Port]) -> _Port:
    return cast("_Port", _Later(make))
