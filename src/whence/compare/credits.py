"""Who a report credits: the agency in its dateline, "reporting by", "contributed".

A credit links a report to its origin even where the text was rewritten.
"""

from __future__ import annotations

import re

from whence.compare.frequencies import words_of
from whence.records import Report

#: Agencies by the words for them, with their standard name.
AGENCIES = {
    "ap": "Associated Press",
    "associated press": "Associated Press",
    "the associated press": "Associated Press",
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "afp": "Agence France-Presse",
    "agence france presse": "Agence France-Presse",
    "upi": "United Press International",
    "dpa": "dpa",
    "xinhua": "Xinhua",
    "tass": "TASS",
    "interfax": "Interfax",
    "ukrinform": "Ukrinform",
    "anadolu": "Anadolu",
    "anadolu agency": "Anadolu",
    "bloomberg": "Bloomberg",
    "kyodo": "Kyodo",
    "yonhap": "Yonhap",
    "pti": "Press Trust of India",
    "ians": "IANS",
    "ani": "ANI",
    "efe": "EFE",
    "ansa": "ANSA",
    "pa": "PA Media",
    "pa media": "PA Media",
    "press association": "PA Media",
    "cnn": "CNN",
    "bbc": "BBC",
    "agencies": "agencies",
    "news agencies": "agencies",
    "wire reports": "agencies",
    "wire services": "agencies",
}
#: "KYIV, Sept 3 (Reuters) - ", "WASHINGTON (AP) -- ".
_DATELINE = re.compile(r"\(([^()\n]{2,40})\)\s*[-–—_]")
#: A line's end: "... editing by R. Abelard (Meridian Wire)".
_SIGNED = re.compile(r"\(([^()\n]{2,40})\)\s*$")
_REPORTING = re.compile(r"\b(?:report|writ|edit)ing by\b", re.IGNORECASE)
_CONTRIBUTED = re.compile(
    r"(?:^|[.\n(]\s*)(?:The )?([A-Z][\w .&-]{1,40}?)(?: also)? contributed to this", re.MULTILINE
)
_COPYRIGHT = re.compile(
    r"(?:copyright|©)\s*(?:\d{4})?\s*(?:by )?(?:the )?([A-Z][\w ]{1,40})", re.IGNORECASE
)
#: Characters in which datelines are looked for. A guess.
_BEGINNING = 400


def credits_of(report: Report) -> tuple[str, ...]:
    """The agencies that the report credits, each by its standard name, in the order of the text."""
    datelines = _DATELINE.findall(report.text[:_BEGINNING])
    found = [_agency(words) or words.strip() for words in datelines]
    lines = [line.strip() for line in report.text.splitlines() if line.strip()]
    for line in lines[-4:]:
        signed = _SIGNED.search(line)
        if signed and _REPORTING.search(line) and not _REPORTING.search(signed[1]):
            found.append(_agency(signed[1]) or signed[1].strip())
    for pattern in (_CONTRIBUTED, _COPYRIGHT):
        found += [name for m in pattern.finditer(report.text) if (name := _agency(m[1]))]
    for line in (report.byline or "", *lines[:3], *lines[-3:]):
        if name := _agency(line):
            found.append(name)
    return tuple(dict.fromkeys(found))


def _agency(words: str) -> str | None:
    """The agency that is named by all of some words."""
    return AGENCIES.get(" ".join(words_of(words)))
