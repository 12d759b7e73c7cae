"""whence: reads news reports and finds who says what in them.

    bytes ──ingest──▶ Report ──extract──▶ Reading ──resolve──▶ Resolution ──ledger──▶ rows
              └──────── Rejected: a value, from any stage ─────────┴──export──▶ people

Folders are verbs (stages), records are nouns (what flows between them):

    records    Report, Reading, Attribution, ...: frozen values
    errors     what is raised for the operator
    ports      what a stage asks of what it is given
    settings   what can be set: TOML file, environment
    encoder    texts to scores: the model; knows nothing of news
    ingest     bytes to reports
    extract    reports to readings
    resolve    readings to resolutions: who, when, where, how many, how sure
    ledger     the database: what was read, stored and queried
    compare    reports to findings: copies, events, figures that disagree
    review     people's decisions, applied to what was read
    export     all of it as text, as a page, and in standard formats
    pipeline   the order of the stages
    plugins    parsers, readers, stores and exporters of other packages
    bootstrap  settings to a pipeline: the only place where things are built
    api        the names below: documents, ledgers, tables
    compat     a spaCy pipeline component, textacy's quotations
    serve      the interfaces: command line, web pages, HTTP API

The names that most need:

    import whence

    document = whence.read("“We are leaving,” Ada Venn said.")
    for quotation in document.quotations:
        print(quotation.speaker, quotation.act, quotation.content)

    for document in whence.read_all(["reports/"]):
        ...

    with whence.open("claims.db") as ledger:
        ledger.add(["reports/"])
        ledger.claims(speaker="Pell").to_pandas()
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whence.api.document import Assertion, Document, Quotation
    from whence.api.frames import Rows
    from whence.api.ledger import Ledger, open  # noqa: A004  as dbm, gzip and tarfile have it
    from whence.api.reading import read, read_all
    from whence.errors import WhenceError
    from whence.records import Rejected, Span
    from whence.settings import Settings

__version__ = "0.1.0"

#: Name -> the module it comes from. Imported when first asked for, so that `import whence` takes
#: milliseconds and the model's libraries only load for a reading.
_HOMES = {
    "Assertion": "whence.api.document",
    "Document": "whence.api.document",
    "Ledger": "whence.api.ledger",
    "Quotation": "whence.api.document",
    "Rejected": "whence.records",
    "Rows": "whence.api.frames",
    "Settings": "whence.settings",
    "Span": "whence.records",
    "WhenceError": "whence.errors",
    "open": "whence.api.ledger",
    "read": "whence.api.reading",
    "read_all": "whence.api.reading",
}

__all__ = [
    "Assertion",
    "Document",
    "Ledger",
    "Quotation",
    "Rejected",
    "Rows",
    "Settings",
    "Span",
    "WhenceError",
    "__version__",
    "open",
    "read",
    "read_all",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'whence' has no attribute {name!r}")
    found: object = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
