"""Alarms and dashboard look where the functions write: namespace, names and dimensions."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest
from moto import mock_aws

from chalicelib.observability import Metric
from frontdesk import dashboard_checks, definitions
from frontdesk.intrinsics import Resolver
from frontdesk.stack import apply

_ALARM = "AWS::CloudWatch::Alarm"
_ONE_CALL = """
from chalicelib import observability

@observability.measured
def handler(event, context):
    observability.count(observability.Metric.OUTBOX_OVERDUE, 0)

handler({}, None)
"""

Series = tuple[str, tuple[tuple[str, str], ...]]


def sent_from(template: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a function of the definition writes of one metric, in its environment alone."""
    stage = template["Parameters"]["Stage"]["Default"]
    with mock_aws():
        stack = apply(
            template,
            endpoint_url=None,
            region={"dev": "us-east-1", "prod": "us-west-2"}[stage],  # the mock is everybody's
            account_id="123456789012",
            name=f"series-{stage}",
        )
    run = subprocess.run(
        [sys.executable, "-c", _ONE_CALL],
        env={**stack.functions["reconcile"].environment, "AWS_REGION": "us-east-1"},
        cwd=definitions.PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    line: dict[str, Any] = json.loads(run.stdout)
    return line


def series_sent(line: Mapping[str, Any]) -> set[Series]:
    """Return namespace and dimensions of each series that CloudWatch makes of a line."""
    return {
        (said["Namespace"], tuple((name, line[name]) for name in dimensions))
        for said in line["_aws"]["CloudWatchMetrics"]
        for dimensions in said["Dimensions"]
    }


def resolved(template: Mapping[str, Any], value: Any) -> Any:
    """Return a value with the stage put in; resources and pseudo parameters keep their names."""
    defaults = {name: said["Default"] for name, said in template["Parameters"].items()}
    pseudo = {name: name for name in ("AWS::Region", "AWS::StackName", "AWS::AccountId")}
    return Resolver(
        parameters=defaults,
        conditions={},
        pseudo=pseudo,
        attribute=lambda logical_id, name: f"{logical_id}.{name}",
    ).resolve(value)


def alarmed(template: Mapping[str, Any]) -> dict[str, Series]:
    """Return what the alarms on our own metrics look at, by metric."""
    alarms = [r["Properties"] for r in template["Resources"].values() if r["Type"] == _ALARM]
    return {
        alarm["MetricName"]: (
            "Frontdesk",
            tuple((d["Name"], resolved(template, d["Value"])) for d in alarm["Dimensions"]),
        )
        for alarm in alarms
        if alarm.get("Namespace") == "Frontdesk"
    }


def shown(template: Mapping[str, Any]) -> set[Series]:
    """Return what the dashboard's widgets on our own metrics look at."""
    body = json.loads(resolved(template, {"Fn::Sub": dashboard_checks.body_of(template)}))
    metrics = [m for w in body["widgets"] for m in w["properties"].get("metrics", ())]
    own = [[part for part in m if isinstance(part, str)] for m in metrics if m[0] == "Frontdesk"]
    return {("Frontdesk", tuple(zip(m[2::2], m[3::2], strict=True))) for m in own}


@pytest.mark.parametrize("stage", definitions.STAGES)
def test_alarms_and_dashboard_look_at_the_series_that_is_sent(stage: str) -> None:
    """A dimension more or less, or another value, is another series: always empty, never told."""
    template = definitions.load(stage)

    sent = series_sent(sent_from(template))

    assert sent == {("Frontdesk", (("service", f"frontdesk-{stage}"),))}
    assert set(alarmed(template).values()) == sent
    assert shown(template) == sent


def test_every_alarm_is_on_a_metric_there_is(dev: dict[str, Any]) -> None:
    """An alarm on a misspelt metric would be quiet for ever."""
    assert set(alarmed(dev)) <= {metric.value for metric in Metric}


def test_both_failures_of_receiving_ring(dev: dict[str, Any]) -> None:
    """SES tells of a failed try and of giving up under two names."""
    alarms = [r["Properties"] for r in dev["Resources"].values() if r["Type"] == _ALARM]

    watched = {a["MetricName"] for a in alarms if a.get("Namespace") == "AWS/SES"}

    assert watched == {"PublishFailure", "PublishExpired"}
