"""The dashboard: a body CloudWatch takes, showing every metric there is and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.observability import Metric
from frontdesk import dashboard_checks


def test_the_dashboard_has_no_finding(dev: dict[str, Any]) -> None:
    """What PutDashboard would refuse, and what would stay empty, shows before a deployment."""
    assert dashboard_checks.findings(dev) == []


def test_every_metric_is_on_the_dashboard_and_no_other(dev: dict[str, Any]) -> None:
    """A metric nobody sees is money, one that is never sent is a blank."""
    shown = dashboard_checks.metric_names(dashboard_checks.body_of(dev), "Frontdesk")

    assert shown == {metric.value for metric in Metric}


FAULTS: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "no widgets": (lambda body: body.pop("widgets"), "no body with widgets"),
    "a metric without a region": (
        lambda body: body["widgets"][2]["properties"].pop("region"),
        "Taken in: lacks region",
    ),
    "an unknown type": (
        lambda body: body["widgets"][2].update(type="graph"),
        "Taken in: lacks a known type",
    ),
    "a widget outside the grid": (
        lambda body: body["widgets"][2].update(x=13, width=12),
        "Taken in: does not fit",
    ),
    "a widget on another": (
        lambda body: body["widgets"][2].update(x=11, width=12),
        "Needs a look: covers another widget",
    ),
    "a namespace of nobody": (
        lambda body: body["widgets"][2]["properties"]["metrics"].append(["Frontdesks", "Mails"]),
        "nobody writes to the namespace Frontdesks",
    ),
    "half a dimension": (
        lambda body: body["widgets"][2]["properties"]["metrics"].append(
            ["Frontdesk", "TicketsCreated", "service"]
        ),
        "TicketsCreated has a dimension without a value",
    ),
    "a log nobody reads": (
        lambda body: body["widgets"][-1]["properties"].update(
            query=body["widgets"][-1]["properties"]["query"].replace("${OpsDesk}", "${Tick}")
        ),
        "OpsDesk: no query reads its log",
    ),
    "a function that is not there": (
        lambda body: body["widgets"][0]["properties"].update(markdown="${Sender}"),
        "there is no Sender",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, dev: dict[str, Any]) -> None:
    """A check that cannot fail protects nothing."""
    plant, wanted = FAULTS[fault]
    body = json.loads(dashboard_checks.body_of(dev))
    plant(body)
    dev["Resources"]["Dashboard"]["Properties"]["DashboardBody"] = {"Fn::Sub": json.dumps(body)}

    found = dashboard_checks.findings(dev)

    assert any(wanted in finding for finding in found), found
