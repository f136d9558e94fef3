"""The functions' output: metric records (EMF) are taken out of it and added up for the console.

Format: CloudWatch Embedded Metric Format, one JSON object a line with an `_aws` member.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import TextIOBase
from typing import Any, TextIO


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The values one record holds of one metric in one set of dimensions."""

    name: str
    unit: str
    dimensions: tuple[tuple[str, str], ...]
    values: tuple[float, ...]


def parse_emf(line: str) -> tuple[Sample, ...]:
    """Return the samples in one line of output, none when it is no EMF record."""
    if '"_aws"' not in line or not line.lstrip().startswith("{"):
        return ()
    try:
        record = json.loads(line)
        directives = record["_aws"]["CloudWatchMetrics"]
        return tuple(sample for d in directives for sample in _samples(d, record))
    except (ValueError, KeyError, TypeError):
        return ()


def _samples(directive: Mapping[str, Any], record: Mapping[str, Any]) -> Iterator[Sample]:
    for metric in directive["Metrics"]:
        raw = record[metric["Name"]]
        values = tuple(float(v) for v in (raw if isinstance(raw, list) else [raw]))
        for names in directive["Dimensions"] or [[]]:
            yield Sample(
                name=metric["Name"],
                unit=metric.get("Unit", "None"),
                dimensions=tuple(sorted((n, str(record[n])) for n in names)),
                values=values,
            )


class Metrics:
    """All samples since the start, added up per name and dimensions."""

    def __init__(self) -> None:
        self._series: dict[tuple[str, str, tuple[tuple[str, str], ...]], list[float]] = {}
        self._guard = threading.Lock()

    def add(self, samples: tuple[Sample, ...]) -> None:
        """Count the samples in."""
        with self._guard:
            for s in samples:
                self._series.setdefault((s.name, s.unit, s.dimensions), []).extend(s.values)

    def to_json(self) -> list[dict[str, Any]]:
        """Return one object per series, by name: name, unit, dimensions, count, sum, min, max."""
        with self._guard:
            return [
                {
                    "name": name,
                    "unit": unit,
                    "dimensions": dict(dimensions),
                    "count": len(values),
                    "sum": sum(values),
                    "min": min(values),
                    "max": max(values),
                }
                for (name, unit, dimensions), values in sorted(self._series.items())
                if values
            ]


class FunctionOutput(TextIOBase):
    """What a function prints: whole lines, EMF records to the metrics, the rest passed on."""

    def __init__(self, passed_on: TextIO, metrics: Metrics) -> None:
        self._passed_on = passed_on
        self._metrics = metrics
        self._begun = ""

    def writable(self) -> bool:
        """Return True: this is an output."""
        return True

    def write(self, text: str) -> int:
        """Take text; a line counts when it is complete."""
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            self._take(line)
        return len(text)

    def flush(self) -> None:
        """Pass on what has come so far."""
        if not self._passed_on.closed:
            self._passed_on.flush()

    def _take(self, line: str) -> None:
        samples = parse_emf(line)
        self._metrics.add(samples)
        if not samples and line.strip() and not self._passed_on.closed:
            self._passed_on.write(line + "\n")
