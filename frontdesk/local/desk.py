"""The running desk: engine, definition, functions, SES, worker and doors put together."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import boto3

from chalicelib.services.ports import Ports
from frontdesk import definitions, stack
from frontdesk.applied import AppliedFunction, AppliedStack, QueueSource, StreamSource
from frontdesk.kept_policy import checkout_rules
from frontdesk.local.addresses import HOST, Listeners
from frontdesk.local.clock import DeskClock
from frontdesk.local.definition import (
    literal_environment,
    queue_urls,
    read_destinations,
    read_rule,
    read_schedules,
)
from frontdesk.local.desk_data import DeskData
from frontdesk.local.doors import Inside, open_doors
from frontdesk.local.emf import Metrics
from frontdesk.local.engine import Engine, Front, FrontServer
from frontdesk.local.functions import ACCOUNT, Function, Functions
from frontdesk.local.pumps import QueuePump, StreamPump
from frontdesk.local.ses import SesPlayer
from frontdesk.local.shortcut import models_read_once, shortcut
from frontdesk.local.worker import Pump, Worker

REGION = "us-east-1"
STAGE = "dev"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How the desk was asked to run."""

    engine: str
    reads_verdict_header: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What a started desk tells: its three addresses, and who may be written to."""

    addresses: dict[str, str]
    mailboxes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Applied:
    """The definition, applied to the engine, and what talks to both."""

    template: definitions.Template
    stack: AppliedStack
    engine: Engine
    clock: DeskClock
    metrics: Metrics
    ports: Ports
    functions: Functions
    client: Callable[[str], Any]


@contextmanager
def running(listeners: Listeners, options: Options) -> Iterator[Running]:
    """Start the desk on bound sockets, and stop all of it when the block ends.

    Raises:
        OperatorError: the policy or the definition is wrong, or the engine did not start.
    """
    with ExitStack() as ending:
        ending.enter_context(models_read_once())
        engine = _start_engine(options.engine)
        ending.callback(engine.stop)
        front = Front(engine.app)
        server = FrontServer(front)
        ending.callback(server.stop)
        _talk_to(server.url)
        ending.enter_context(shortcut(front, server.url))
        applied = _apply(engine, server.url, ending)
        ses = _ses(applied, options)
        data = _data(applied)
        worker = _worker(applied, ses, data)
        front.watch(on_work=worker.wake, on_sent=ses.accept)
        worker.start()
        ending.callback(worker.stop)
        inside = Inside(
            functions=applied.functions,
            metrics=applied.metrics,
            clock=applied.clock,
            ses=ses,
            data=data,
            worker=worker,
        )
        addresses = open_doors(listeners, inside, ending)
        yield Running(addresses=addresses, mailboxes=ses.mailboxes)


def _start_engine(name: str) -> Engine:
    if name == "moto":
        from frontdesk.local.moto_engine import MotoEngine

        return MotoEngine()
    from frontdesk.local.ministack_engine import MinistackEngine

    return MinistackEngine()


def _talk_to(url: str) -> None:
    """Let every AWS client of this process talk to the engine, whatever the user's shell says."""
    for name in [n for n in os.environ if n.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(
        AWS_ENDPOINT_URL=url,
        AWS_ACCESS_KEY_ID=ACCOUNT,
        AWS_SECRET_ACCESS_KEY="local",  # noqa: S106 — no credentials
        AWS_REGION=REGION,
        AWS_DEFAULT_REGION=REGION,
        AWS_CONFIG_FILE=os.devnull,
        AWS_SHARED_CREDENTIALS_FILE=os.devnull,
        AWS_EC2_METADATA_DISABLED="true",
        NO_PROXY=HOST,
        no_proxy=HOST,
    )


def _apply(engine: Engine, url: str, ending: ExitStack) -> _Applied:
    """Apply the definition and make the real functions run on it, by the desk's clock."""
    from chalicelib import bootstrap
    from chalicelib.settings import read_settings

    os.environ.update(literal_environment(definitions.merge_template(STAGE)))
    template = definitions.load(STAGE)
    applied = stack.apply(template, endpoint_url=url, region=REGION, account_id=ACCOUNT)
    engine.settle()
    for function in applied.functions.values():
        os.environ.update(function.environment)
    clock, metrics = DeskClock(), Metrics()
    ports = bootstrap.build(read_settings(os.environ), clock=clock, policy=checkout_rules())
    ending.enter_context(bootstrap.use(ports))
    functions = {function.name: _function(function) for function in applied.functions.values()}
    client: Any = boto3.Session().client
    return _Applied(
        template=template,
        stack=applied,
        engine=engine,
        clock=clock,
        metrics=metrics,
        ports=ports,
        functions=Functions(functions, region=REGION, metrics=metrics),
        client=client,
    )


def _function(applied: AppliedFunction) -> Function:
    module, _, name = applied.handler.rpartition(".")
    return Function(
        name=applied.name,
        handler=getattr(importlib.import_module(module), name),
        environment=applied.environment,
        timeout_s=applied.timeout_s,
    )


def _ses(applied: _Applied, options: Options) -> SesPlayer:
    return SesPlayer(
        rule=read_rule(applied.template, applied.stack),
        destinations=read_destinations(applied.template, applied.stack),
        region=REGION,
        s3=applied.client("s3"),
        sns=applied.client("sns"),
        now=applied.clock.now,
        reads_verdict_header=options.reads_verdict_header,
    )


def _data(applied: _Applied) -> DeskData:
    return DeskData(
        ports=applied.ports,
        dynamodb=applied.client("dynamodb"),
        table=applied.stack.ref("DeskTable"),
        sqs=applied.client("sqs"),
        queues=queue_urls(applied.stack),
    )


def _worker(applied: _Applied, ses: SesPlayer, data: DeskData) -> Worker:
    return Worker(
        pumps=(*_pumps(applied), ses),
        schedules=read_schedules(applied.stack),
        functions=applied.functions,
        clock=applied.clock,
        next_due=data.next_due,
        pass_time=applied.engine.pass_time,
    )


def _pumps(applied: _Applied) -> Iterator[Pump]:
    sqs, streams = applied.client("sqs"), applied.client("dynamodbstreams")
    functions = applied.functions
    for function in applied.stack.functions.values():
        for source in function.sources:
            match source:
                case QueueSource():
                    yield QueuePump(function.name, source, sqs=sqs, functions=functions)
                case StreamSource():
                    yield StreamPump(
                        function.name, source, streams=streams, sqs=sqs, functions=functions
                    )
