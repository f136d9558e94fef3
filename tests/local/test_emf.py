"""Metrics out of the functions' output."""

from __future__ import annotations

import io
import json

from frontdesk.local.emf import FunctionOutput, Metrics, Sample, parse_emf

RECORD = {
    "_aws": {
        "Timestamp": 1,
        "CloudWatchMetrics": [
            {
                "Namespace": "Frontdesk",
                "Dimensions": [["service"]],
                "Metrics": [
                    {"Name": "TicketsCreated", "Unit": "Count"},
                    {"Name": "Wait", "Unit": "Seconds"},
                ],
            }
        ],
    },
    "service": "frontdesk",
    "TicketsCreated": [1.0, 1.0],
    "Wait": 0.5,
}


def test_parse_emf_reads_each_metric_with_its_dimensions() -> None:
    """A value stands alone or in a list; both count."""
    samples = parse_emf(json.dumps(RECORD))

    service = (("service", "frontdesk"),)
    assert samples == (
        Sample(name="TicketsCreated", unit="Count", dimensions=service, values=(1.0, 1.0)),
        Sample(name="Wait", unit="Seconds", dimensions=service, values=(0.5,)),
    )


def test_parse_emf_gives_nothing_when_the_line_is_a_log_line() -> None:
    """Log lines are JSON too, and only `_aws` makes a record."""
    samples = parse_emf('{"level": "INFO", "message": "message taken in"}')

    assert samples == ()


def test_parse_emf_gives_nothing_when_the_record_is_broken() -> None:
    """A record cut off in the middle is no reason to fail."""
    samples = parse_emf(json.dumps(RECORD)[:-20])

    assert samples == ()


def test_function_output_keeps_metrics_and_passes_other_lines_on() -> None:
    """A line counts when it is whole, however it was written."""
    metrics, passed_on = Metrics(), io.StringIO()
    output = FunctionOutput(passed_on, metrics)
    text = json.dumps(RECORD) + "\nplain\n"

    for start in range(0, len(text), 7):
        output.write(text[start : start + 7])

    assert passed_on.getvalue() == "plain\n"
    assert [(m["name"], m["sum"], m["count"]) for m in metrics.to_json()] == [
        ("TicketsCreated", 2.0, 2),
        ("Wait", 0.5, 1),
    ]
