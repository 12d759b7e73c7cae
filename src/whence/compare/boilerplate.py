"""Parts of a text that belong to the site and not to the report, and are ignored in comparing.

HTML is cleaned before it is compared, but scraped text (JSON, archives) often has sign-up boxes,
video captions and rights lines, and would make two reports of one site look alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][\"'”’)]*(?=\s|$)|(?=\n|$))\s*")
_BOILERPLATE = re.compile(
    r"""\b(?: java ?script | newsletters? | e-?mails? | notifications? | spam | sign(?:ing)?[ ]up
        | log(?:ged)?[ -]?in | subscri(?:be|ber|bers|bing|ption) | copyright | rights[ ]reserved
        | (?:may|must)[ ]not[ ]be[ ](?:published|reproduced|rewritten)
        | terms[ ]of[ ](?:use|service)
        | rush[ ]deadline | ad[ -]?block(?:er|ing)? | advertisement | click(?:ing)? | hashtag
        | (?:follow|like|find)[ ].{1,40}[ ](?:twitter|facebook|instagram) | on[ ]facebook
        | facebook[ ]page | tweets? | loading | read[ ]more | crime[ ]?stoppers | check[ ]back
        | download[ ].{1,20}[ ]app | free[ ]apps | having[ ]trouble | developing[ ]story
        | (?:will[ ]be|is|be)[ ]updated | contributed[ ]to[ ]this[ ]report
        | suicide[ ]prevention[ ]lifeline | hide[ ]caption | caption[ ]close | image[ ]\d+[ ]of
        | photo(?:s|graph)?:? [ ]by | getty[ ]images )\b
        | \bphotos?: | © | \S@\S+\.\w | https?:// | www\.
        | ^\W*\d?\d:\d\d[ ][A-Z] | ^\W*follow[ ]\S+:""",
    re.IGNORECASE | re.VERBOSE,
)
_VIDEO = re.compile(r"\W*\d?\d:\d\d [A-Z]")
#: Characters: a longer sentence is no box on a page, whatever words it has. A guess.
_LONGEST = 300
#: Repeats: a report does not repeat a sentence so often; a page does, under each of its pictures.
#: A guess.
_AGAIN = 3


def sentences(text: str) -> Iterator[str]:
    """The sentences and lines of a text, roughly."""
    for match in _SENTENCE.finditer(text):
        yield match.group()


def is_boilerplate(sentence: str) -> bool:
    """Whether a sentence is the site's own."""
    return len(sentence) <= _LONGEST and _BOILERPLATE.search(sentence) is not None


def is_video_title(line: str) -> bool:
    """Whether a line is of a list of videos: "1:58 Human remains found at Gig Harbor site"."""
    return _VIDEO.match(line) is not None


def without_boilerplate(text: str) -> str:
    """The text without the site's own sentences, recognised by their words or by repetition."""
    found = list(sentences(text))
    times = Counter(one.strip() for one in found)
    return "".join(one for one in found if times[one.strip()] < _AGAIN and not is_boilerplate(one))
