"""What the last model that was written got right, kept beside the texts it was made of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def is_worse(right: float, report: Path, *, by: float) -> bool:
    """Return, and say, whether a model gets so much less right than the last one that was kept."""
    last = _last_right(report)
    if right >= last - by:
        return False
    print(f"train: {right:.1%} are right, {last:.1%} were; not written (--accept)")
    return True


def _last_right(report: Path) -> float:
    """Return the share the last model got right of what was held back; 0.0 when there is none."""
    if not report.exists():
        return 0.0
    return float(json.loads(report.read_text(encoding="utf-8"))["right"])


def write_report(report: Path, said: Mapping[str, Any]) -> None:
    """Keep what a model got right: at least its `texts`, and of them `right`, 0..1."""
    report.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
