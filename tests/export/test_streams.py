"""Exporters of many reports: each is written before the next is taken."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from tests.readings import port, resolved
from whence.export.citron import CitronExporter
from whence.export.conll import ConllExporter
from whence.export.jsonld import JsonLdExporter
from whence.export.web_annotation import AnnotationExporter
from whence.ports import Exporter, Result


@pytest.mark.parametrize(
    "exporter", [AnnotationExporter(), CitronExporter(), JsonLdExporter(), ConllExporter()]
)
def test_memory_does_not_grow_with_the_reports(exporter: Exporter) -> None:
    out = io.StringIO()

    def stream() -> Iterator[Result]:
        for number in range(4):
            before = out.tell()
            yield resolved(port(f"{number}.txt"))
            # Sources differ, so each report's words are its own.
            assert out.getvalue()[before:].count("Ada Venn") > 0

    exporter.write(stream(), out)
