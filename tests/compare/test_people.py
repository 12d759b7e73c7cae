"""One victim under a short and a full name, and where it cannot be known whose the short one is."""

from __future__ import annotations

import pytest

from whence.compare.events import _fuller

NAMES = {
    ("Anton", "killed"), ("Anton Resk", "killed"), ("Olsik", "killed"), ("Daniel Olsik", "killed"),
    ("Eva Olsik", "killed"), ("Jana", "killed"), ("Jana Holt", "injured"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "fuller"),
    [
        ("Anton", "Anton Resk"),
        ("Anton Resk", "Anton Resk"),
        ("Olsik", "Olsik"),  # Daniel or Eva: it is not said
        ("Jana", "Jana"),  # the one who was hurt is another, for all that is known
    ],
)
def test_a_short_name_is_the_only_longer_one_s(name: str, fuller: str) -> None:
    # The names and roles alone count here, not what is known of each.
    assert _fuller(NAMES)[name, "killed"] == fuller  # type: ignore[arg-type]
