"""Values of times that a person may type."""

from __future__ import annotations

import pytest

from whence.review.timex import is_timex


@pytest.mark.parametrize(
    "value",
    [
        "2025-09-03", "2025-09", "2025", "199", "2025-W36", "2025-W36-WE", "2025-Q3", "2025-SU",
        "2025-09-03T14:00", "2025-09-03T14:00+02:00", "2025-09-03TMO", "XXXX-09-03", "BC0044",
        "P3D", "P1Y", "PXW", "PXC", "PT20M", "P1DT3H", "PRESENT_REF", "FUTURE_REF",
    ],
)  # fmt: skip
def test_those_of_timex3(value: str) -> None:
    assert is_timex(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "P",
        "next Tuesday",
        "3 Sep 2025",
        "2025-9-3",
        "2025-13",
        "2025-02-30",
        "2025-09-03 14:00",
    ],
)
def test_slips(value: str) -> None:
    assert not is_timex(value)
