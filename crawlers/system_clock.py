"""The machine's clock; fits `crawlers.ports.Clock` by shape."""

import time
from datetime import UTC, datetime


class SystemClock:
    """Tells the machine's time. Only waits are measured with the clock that never jumps."""

    def now(self) -> datetime:
        """Return the present time, UTC and aware."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never run backwards."""
        return time.monotonic()
