"""A mapper over actors of a Ray cluster, through Ray Data: the only place that imports Ray.

Each actor holds what it needs in memory once; tasks are streamed to them as they ask for more, so
no queue grows (Ray Data's back-pressure). Ray starts another actor for one that died and gives it
the task again. Results of tasks are small: rows are written where they are made.
"""

from __future__ import annotations

import logging
import os
import pickle
import socket
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from whence.errors import WorkerError, fault_of
from whence.scale.result import ATTEMPTS, Done

Task = TypeVar("Task")
Value = TypeVar("Value")

#: Seconds that a cluster may take to answer.
_PATIENCE = 10.0


class RayMapper:
    """Implements `ports.Mapper` with actors of a Ray cluster, one core each."""

    def __init__(self, workers: int | None = None, address: str | None = None) -> None:
        """Joins the cluster at an address, or starts one on this machine.

        `workers` is the most actors at a time; None is one for each core of the cluster. Raises
        `WorkerError` where Ray is not installed or the cluster cannot be reached.
        """
        try:
            import ray
        except ImportError as error:
            raise WorkerError(
                "Ray is not installed; `pip install 'whence[ray]'` does it"
            ) from error
        # What is read here is private: Ray would report its use to its makers.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        _must_answer(address)
        try:
            if not ray.is_initialized():
                # A cluster started here needs no more cores than actors, and no dashboard.
                ray.init(
                    address=address,
                    num_cpus=None if address else workers,
                    include_dashboard=None if address else False,
                    log_to_driver=False,
                    logging_level=logging.ERROR,
                )
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise WorkerError(f"no Ray cluster at {address}: {fault_of(error)}") from error
        # Ray gives this one function no types.
        cores: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
        self._workers = workers or max(1, int(cores.get("CPU", 1)))

    def map(
        self, build: Callable[[], Callable[[Task], Value]], tasks: Sequence[Task]
    ) -> Iterator[Done[Value]]:
        """Implements `ports.Mapper.map`."""
        if not tasks:
            return
        import ray
        from ray import data

        data.DataContext.get_current().enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.CRITICAL)  # failures are reported here
        rows = [{"task": n, "body": pickle.dumps(task)} for n, task in enumerate(tasks)]
        tries = ray.remote(num_cpus=0)(_Tries).remote()
        # One task a block: only that task is done again.
        found = data.from_items(rows, override_num_blocks=len(rows)).map_batches(
            _Actor,
            batch_size=1,
            compute=data.ActorPoolStrategy(min_size=1, max_size=self._workers),
            num_cpus=1,
            fn_constructor_args=(pickle.dumps(build), tries),
        )
        for row in found.iter_rows():
            number, (kind, value) = int(row["task"]), pickle.loads(row["result"])  # noqa: S301  our own
            if kind == "unbuilt":
                raise WorkerError(f"a worker could not begin: {value}")
            yield Done(number, None, value) if kind == "fault" else Done(number, value, None)


def _must_answer(address: str | None) -> None:
    """Raises `WorkerError` where nothing listens: Ray would try for minutes."""
    host, _, port = (address or "").removeprefix("ray://").rpartition(":")
    if not host or not port.isdigit():
        return  # "auto", or none: a cluster of this machine
    try:
        socket.create_connection((host, int(port)), _PATIENCE).close()
    except (OSError, OverflowError) as error:
        raise WorkerError(f"no Ray cluster at {address}: {fault_of(error)}") from error


class _Tries:
    """Counts how often each task was begun: Ray would retry one that kills its actor for ever."""

    def __init__(self) -> None:
        self._begun: Counter[int] = Counter()

    def begin(self, task: int) -> int:
        """How often it was begun, including this time."""
        self._begun[task] += 1
        return self._begun[task]


class _Actor:
    """An actor: builds once, then does task after task."""

    def __init__(self, build: bytes, tries: Any) -> None:
        self._tries = tries
        self._function: Callable[[Any], Any] | None = None
        self._unbuilt = ""
        try:
            self._function = pickle.loads(build)()  # noqa: S301  our own
        except Exception as error:  # noqa: BLE001  whatever it is, the driver reports it
            self._unbuilt = fault_of(error)

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        """Does the tasks of one batch."""
        numbers = [int(number) for number in batch["task"]]
        results = [self._result_of(n, body) for n, body in zip(numbers, batch["body"], strict=True)]
        return {"task": numbers, "result": [pickle.dumps(one) for one in results]}

    def _result_of(self, number: int, body: bytes) -> tuple[str, Any]:
        import ray

        if self._function is None:
            return "unbuilt", self._unbuilt
        if ray.get(self._tries.begin.remote(number)) > ATTEMPTS:
            return "fault", f"its actor died {ATTEMPTS} times"
        try:
            return "value", self._function(pickle.loads(body))  # noqa: S301  our own
        except Exception as error:  # noqa: BLE001  one task must not end the others
            return "fault", fault_of(error)
