"""Apply the definition to an AWS that is not AWS: moto in process, moto's server, ministack.

Resources are made on demand, so the order follows from the references. What those engines cannot
hold or nobody reads there (roles, log groups, the gateway, permissions) is given a name only.
Functions are not created here: they are returned resolved, and whoever runs them does so from that.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import boto3
from botocore.exceptions import ClientError

from frontdesk import definitions
from frontdesk.applied import (
    AppliedFunction,
    AppliedStack,
    QueueSource,
    Resource,
    ScheduleSource,
    StreamSource,
)
from frontdesk.intrinsics import Resolver, UnresolvedError
from frontdesk.stack_resources import CREATORS, Clients, Made
from frontdesk.stack_sources import source_of

__all__ = [
    "AppliedFunction",
    "AppliedStack",
    "QueueSource",
    "Resource",
    "ScheduleSource",
    "StreamSource",
    "apply",
]

_FUNCTION = "AWS::Serverless::Function"
_NO_SUCH_API = ("InvalidAction", "UnknownOperationException", "NotImplemented")
_API_HANDLER = "api_handler"


def apply(
    template: Mapping[str, Any],
    *,
    endpoint_url: str | None,
    region: str,
    account_id: str,
    parameters: Mapping[str, str] | None = None,
    name: str = "frontdesk",
    only: Collection[str] | None = None,
) -> AppliedStack:
    """Create the template's resources at an engine and return them.

    Args:
        template: from `definitions.load`; `definitions.merge_template` will do without functions.
        endpoint_url: where the engine listens; None for moto's mock in this process. The
            credentials used are no credentials, so AWS itself would refuse them.
        region: as the functions will see it.
        account_id: twelve digits; moto knows 123456789012.
        parameters: over the template's defaults.
        name: the first part of every physical name.
        only: logical ids to make, with what they refer to; the functions are then left out.

    Raises:
        UnresolvedError: the template refers to something that is not in it.
    """
    session = boto3.Session(
        aws_access_key_id=account_id,
        aws_secret_access_key="local",  # noqa: S106 — no credentials
        region_name=region,
    )
    making = _Making(
        template=template,
        clients=Clients(session, endpoint_url),
        pseudo=_pseudo(region=region, account_id=account_id, name=name),
        parameters=parameters or {},
    )
    typed = [id_ for id_, raw in template["Resources"].items() if "Type" in raw]
    for logical_id in typed if only is None else only:
        making.resource(logical_id)
    if only is None:
        making.verify_senders()
    functions = [] if only is not None else [making.function(id_) for id_ in making.functions()]
    return AppliedStack(
        region=region,
        account_id=account_id,
        resources=making.made,
        functions={function.name: function for function in functions},
        lacking=tuple(making.lacking),
    )


def _pseudo(*, region: str, account_id: str, name: str) -> dict[str, str]:
    return {
        "AWS::Region": region,
        "AWS::AccountId": account_id,
        "AWS::Partition": "aws",
        "AWS::URLSuffix": "amazonaws.com",
        "AWS::StackName": name,
    }


class _Making:
    """The state of one `apply`: what was made so far, and what is being made."""

    def __init__(
        self,
        *,
        template: Mapping[str, Any],
        clients: Clients,
        pseudo: Mapping[str, str],
        parameters: Mapping[str, str],
    ) -> None:
        self.made: dict[str, Resource] = {}
        self.lacking: list[str] = []
        self._raw: Mapping[str, Any] = template["Resources"]
        self._globals = template.get("Globals", {}).get("Function", {})
        self._clients = clients
        self._name = pseudo["AWS::StackName"]
        self._account = f"{pseudo['AWS::Region']}:{pseudo['AWS::AccountId']}"
        self._open: set[str] = set()
        self._resolver = Resolver(
            parameters=_parameters(template, parameters),
            conditions=template.get("Conditions", {}),
            pseudo=pseudo,
            attribute=self._attribute,
        )

    def verify_senders(self) -> None:
        """Do what a stack cannot: prove to SES that the senders' domains are ours."""
        domains = {sender.rpartition("@")[2] for sender in self._resolver.parameters["Senders"]}
        for domain in sorted(domains):
            self._clients.of("ses").verify_domain_identity(Domain=domain)

    def functions(self) -> list[str]:
        """Return the logical ids of the functions."""
        return [id_ for id_, raw in self._raw.items() if raw.get("Type") == _FUNCTION]

    def resource(self, logical_id: str) -> Resource | None:
        """Return the resource, made now if it was not; None when its condition is false."""
        if logical_id in self.made:
            return self.made[logical_id]
        raw = self._raw.get(logical_id, {})
        if "Type" not in raw:
            raise UnresolvedError(f"there is no resource {logical_id!r}")
        if "Condition" in raw and not self._resolver.holds(raw["Condition"]):
            return None
        if logical_id in self._open:
            raise UnresolvedError(f"{logical_id!r} refers to itself, by way of {self._open}")
        self._open.add(logical_id)
        made = self._make(logical_id, raw)
        self._open.remove(logical_id)
        self.made[logical_id] = Resource(
            logical_id=logical_id, type=raw["Type"], ref=made.ref, attributes=made.attributes
        )
        return self.made[logical_id]

    def _make(self, logical_id: str, raw: Mapping[str, Any]) -> Made:
        physical = f"{self._name}-{logical_id}"
        if raw["Type"] == _FUNCTION:
            physical = self._resolver.resolve(raw["Properties"].get("FunctionName", physical))
        create = CREATORS.get(raw["Type"])
        if create is None:
            kind = raw["Type"].split("::")[1].lower()
            arn = f"arn:aws:{kind}:{self._account}:{physical}"
            return Made(ref=physical, attributes={"Arn": arn})
        depends = raw.get("DependsOn", [])
        for other in [depends] if isinstance(depends, str) else depends:
            self.resource(other)
        properties = self._resolver.resolve(raw.get("Properties", {}))
        try:
            return create(self._clients, physical, properties)
        except ClientError as err:
            if err.response["Error"]["Code"] not in _NO_SUCH_API:
                raise
            self.lacking.append(logical_id)
            return Made(ref=physical)

    def _attribute(self, logical_id: str, name: str) -> str:
        resource = self.resource(logical_id)
        if resource is None:
            raise UnresolvedError(f"{logical_id!r} is not made: its condition is false")
        if name == "Ref":
            return resource.ref
        if name not in resource.attributes:
            raise UnresolvedError(f"{resource.type} has no attribute {name!r} here")
        return resource.attributes[name]

    def function(self, logical_id: str) -> AppliedFunction:
        """Return a function with everything resolved that says how to run it."""
        raw = self._raw[logical_id]["Properties"]
        shared = self._globals.get("Environment", {}).get("Variables", {})
        own = raw.get("Environment", {}).get("Variables", {})
        environment = self._resolver.resolve({**shared, **own})
        name = raw["Handler"].rpartition(".")[2]
        return AppliedFunction(
            name=_API_HANDLER if name == "app" else name,
            logical_id=logical_id,
            handler=raw["Handler"],
            environment={key: str(value) for key, value in environment.items()},
            timeout_s=int(raw["Timeout"]),
            memory_mb=int(raw["MemorySize"]),
            sources=tuple(
                source_of(event["Type"], self._resolver.resolve(event["Properties"]), self.made)
                for event in raw.get("Events", {}).values()
            ),
        )


def _parameters(template: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    """Return the parameters' values, lists split.

    Raises:
        UnresolvedError: one is given that the template does not have.
    """
    said = template.get("Parameters", {})
    unknown = sorted(set(given) - set(said))
    if unknown:
        raise UnresolvedError(f"the template has no parameter {', '.join(unknown)}")
    values = {}
    for name, parameter in said.items():
        value = given.get(name, parameter.get("Default", ""))
        is_list = parameter["Type"] == "CommaDelimitedList"
        values[name] = [v for v in value.split(",") if v] if is_list else value
    return values


def main(argv: Sequence[str]) -> int:
    """Print what a stage's definition resolves to, on an AWS in memory; return the exit status."""
    from moto import mock_aws

    parser = argparse.ArgumentParser(
        prog="frontdesk stack", description="Show the resources and functions of a stage."
    )
    parser.add_argument("--stage", choices=definitions.STAGES, default="dev")
    parser.add_argument("--json", action="store_true", help="everything, as one JSON document")
    chosen = parser.parse_args(argv)
    with mock_aws():
        stack = apply(
            definitions.load(chosen.stage),
            endpoint_url=None,
            region="us-east-1",
            account_id="123456789012",
        )
    if chosen.json:
        print(json.dumps(asdict(stack), indent=2))
        return 0
    for resource in stack.resources.values():
        print(f"{resource.logical_id:24} {resource.type:32} {resource.ref}")
    for function in stack.functions.values():
        woken = ", ".join(type(source).__name__ for source in function.sources) or "by request"
        print(f"{function.name:24} {function.timeout_s:3} s {function.memory_mb:5} MB  {woken}")
    return 0
