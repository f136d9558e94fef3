"""Is the dashboard's body one that PutDashboard takes, and does it show what there is?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_COLUMNS = 24
_NEEDED = {
    "metric": ("metrics", "region"),
    "log": ("query", "region"),
    "text": ("markdown",),
    "custom": ("endpoint",),
    "alarm": ("alarms",),
}
_NAMESPACES = ("Frontdesk", "AWS/Lambda", "AWS/SQS", "AWS/SES")
_REFERENCE = re.compile(r"\$\{([A-Za-z]+)[^}]*\}")


def body_of(template: Mapping[str, Any]) -> str:
    """Return the body as it stands in a template, references unresolved."""
    return str(template["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"])


def metric_names(body: str, namespace: str) -> set[str]:
    """Return the metrics of a namespace that the dashboard shows."""
    return {m[1] for w in json.loads(body)["widgets"] for m in _metrics(w) if m[0] == namespace}


def findings(template: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the dashboard of a SAM template."""
    try:
        widgets = json.loads(body_of(template))["widgets"]
    except (ValueError, KeyError, TypeError) as err:
        return [f"dashboard: no body with widgets ({type(err).__name__}: {err})"]
    found = [f"dashboard: {f}" for widget in widgets for f in _of_widget(widget)]
    found += [f"dashboard: {f}" for f in (*_overlaps(widgets), *_unread_logs(template, widgets))]
    known = {*template["Resources"], *template["Parameters"], "AWS"}
    unknown = sorted(set(_REFERENCE.findall(body_of(template))) - known)
    return found + [f"dashboard: there is no {name}" for name in unknown]


def _metrics(widget: Mapping[str, Any]) -> list[list[Any]]:
    return list(widget.get("properties", {}).get("metrics", ()))


def _of_widget(widget: Mapping[str, Any]) -> Iterator[str]:
    type_, said = widget.get("type"), widget.get("properties", {})
    title = said.get("title", type_)
    missing = [key for key in _NEEDED.get(str(type_), ("a known type",)) if not said.get(key)]
    if missing:
        yield f"{title}: lacks {', '.join(missing)}"
    if not 0 <= widget["x"] <= widget["x"] + widget["width"] <= _COLUMNS:
        yield f"{title}: does not fit into {_COLUMNS} columns"
    for metric in _metrics(widget):
        names = [part for part in metric if isinstance(part, str)]
        if names[0] not in _NAMESPACES:
            yield f"{title}: nobody writes to the namespace {names[0]}"
        if len(names) % 2 or any(isinstance(part, dict) for part in metric[:-1]):
            yield f"{title}: {names[1]} has a dimension without a value"


def _overlaps(widgets: list[Mapping[str, Any]]) -> Iterator[str]:
    taken: set[tuple[int, int]] = set()
    for widget in widgets:
        columns = range(widget["x"], widget["x"] + widget["width"])
        rows = range(widget["y"], widget["y"] + widget["height"])
        cells = {(x, y) for x in columns for y in rows}
        if cells & taken:
            yield f"{widget['properties'].get('title', widget['type'])}: covers another widget"
        taken |= cells


def _unread_logs(template: Mapping[str, Any], widgets: list[Mapping[str, Any]]) -> Iterator[str]:
    """Return the functions whose log no query reads: their failures would show nowhere."""
    queries = [widget.get("properties", {}).get("query", "") for widget in widgets]
    for logical_id, resource in template["Resources"].items():
        source = f"SOURCE '/aws/lambda/${{{logical_id}}}'"
        is_function = resource["Type"] == "AWS::Serverless::Function"
        if is_function and not any(source in query for query in queries):
            yield f"{logical_id}: no query reads its log"
