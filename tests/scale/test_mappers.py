"""Every engine: each task once, whatever becomes of the processes that do them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scale.tasks import broken, building
from whence.errors import WorkerError
from whence.ports import Mapper
from whence.scale.local import LocalMapper


@pytest.fixture(scope="module")
def cluster() -> Iterator[Mapper]:
    ray = pytest.importorskip("ray")
    from whence.scale.ray import RayMapper

    # Ray's own threads close sockets late, which Python warns of.
    yield RayMapper(2)
    ray.shutdown()


@pytest.fixture(params=["local", "ray"])
def mapper(request: pytest.FixtureRequest) -> Mapper:
    if request.param == "local":
        return LocalMapper(2)
    found: Mapper = request.getfixturevalue("cluster")
    return found


def test_each_task_once_and_a_process_that_dies_costs_no_other(
    mapper: Mapper, tmp_path: Path
) -> None:
    found = list(mapper.map(building(tmp_path), range(10)))
    assert sorted(one[0] for one in found) == list(range(10))
    values = {task: value for task, value, _ in found if value is not None}
    assert {task: value[0] for task, value in values.items()} == {
        n: n * n for n in range(10) if n not in (3, 7)
    }
    faults = {task: fault for task, _, fault in found if fault is not None}
    assert faults.keys() == {3, 7}
    assert faults[3] == "ValueError: three is no good"
    assert "died 3 times" in faults[7]
    # What raises is not tried again, what kills its process three times in all.
    assert (tmp_path / "tried-3").read_text(encoding="utf-8") == "x"
    assert (tmp_path / "tried-7").read_text(encoding="utf-8") == "xxx"
    assert (tmp_path / "tried-5").read_text(encoding="utf-8") == "xx"


def test_no_task_is_no_work(mapper: Mapper, tmp_path: Path) -> None:
    assert list(mapper.map(building(tmp_path), [])) == []


def test_a_worker_that_cannot_start_says_why(mapper: Mapper) -> None:
    with pytest.raises(WorkerError, match="RuntimeError: no model"):
        list(mapper.map(broken, [1, 2]))


def test_a_missing_cluster_is_reported_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ray = pytest.importorskip("ray")
    from whence.scale.ray import RayMapper

    # Ray itself would try for minutes.
    monkeypatch.setattr(ray, "init", lambda **_: pytest.fail("Ray was asked for it"))
    with pytest.raises(WorkerError, match=r"no Ray cluster at 127\.0\.0\.1:1: ConnectionRefused"):
        RayMapper(1, "127.0.0.1:1")


class TestLocal:
    def test_tasks_share_the_processes(self, tmp_path: Path) -> None:
        found = list(LocalMapper(2).map(building(tmp_path), [1, 2, 4, 6, 8, 9]))
        assert len({value[1] for _, value, _ in found if value}) <= 2

    def test_processes_end_with_their_parent(self, tmp_path: Path) -> None:
        found = LocalMapper(1).map(building(tmp_path), [1, 2])
        _, value, _ = next(found)
        assert value is not None
        found.close()  # type: ignore[attr-defined]
        with pytest.raises(ProcessLookupError):
            os.kill(value[1], 0)

    def test_processes_end_when_their_parent_is_killed(self, tmp_path: Path) -> None:
        code = (
            "from pathlib import Path\n"
            "from tests.scale.tasks import building\n"
            "from whence.scale.local import LocalMapper\n"
            "if __name__ == '__main__':\n"
            f"    for done in LocalMapper(1).map(building(Path({str(tmp_path)!r})), [1, 2]):\n"
            "        print(done.value[1], flush=True)\n"
            "        input()\n"
        )
        script = tmp_path / "job.py"
        script.write_text(code, encoding="utf-8")
        job = subprocess.Popen(
            [sys.executable, script],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert job.stdout is not None
        worker = int(job.stdout.readline())
        job.kill()
        job.communicate()
        for _ in range(2400):  # ends what hangs
            if not is_alive(worker):
                return
            time.sleep(0.05)
        pytest.fail("the process goes on without its parent")


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except FileNotFoundError:
        return False
    return state[0] != "Z"
