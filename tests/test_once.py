"""What is made once is what would be made each time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.once import Remembering, made_once
from tests.readings import PORT, report
from whence import bootstrap
from whence.errors import SettingsError
from whence.extract.neural import NeuralReader
from whence.records import Reading, Report
from whence.settings import Settings


class Counting:
    """The reader that ships, and how many reports it was given at a time."""

    def __init__(self, neural: NeuralReader) -> None:
        self.reader = neural.reader
        self.given: list[int] = []
        self._neural = neural

    def read(self, reports: Sequence[Report]) -> list[Reading]:
        self.given.append(len(reports))
        return self._neural.read(reports)


def test_a_reading_that_is_remembered_is_the_one_that_was_read(
    neural: NeuralReader, tmp_path: Path
) -> None:
    counting = Counting(neural)
    first = [report(PORT), report("Ada Venn said so on Monday.", source="b.txt")]
    again = [report("Ada Venn said so on Monday.", source="c.txt"), report(PORT, source="d.txt")]
    third = report(PORT, title="Blast at Port Sulla")
    here, there = (Remembering(counting, tmp_path) for _ in range(2))
    assert here.read(first) == neural.read(first)
    for reader in (here, there):  # of this process, and of another
        assert reader.read(again) == neural.read(again)
    assert counting.given == [2]
    assert there.read([third, *again]) == neural.read([third, *again])
    assert counting.given == [2, 1]


def test_a_command_in_this_process_remembers_and_a_bundle_of_a_test_s_own_is_opened() -> None:
    own = bootstrap.own_reader(Settings())
    assert isinstance(own, Remembering)
    assert bootstrap.own_reader(Settings(threads=1)) is own
    with pytest.raises(SettingsError, match="ask for the fast one"):
        bootstrap.own_reader(Settings(bundle="here", fast=True))


def test_a_folder_is_made_by_the_first_to_want_it(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "a.txt").write_text("a", encoding="utf-8")
        if len(made) == 1:
            raise ValueError("half of it")

    name = request.node.name
    with pytest.raises(ValueError, match="half of it"):
        made_once(tmp_path_factory, name, make)
    places = {made_once(tmp_path_factory, name, make) for _ in range(3)}
    assert [(place / "a.txt").read_text(encoding="utf-8") for place in places] == ["a"]
    assert len(made) == 2
