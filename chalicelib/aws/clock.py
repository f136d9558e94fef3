"""The one clock. Nothing else in this service asks what time it is."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """ports.Clock by the machine's clock, which Lambda keeps in step."""

    def now(self) -> datetime:
        """Return the present, aware UTC."""
        return datetime.now(UTC)
