"""Labelled cues: ids and offsets only, and each label on the first word of its cue."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.corpora import stance


def test_the_file_holds_ids_and_offsets_only() -> None:
    seen = set()
    for line in stance.FILE.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        assert set(label) == {"id", "annotator", "cue", "stance"}
        assert label["stance"] in stance.STANCES
        assert all(start < end for start, end in label["cue"])
        seen.add((label["id"], label["cue"][0][0]))
    assert len(seen) == len(stance.FILE.read_text(encoding="utf-8").splitlines()) > 600


def test_each_part_has_its_own_reports_and_every_stance() -> None:
    train, test = stance.marks("train"), stance.marks("test")
    assert not set(train) & set(test)
    for part in (train, test):
        assert {label for spans in part.values() for *_, label in spans} == set(stance.STANCES)


def test_the_label_is_on_the_first_word_of_the_cue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Ada Venn has denied it. Pell: no."
    cues = [(9, 19, "statement"), (28, 29, "statement")]
    lines = [
        json.dumps({"id": "r", "annotator": "a", "cue": [[start, end]], "stance": label})
        for start, end, label in cues
    ]
    file = tmp_path / "stance.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(stance, "FILE", file)
    row = {"id": "r", "annotator": "a", "text": text}
    monkeypatch.setattr(stance, "rows", lambda name: [row, {**row, "annotator": "b"}])
    (example,) = stance.load("train") + stance.load("test")
    assert [text[a:b] for a, b, _ in example.spans["stance"]] == ["has", ":"]
