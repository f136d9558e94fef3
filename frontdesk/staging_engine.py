"""ministack on loopback with the packaged zip in it: started, filled from the definition, ended."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import boto3
import urllib3
from botocore.config import Config

from frontdesk import stack
from frontdesk.access_checks import Template
from frontdesk.applied import AppliedFunction, AppliedStack, QueueSource, StreamSource

HOST = "127.0.0.1"
REGION = "us-east-1"
ACCOUNT = "123456789012"
_READY_S = 30.0
_PAUSE_S = 0.1


class StagingError(Exception):
    """The engine did not do what a proof needs; the message says what."""


class Engine:
    """A ministack child and the clients of it; a context manager that always ends it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="frontdesk-staging-")
        self.log = Path(self._folder.name) / "ministack.log"
        self._port = _free_port()
        self.url = f"http://{HOST}:{self._port}"
        self._http = urllib3.PoolManager(retries=False, timeout=30)
        self._clients: dict[str, Any] = {}

    def __enter__(self) -> Engine:
        """Start it and wait until it answers.

        Raises:
            StagingError: it does not answer within 30 s.
        """
        with self.log.open("w") as log:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "ministack"],
                env={
                    "PATH": os.environ.get("PATH", ""),
                    "HOME": self._folder.name,
                    "TMPDIR": self._folder.name,
                    "BIND_HOST": HOST,
                    "GATEWAY_PORT": str(self._port),
                    "MINISTACK_ACCOUNT_ID": ACCOUNT,
                    "IOT_MTLS_ENABLED": "0",  # it would listen beyond loopback
                    "SFTP_ENABLED": "0",
                    "LOG_LEVEL": "INFO",
                    "AWS_SECRET_ACCESS_KEY": "local",
                },
                cwd=self._folder.name,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self.wait_for(self._answers, "ministack answers", within_s=_READY_S)
        except StagingError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_raised: object) -> None:
        """End the child, whatever happened."""
        self._child.terminate()
        try:
            self._child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._folder.cleanup()

    def client(self, service: str) -> Any:
        """Return the client of a service, made once."""
        if service not in self._clients:
            session: Any = boto3.Session(
                aws_access_key_id=ACCOUNT,
                aws_secret_access_key="local",  # noqa: S106 — no credentials
                region_name=REGION,
            )
            config = Config(read_timeout=90, retries={"total_max_attempts": 1})
            self._clients[service] = session.client(service, endpoint_url=self.url, config=config)
        return self._clients[service]

    def request(
        self,
        method: str,
        path: str,
        *,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, Mapping[str, str], str]:
        """Return status, headers and text of a plain HTTP call; redirects are not followed."""
        answer = self._http.request(
            method, f"{self.url}{path}", body=body or None, headers=headers, redirect=False
        )
        return answer.status, answer.headers, answer.data.decode("utf-8", "replace")

    def wait_for(self, look: Callable[[], Any], what: str, *, within_s: float = 30.0) -> Any:
        """Return the first true thing `look` finds.

        Raises:
            StagingError: there was none in time.
        """
        ends = time.monotonic() + within_s
        while time.monotonic() < ends:
            found = look()
            if found:
                return found
            time.sleep(_PAUSE_S)
        raise StagingError(f"after {within_s:.0f} s: not {what}")

    def sent(self) -> list[dict[str, Any]]:
        """Return the mails SES was given, oldest first: To, Subject, BodyText, MessageId."""
        _, _, text = self.request("GET", f"/_ministack/ses/messages?account={ACCOUNT}")
        return [mail for mails in json.loads(text)["messages"].values() for mail in mails]

    def _answers(self) -> bool:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, self._port)):
                return False
        return self.request("GET", "/_ministack/health")[0] == 200


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def deploy(
    engine: Engine, template: Template, package: bytes, *, lacking: Collection[str]
) -> AppliedStack:
    """Apply the definition, make its functions of the zip, and wire their sources.

    Raises:
        StagingError: a function does not become active, or the engine lacks other APIs than those
            of the resources `lacking`.
    """
    applied = stack.apply(template, endpoint_url=engine.url, region=REGION, account_id=ACCOUNT)
    if set(applied.lacking) != set(lacking):
        raise StagingError(f"the engine lacks {sorted(applied.lacking)}")
    functions = engine.client("lambda")
    code = {"S3Bucket": "deployments", "S3Key": "deployment.zip"}
    engine.client("s3").create_bucket(Bucket=code["S3Bucket"])
    engine.client("s3").put_object(Bucket=code["S3Bucket"], Key=code["S3Key"], Body=package)
    for function in applied.functions.values():
        name = applied.ref(function.logical_id)
        functions.create_function(
            FunctionName=name,
            Runtime=template["Resources"][function.logical_id]["Properties"]["Runtime"],
            Role=f"arn:aws:iam::{ACCOUNT}:role/staging",
            Handler=function.handler,
            Code=code,
            Timeout=function.timeout_s,
            MemorySize=function.memory_mb,
            Environment={"Variables": {**function.environment, "AWS_ENDPOINT_URL": engine.url}},
        )
        engine.wait_for(partial(_is_active, functions, name), f"{name} active")
        _wire(functions, name, function)
    return applied


def _is_active(functions: Any, name: str) -> bool:
    state = functions.get_function_configuration(FunctionName=name).get("State", "Active")
    return bool(state == "Active")


def _wire(functions: Any, name: str, function: AppliedFunction) -> None:
    for source in function.sources:
        match source:
            case QueueSource():
                functions.create_event_source_mapping(
                    FunctionName=name,
                    EventSourceArn=source.queue_arn,
                    BatchSize=source.batch_size,
                    MaximumBatchingWindowInSeconds=source.window_s,
                    FunctionResponseTypes=_response_types(source),
                )
            case StreamSource():
                functions.create_event_source_mapping(
                    FunctionName=name,
                    EventSourceArn=source.stream_arn,
                    StartingPosition="LATEST",
                    BatchSize=source.batch_size,
                    FilterCriteria={"Filters": [{"Pattern": p} for p in source.patterns]},
                    MaximumRetryAttempts=source.max_attempts,
                    MaximumRecordAgeInSeconds=source.max_age_s,
                    BisectBatchOnFunctionError=source.bisect,
                    DestinationConfig={"OnFailure": {"Destination": source.failure_queue_arn}},
                    FunctionResponseTypes=_response_types(source),
                )
            case _:
                pass  # the harness plays the clock


def _response_types(source: QueueSource | StreamSource) -> list[str]:
    return ["ReportBatchItemFailures"] if source.partial else []


def serve(engine: Engine, template: Template, applied: AppliedStack) -> str:
    """Make the HTTP API of the template's own description; return its path at the engine.

    Each route goes to the function as API Gateway's proxy integration does.
    """
    gateway = engine.client("apigateway")
    properties = template["Resources"]["RestAPI"]["Properties"]
    api = gateway.create_rest_api(name="frontdesk")["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    made = {"": root}
    arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{applied.ref('APIHandler')}"
    uri = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{arn}/invocations"
    for path, methods in properties["DefinitionBody"]["paths"].items():
        resource = _resource(gateway, api, path.rstrip("/"), made)
        for method in methods:
            gateway.put_method(
                restApiId=api,
                resourceId=resource,
                httpMethod=method.upper(),
                authorizationType="NONE",
            )
            gateway.put_integration(
                restApiId=api,
                resourceId=resource,
                httpMethod=method.upper(),
                type="AWS_PROXY",
                integrationHttpMethod="POST",
                uri=uri,
            )
    stage = properties["StageName"]
    gateway.create_deployment(restApiId=api, stageName=stage)
    return f"/_aws/execute-api/{api}/{stage}"


def _resource(gateway: Any, api: str, path: str, made: dict[str, str]) -> str:
    """Return the id of a path's resource, made with its parents if it was not."""
    if path not in made:
        parent, _, part = path.rpartition("/")
        answer = gateway.create_resource(
            restApiId=api, parentId=_resource(gateway, api, parent, made), pathPart=part
        )
        made[path] = answer["id"]
    return made[path]
