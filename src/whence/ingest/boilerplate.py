"""What a page has beside the article: recognised by its words, its box's names, or its heading.

Pleas, forms, lists of cookies and of other stories, bylines' boxes and rights lines are addressed
to the reader or about the page, and are no news: none of it may become a claim of the outlet's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whence.ingest import dates
from whence.ingest.text_runs import Run
from whence.lang import patterns, words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BESIDE = words("pages", "boxes beside")
_DOUBTFUL = words("pages", "boxes doubtful")
_HEADINGS = words("pages", "headings beside")
_HEADS = patterns("page_talk", "headings beside")
_READER_WORDS = words("pages", "reader words")

#: Elements that never contain an article, whatever their names.
_ELEMENTS = frozenset({"nav", "aside", "footer", "dialog", "menu", "fieldset"})

#: Whole paragraphs that are about the page or the reader; each must match to its end.
_WHOLE = patterns("page_talk", "whole paragraphs")
#: Found anywhere in a paragraph that is no quotation.
_HOLDS = patterns("page_talk", "in paragraphs")
_BUTTON = patterns("page_talk", "buttons")
_FIELDS = (
    ".//textarea | .//input[@type='email' or contains(@name,'mail') or contains(@id,'mail')"
    " or contains(@placeholder,'mail')]"
)
#: A time of day, as over an entry of a live page.
TIME = re.compile(
    r"(?i)(?:updated?\s+)?(?:at\s+)?[0-2]?\d(?:[.:h][0-5]\d|\s*[ap]\.?m\b)(?:\s*[ap]\.?m\b\.?)?"
    r"(?:\s+(?:[A-Z]{2,4}|local\s+time)\b)?"
)
_AGO = re.compile(
    r"(?i)(?:updated?\s+)?(?:\d{1,3}|an?|one)\s*(?:min(?:ute)?s?|m|h|hrs?|hours?|days?)\s+ago"
)
_QUOTED = re.compile(r"[\"“][^\"“”]{0,2000}(?:[\"”]|$)")
_SENTENCES = re.compile(r"[.!?…]+[\"”’)]*(?:\s+|$)")
_ADDRESS = re.compile(
    r"(?i)\b(?:we|we['’]re|we['’]ve|we['’]ll|our|us|you|your|you['’]re|yours|ours)\b"
)
_TOKEN = re.compile(r"[\w-]+")
_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
#: Words: a shorter paragraph shows little by how it talks.
_ENOUGH = 6
_PLAIN = re.compile(r"[^\w’' ]+")
#: Characters.
_LONGEST_HEADING = 60
#: Letters of a line that may be a date.
_DATED = 90


def heads_boilerplate(heading: str) -> bool:
    """Whether a heading names what is not the article: "Most popular", "3 comments"."""
    if len(heading) > _LONGEST_HEADING:
        return False
    plain = " ".join(_PLAIN.sub(" ", heading.casefold()).split())
    first = " ".join(plain.split()[:2])
    return (
        plain in _HEADINGS
        or bool(_HEADS.fullmatch(plain))
        or (
            len(plain.split()) <= 6
            and first in {"more from", "related to", "read more", "sign up", "more on"}
        )
    )


def by_words(words_: str) -> str | None:
    """Why a paragraph is not the article's by its own words; None where they do not decide."""
    if _WHOLE.fullmatch(words_):
        return "it is a line about the page"
    if len(words_) <= _DATED and (is_time(words_) or is_date(words_)):
        return "it is the page's date"
    plain = _QUOTED.sub(" ", words_)
    found = _HOLDS.search(plain)
    if found:
        return f"it talks to the reader: “{' '.join(found.group().split())[:60]}”"
    if talks(plain):
        return "it talks to the reader of the page itself"
    return None


def is_date(line: str) -> bool:
    """Whether a line is a date and little else: "Xinhua | Updated: 2017-09-15 17:52"."""
    if dates.is_part(line):
        return True
    moment = dates.find(line)
    if moment is None or line.rstrip().endswith("."):
        return False
    rest = line[: moment.start] + line[moment.end :]
    return len(re.findall(r"[^\W\d_]{3,}", rest)) <= 3


def is_time(words_: str) -> bool:
    """Whether words are a time and nothing else: "11:42", "5 minutes ago"."""
    return bool(TIME.fullmatch(words_) or _AGO.fullmatch(words_))


def addresses(words_: str) -> bool:
    """Whether most of a paragraph's sentences, quotations aside, say we or you."""
    parts = [part for part in _SENTENCES.split(_QUOTED.sub(" ", words_)) if part.strip()]
    return bool(parts) and sum(bool(_ADDRESS.search(part)) for part in parts) * 2 >= len(parts)


def talks(plain: str) -> bool:
    """Whether words outside quotations talk to the reader, on the usual subjects of pages."""
    tokens = [word.casefold() for word in _TOKEN.findall(plain)]
    if len(tokens) < _ENOUGH:
        return False
    sentences = max(1, sum(1 for part in _SENTENCES.split(plain) if part.strip()))
    addressed = sum(1 for part in _SENTENCES.split(plain) if part.strip() and _ADDRESS.search(part))
    of_pages = sum(token in _READER_WORDS for token in tokens)
    return (
        addressed * 2 >= sentences
        and of_pages >= max(2, sentences)
        and of_pages * 14 >= len(tokens)
    )


def by_box(run: Run, least: int) -> str | None:
    """Why a run is not the article's by the boxes around it.

    Boxes with `least` letters or more are the article's own, whatever their names.
    """
    for box in run.box.around():
        if box.letters >= least or box.tag == "body":
            break
        if box.hidden:
            return "it is hidden"
        if box.tag in _ELEMENTS:
            return f"it is in <{box.tag}>"
        sure = box.named & _BESIDE - _DOUBTFUL
        if sure:
            return f"it is in a box called “{min(sure)}”"
        doubtful = box.named & _DOUBTFUL
        if doubtful and box.tag not in ("p", "article", "main", "section"):
            return f"it is in a box called “{min(doubtful)}”"
    return None


def asks(top: HtmlElement) -> set[HtmlElement]:
    """The elements of a page around its fields for addresses and comments, from within."""
    found: set[HtmlElement] = set()
    for field in top.xpath(_FIELDS):
        found.update(field.iterancestors())
    return found


def is_button(run: Run) -> bool:
    """Whether a run is a link that asks for money or a name: "Donate now"."""
    return run.share_linked > 0.9 and bool(_BUTTON.fullmatch(run.words))


def is_sentence(words_: str) -> bool:
    """Whether words read as a sentence that ends."""
    return len(_TOKEN.findall(words_)) >= _ENOUGH and bool(_STOP.search(words_))


def is_prose(run: Run) -> bool:
    """Whether a run reads as a paragraph: a sentence that ends, and not all of it a link."""
    return (
        run.heading is None
        and len(run.tokens) >= _ENOUGH
        and bool(_STOP.search(run.words))
        and (run.share_linked < 0.6 or len(run.tokens) > 30 or _is_clause(run))
    )


def _is_clause(run: Run) -> bool:
    """Whether what is linked is a part of a sentence, and no headline: it goes on in lower case."""
    return bool(run.links) and all(
        link[:1].islower() and not run.words.startswith(link) for link in run.links
    )
