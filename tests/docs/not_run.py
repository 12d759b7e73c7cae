"""Command lines of the documentation that `make test` does not run, and why.

A line that is neither run nor here fails the test, and so does a line here that no page has any
more. Those that can be run are run in `make test-nightly`.
"""

from __future__ import annotations

import re

#: A pattern that the whole line matches -> the reason.
NOT_RUN = {
    r"git clone .*": "fetches the repository",
    r"([A-Z_]+=\S+ )?make( [a-z-]+)?": "tested by what it runs; installs, trains or measures",
    r"(\.venv/bin/)?pip install .*|\.venv/bin/python -m pip .*": "installs from a package index",
    r"(\.venv/bin/)?python -m (training|benchmarks)\b.*": "needs annotated sets that are not ours",
    r"datasette .*": "a server of another project",
    r"whence completion bash >> .*": "writes to the home folder; test_completion.py runs it",
    r"man whence": "needs the system's man",
    r"curl .*": "asks a server; tests/docs/test_served.py asks the same addresses",
    r".*https?://(?!127\.0\.0\.1).*": "fetches an address",
    r"(\.venv/bin/)?whence serve\b.*": "goes on until it is stopped; test_served.py runs it",
    r"whence batch archive/ .*": "README runs it; nightly",
    r"(\.venv/bin/)?whence batch-compare claims": "slow; nightly",
    r"WHENCE_BUNDLE=training/.*": "needs a bundle that was trained",
    r"(\.venv/bin/)?whence .*--engine ray.*": "needs a cluster",
    r"(\.venv/bin/)?whence .*postgresql://.*": "needs a database server",
    r"(\.venv/bin/)?whence account (add|password) [^<]*": "asks for a password at the terminal",
    r".*whence token add ada .*": "of an account that is asked for; the developer's guide runs one",
}


def reason(line: str) -> str | None:
    """Why a line is not run, if it is not."""
    bare = re.sub(r"\s+#.*$", "", line)
    return next((why for pattern, why in NOT_RUN.items() if re.fullmatch(pattern, bare)), None)
