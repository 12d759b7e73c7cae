"""Rate limits for each client: token buckets in memory, of a bounded number."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import msgspec

Clock = Callable[[], float]
#: Clients that are remembered; the one that asked longest ago is forgotten first.
MOST = 10_000


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """So many in so many seconds; `burst` of them at once."""

    count: int
    seconds: float
    burst: int


class Buckets:
    """One bucket for each client: full at first, refilled at the rate. For one thread."""

    def __init__(self, rate: Rate, clock: Clock, most: int = MOST) -> None:
        self._rate = rate
        self._clock = clock
        self._most = most
        #: what is left, and since when; the most recent client comes last
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._left)

    def wait(self, key: str) -> float:
        """Seconds until one more may be taken; 0 for now."""
        left = self._now(key)
        return 0.0 if left >= 1 else (1 - left) * self._rate.seconds / self._rate.count

    def take(self, key: str) -> float:
        """Takes one if allowed; else takes none, and returns the seconds to wait."""
        wait = self.wait(key)
        if wait == 0:
            self._left[key] = (self._now(key) - 1, self._clock())
            self._left.move_to_end(key)
            while len(self._left) > self._most:
                self._left.popitem(last=False)
        return wait

    def _now(self, key: str) -> float:
        rate, now = self._rate, self._clock()
        left, then = self._left.get(key, (float(rate.burst), now))
        return min(float(rate.burst), left + (now - then) * rate.count / rate.seconds)
