"""What else finds articles in web pages, on the same pages as whence, by the scorer of the pages.

trafilatura with both of its settings, readability-lxml, newspaper4k, goose3 and jusText, each as
its own documentation calls it; one that is not installed is a remark.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.measure import Part
from benchmarks.quality.gold import Missing

SHARED = Path(__file__).parents[3] / "shared"
PAGES = SHARED / "data" / "pages"
_SCORER = SHARED / "score" / "score_pages.py"

#: A page's markup and address to the report's parts that the scorer reads.
Way = Callable[[str, str], dict[str, Any]]


def _whence(markup: str, _url: str) -> dict[str, Any]:
    from whence.ingest import html, limits
    from whence.ingest.assemble import Draft

    bounded = limits.bounded(markup)
    draft = html.read(bounded.markup) if isinstance(bounded, limits.Bounded) else None
    if not isinstance(draft, Draft):
        return {}
    return {
        "title": draft.title,
        "text": draft.text,
        "published": draft.published.value if draft.published else None,
        "publisher": draft.publisher,
        "byline": draft.byline,
    }


def _trafilatura(markup: str, url: str, *, precise: bool = False) -> dict[str, Any]:
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        markup, url=url, with_metadata=True, include_comments=False, favor_precision=precise
    )
    if found is None:
        return {}
    metadata = found.as_dict()
    return {
        "title": metadata.get("title"),
        "text": metadata.get("text") or "",
        "published": metadata.get("date"),
        "publisher": metadata.get("sitename"),
        "byline": metadata.get("author"),
    }


def _precise(markup: str, url: str) -> dict[str, Any]:
    return _trafilatura(markup, url, precise=True)


def _readability(markup: str, _url: str) -> dict[str, Any]:
    from lxml import html
    from readability import Document

    document = Document(markup)
    body = html.fromstring(document.summary(html_partial=True))
    return {"title": document.short_title(), "text": "\n".join(body.itertext())}


def _newspaper(markup: str, url: str) -> dict[str, Any]:
    import newspaper

    article = newspaper.Article(url or "https://page.example/", language="en")
    article.download(input_html=markup)
    article.parse()
    when = article.publish_date
    return {
        "title": article.title,
        "text": article.text,
        "published": when.isoformat() if hasattr(when, "isoformat") else None,
        "byline": ", ".join(article.authors),
    }


def _goose(markup: str, _url: str) -> dict[str, Any]:
    from goose3 import Goose

    article = Goose({"enable_image_fetching": False}).extract(raw_html=markup)
    return {"title": article.title, "text": article.cleaned_text}


def _justext(markup: str, _url: str) -> dict[str, Any]:
    import justext

    found = justext.justext(markup, justext.get_stoplist("English"))
    return {"text": "\n".join(one.text for one in found if not one.is_boilerplate)}


#: What is measured, by the module that it needs.
WAYS: dict[str, tuple[str, Way]] = {
    "whence": ("whence", _whence),
    "trafilatura": ("trafilatura", _trafilatura),
    "trafilatura, precise": ("trafilatura", _precise),
    "readability-lxml": ("readability", _readability),
    "newspaper4k": ("newspaper", _newspaper),
    "goose3": ("goose3", _goose),
    "jusText": ("justext", _justext),
}


def tell(part: Part, folder: Path) -> None:
    """Adds each tool's scores on the pages with gold, and its seconds of a processor."""
    if not (PAGES / "gold.jsonl").exists():
        raise Missing("the pages of ../shared/data/pages are not here")
    gold = [json.loads(x) for x in (PAGES / "gold.jsonl").read_text("utf-8").splitlines()]
    pages = [(one, _markup(PAGES / "html" / one["file"])) for one in gold]
    table: dict[str, dict[str, float]] = {}
    for name, (module, way) in WAYS.items():
        if not find_spec(module):
            part.remarks.append(f"left out: {name} is not installed")
            continue
        table[name] = _scored(way, pages, folder / f"{module}.jsonl")
    for name, scores in table.items():
        for key, value in scores.items():
            part.add(f"pages, {name}: {key}", value, "s" if key == "seconds" else "")
    part.remarks.append("pages:\n" + "\n".join(rows(table)))


def rows(table: dict[str, dict[str, float]]) -> list[str]:
    """The table as lines: one tool each, a column for each score."""
    columns = list(dict.fromkeys(key for scores in table.values() for key in scores))
    lines = [f"{'':<22}" + "".join(f"{column:>16}" for column in columns)]
    for name, scores in table.items():
        cells = (f"{scores[c]:.3f}" if c in scores else "-" for c in columns)
        lines.append(f"{name:<22}" + "".join(f"{cell:>16}" for cell in cells))
    return lines


def _markup(file: Path) -> str:
    from whence.ingest import sniff

    found = sniff.decode(gzip.decompress(file.read_bytes()), html=True)
    return found if isinstance(found, str) else ""


def _scored(way: Way, pages: list[tuple[dict[str, Any], str]], out: Path) -> dict[str, float]:
    begun = time.process_time()
    with out.open("w", encoding="utf-8") as lines:
        for gold, markup in pages:
            try:
                report = way(markup, gold["url"] or "")
            except Exception:  # noqa: BLE001  a page that a tool fails on is one that it lost
                report = {}
            if report.get("text"):
                line = {"report": {"source": gold["file"], **report}}
                lines.write(json.dumps(line, ensure_ascii=False) + "\n")
    seconds = time.process_time() - begun
    scores = out.with_suffix(".scores.json")
    subprocess.run(
        [sys.executable, _SCORER, PAGES / "gold.jsonl", out, "--json", scores],
        check=True,
        capture_output=True,
    )
    summary = json.loads(scores.read_text("utf-8"))["summary"]
    keys = {
        "body F1": "f1",
        "title exact": "title_exact",
        "same day": "date_same",
        "publisher": "publisher_same",
        "authors": "authors_recall",
    }
    found = {shown: summary[key]["mean"] for shown, key in keys.items() if key in summary}
    return found | {
        "lost": float(summary["body_lost"]),
        "boilerplate": float(summary["boilerplate"]),
        "seconds": round(seconds, 2),
    }
