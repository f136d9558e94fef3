"""CloudFormation's functions: resolved as CloudFormation does, or refused."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.intrinsics import Resolver, UnresolvedError


def attribute(logical_id: str, name: str) -> str:
    """Return what a resource's attribute is called here."""
    if logical_id != "Queue":
        raise UnresolvedError(logical_id)
    return f"queue's {name}"


RESOLVER = Resolver(
    parameters={"Stage": "prod", "Senders": ["a@x.example", "b@x.example"]},
    conditions={"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}, "Never": {"Fn::Not": [True]}},
    pseudo={"AWS::Region": "eu-west-1"},
    attribute=attribute,
)


@pytest.mark.parametrize(
    ("value", "resolved"),
    [
        ({"Ref": "Stage"}, "prod"),
        ({"Ref": "Senders"}, ["a@x.example", "b@x.example"]),
        ({"Ref": "AWS::Region"}, "eu-west-1"),
        ({"Ref": "Queue"}, "queue's Ref"),
        ({"Fn::GetAtt": ["Queue", "Arn"]}, "queue's Arn"),
        ({"Fn::Sub": "${Stage}-${AWS::Region}-${Queue.Arn}"}, "prod-eu-west-1-queue's Arn"),
        ({"Fn::Sub": ["${Name}/${!Kept}", {"Name": {"Ref": "Stage"}}]}, "prod/${Kept}"),
        ({"Fn::Join": ["-", ["a", {"Ref": "Stage"}]]}, "a-prod"),
        ({"Fn::If": ["IsProd", "yes", "no"]}, "yes"),
        ({"Fn::If": ["Never", "yes", {"Ref": "Stage"}]}, "prod"),
        ([{"Ref": "Stage"}, {"Ref": "AWS::NoValue"}], ["prod"]),
        ({"a": {"b": [{"Ref": "Stage"}]}, "c": {"Ref": "AWS::NoValue"}}, {"a": {"b": ["prod"]}}),
        ("plain ${text}", "plain ${text}"),
        (7, 7),
    ],
)
def test_a_function_resolves_as_cloudformation_does(value: Any, resolved: Any) -> None:
    """At any depth, and only where it stands alone in its map."""
    assert RESOLVER.resolve(value) == resolved


@pytest.mark.parametrize(
    "value",
    [
        {"Ref": "Nothing"},
        {"Fn::Sub": "${Nothing}"},
        {"Fn::ImportValue": "x"},
        {"Fn::If": ["Unknown", 1, 2]},
        {"Fn::GetAtt": "Queue.Arn"},
    ],
)
def test_what_is_not_known_is_refused(value: Any) -> None:
    """A function passed through unresolved would become somebody's queue name."""
    with pytest.raises(UnresolvedError):
        RESOLVER.resolve(value)
