"""How much of what is tried by chance, or out of many: a part in `make test`, more of it at night."""

from __future__ import annotations

import os

#: `make test-nightly` asks for it.
MANY = bool(os.environ.get("WHENCE_TEST_MANY"))


def tried(usual: int) -> int:
    """How many examples hypothesis is to try, where `usual` would be enough for a release."""
    return 5 * usual if MANY else max(usual // 3, 3)
