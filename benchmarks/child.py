"""A command's wall time and peak memory: `python -I -S child.py COMMAND ...` prints them as JSON.

A process of its own, and a small one: Linux counts into a child's peak what its parent held when
it was started, so a benchmark with numpy and a model in memory would measure itself.
"""

import json
import os
import subprocess
import sys
import time


def main() -> None:
    """Runs the command without output; one JSON object on stdout."""
    with open(os.devnull, "r+b") as nothing:  # noqa: PTH123  pathlib is not worth its memory here
        began = time.perf_counter()
        child = subprocess.Popen(sys.argv[1:], stdin=nothing, stdout=nothing, stderr=nothing)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
    # In kilobytes, but for macOS, where it is in bytes.
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    found = {
        "code": os.waitstatus_to_exitcode(status),
        "seconds": seconds,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak_mib": peak / 2**20,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
