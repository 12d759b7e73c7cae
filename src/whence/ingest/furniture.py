"""What a page holds beside the article: told by its words, its box's names, or a heading over it.

Pleas, forms, lists of cookies and of other stories, bylines' boxes and rights lines talk to the
reader or of the page, and are no news: none of it may become a claim of the outlet's.
"""

from __future__ import annotations

import re
from functools import cache

from whence.ingest import dates
from whence.ingest.runs import Run
from whence.lang import words

_BESIDE = words("pages", "boxes beside")
_DOUBTFUL = words("pages", "boxes doubtful")
_HEADINGS = words("pages", "headings beside")
_READER_WORDS = words("pages", "reader words")

#: Elements that hold no article, whatever their names.
_ELEMENTS = frozenset({"nav", "aside", "footer", "dialog", "menu", "fieldset"})

#: Whole paragraphs that are about the page or the reader; each must match to its end.
_WHOLE = re.compile(
    r"""(?ix)
      (?:share|tweet|print|email|save|comments?|advertisements?|sponsored|loading|close|menu)\b
        [\s\w:]{0,24}
    | (?:article|story)\s+continues\s+(?:below|after)\b.{0,60}
    | (?:scroll|continue)\b.{0,20}\b(?:continue|read|reading)\b.{0,60}
    | (?:share|follow)\s+(?:this|us|on|via)\b.{0,60}
    | \W*(?:read\s+(?:more|also|next)|see\s+also|related(?:\s+\w+){0,2}|more\s+on\s+this(?:\s+story)?
        |also(?:\s+read|\s+on\s+[\w.]+)?|watch(?:\s+\w+)?|listen(?:\s+\w+)?|more(?:\s+from\s+.{1,30})?
        |reads?|must[\s-]reads?|don['’]t\s+miss|go\s+deeper|explore|up\s+next|recommended|next)
        \s*[:\-–—|»>].{0,250}
    | (?:read\s+(?:more|next|the\s+full\s+(?:story|article)(?:\s+here)?)|see\s+also
        |most\s+(?:read|viewed|popular)|related(?:\s+(?:stories|articles|news|topics))?
        |view\s+this\s+post\s+on\s+instagram|a\s+post\s+shared\s+by\b.{0,120}|view\s+\w+|getty\s+images
        |click\s+here\b.{0,80}|skip\s+(?:to|past)\b.{0,80}|learn\s+more|show\s+more|load\s+more)\W*
    | (?:sign\s+up|subscribe|support\s+us|get\s+our|join\s+our)\b.{0,220}
    | \W*(?:©|\(c\)|copyright)\s.{0,260}
    | (?:posted\s+in|tagged|filed\s+under|tags?)\s*:?\s.{0,160}
    | topics?\s*:\s.{0,120}
    | (?:first\s+|last\s+)?(?:published|updated|posted|modified)\s*:?\s.{0,80}\d{4}.{0,40}
    | (?:like\s+this\s+(?:story|article)|enjoy(?:ed|ing)?\s+this)\b.{0,160}
    | \d+\s+min(?:ute)?s?\s+read
    | all\s+rights\s+reserved.{0,80}
    | \W*(?:source|more\s+information|journal\s+information|citation|provided\s+by)\s*:?\s.{0,400}
    """
)
#: Somewhere in a paragraph that is no quotation.
_HOLDS = re.compile(
    r"""(?ix)
      \b(?:sign\s+up|subscribe|register)\b.{0,60}\b(?:newsletters?|e-?mails?|inbox|updates|alerts|channel
        |free|podcast)\b
    | \b(?:get|receive|have)\b.{0,60}\b(?:delivered|sent|straight|directly|right)\b.{0,20}\binbox\b
    | \b(?:get|receive)\s+(?:the\s+|our\s+|all\s+)?(?:latest|breaking|best|daily|weekly|top)\b.{0,60}
        \b(?:updates|news|stories|offers|headlines|newsletters?)\b.{0,40}
        \b(?:from|by|to|in|with|via|on|every|sent|straight)\b
    | \bour\s+(?:free\s+)?(?:\w+\s+){0,2}(?:newsletters?|podcasts?|app|mailing\s+list|youtube\s+channel
        |telegram(?:\s+channel)?|whatsapp(?:\s+channel)?)\b
    | \b(?:thank\s+you|thanks)\s+for\s+(?:submitting|subscribing|signing|registering|your\s+(?:submission
        |subscription|comment|interest|support|feedback)|reading|supporting)\b
    | \bsomething\s+went\s+wrong\b | ^(?:oops|whoops|uh[ -]oh|sorry!)\b | \bcheck\s+your\s+(?:inbox|e-?mail)\b
    | \b(?:choose|pick|select|manage)\b.{0,20}\b(?:alerts|newsletters|notifications|e-?mails)\b
    | \bchip\s+in\b.{0,60}\b(?:keep|help|free|us)\b | \bthanks\s+to\s+(?:people|readers|members|supporters)\s+like\s+you\b
    | \b(?:about\s+the\s+(?:author|writer|reporter)s?)\b\s*:
    | \b(?:create|open|register\s+for|sign\s+up\s+for|set\s+up)\s+(?:a|an|your)\s+(?:free\s+)?account\b | \b(?:please\s+)?try\s+(?:again|refreshing|reloading)\b.{0,40}
        \b(?:later|page|browser|time)\b
    | \byour\s+(?:e-?mail(?:\s+address)?|comments?|subscription|browser|inbox|preferences|submission|account
        |password|ad\s*blocker|cookies?|privacy|message|feedback)\s+(?:will|has|have|is|was|does|are|could
        |must|may|settings|choices|has\s+been)\b
    | \b(?:enter|provide|confirm|submit|verify)\s+(?:a\s+|an\s+)?(?:your|valid)\b.{0,30}
        \b(?:e-?mail|address|name|comment|details)\b
    | \b(?:this|our|the)\s+(?:web\s*site|site|page)\s+(?:uses|use|requires|may\s+earn|is\s+protected)\b
    | \b(?:we|site|sites|pages)\s+use\s+(?:\w+\s+){0,3}cookies\b
    | \bcookies?\b.{0,80}\b(?:browser|website|device|preferences|visit(?:s|ors)?|consent)\b
    | \b(?:accept|reject|manage|allow|disable|enable|decline)\s+(?:all\s+)?cookies\b
    | \bby\s+(?:clicking|signing\s+up|submitting|subscribing|continuing|registering|proceeding)\b
    | \b(?:privacy\s+policy|terms\s+of\s+(?:use|service)|terms\s+and\s+conditions|cookie\s+policy)\b.{0,80}
        \b(?:apply|agree|read|see|click|here|our)\b
    | \bagree\s+to\s+(?:the|our)\b.{0,60}\b(?:terms|policy|conditions)\b
    | \b(?:all\s+rights\s+reserved|may\s+not\s+be\s+(?:published|reproduced|republished|rebroadcast))\b
    | \b(?:may|might|can|could)\s+(?:earn|receive|get|be\s+paid)\s+(?:a\s+|an\s+)?(?:small\s+)?
        (?:\w+\s+)?(?:commissions?|fee)\b
    | \b(?:make|making)\s+(?:a|your)\s+(?:\w+[\s-]){0,2}(?:donation|contribution|gift)\b
    | \b(?:donate|contribute|chip\s+in|pledge)\b.{0,60}\b(?:today|now|here|to\s+(?:us|support|help|keep))\b
    | \b(?:support|fund|funding|power|sustain)\s+(?:our|the|independent|local|quality|free|this)\b.{0,40}
        \b(?:journalism|newsroom|reporting|journalists|work|news)\b
    | \b(?:help|helps|helping)\s+(?:us|keep)\b.{0,60}\b(?:journalism|reporting|newsroom|free|news|running)\b
    | \b(?:become|becoming)\s+a\s+(?:\w+\s+)?(?:member|subscriber|supporter|patron|friend)\b.{0,60}
        \b(?:today|now|our|us|support|here|of\s+the)\b
    | \balready\s+(?:a\s+|an\s+)?(?:subscribed|subscribers?|registered|members?|contributed|have\s+an\s+account)\b
    | \b(?:follow|like|join|find)\s+(?:us|him|her|them|me)\s+on\b
    | \b(?:download|get)\s+(?:the|our)\b.{0,30}\bapp\b
    | \b(?:want|have)\s+(?:more|a\s+tip|a\s+story|news)\b.{0,60}\?
    | \b(?:e-?mail|write\s+to|contact|reach)\s+(?:us|the\s+(?:author|reporter|newsroom|writer)|him|her|me)
        \s+at\b
    | \b(?:can|may)\s+be\s+(?:reached|contacted|followed)\b.{0,30}\b(?:at|on|by|via)\b
    | \bon\s+(?:twitter|instagram|facebook|x)\s+(?:at\s+|and\s+\w+\s+(?:at\s+)?)?@\w+
    | \bclick\s+(?:here|the\s+link|on\s+the|below)\b | \b(?:log|sign)\s+in\s+(?:to|with|or)\b
    | \bto\s+(?:continue|keep)\s+reading\b | \bcomments?\s+(?:will\s+be\s+posted|are\s+(?:closed|moderated
        |subject|welcome|disabled))\b
    | \bis\s+(?:a|an|the)\s+(?:\w+[\s-]){0,4}(?:reporter|journalist|columnist|correspondent|editor
        |contributor|writer)\s+(?:\w+\s+){0,3}(?:for|at|with|of|based|covering|who\s+(?:covers|writes))\b
        .{0,200}\b(?:covers|covering|writes|follow|reach|email|e-mail|joined|previously|twitter)\b
    """
)
_QUOTED = re.compile(r"[\"“][^\"“”]{0,2000}(?:[\"”]|$)")
_SENTENCES = re.compile(r"[.!?…]+[\"”’)]*(?:\s+|$)")
_ADDRESS = re.compile(
    r"(?i)\b(?:we|we['’]re|we['’]ve|we['’]ll|our|us|you|your|you['’]re|yours|ours)\b"
)
_TOKEN = re.compile(r"[\w-]+")
_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
#: Words; a paragraph under it tells little by how it talks.
_ENOUGH = 6
_PLAIN = re.compile(r"[^\w’' ]+")
_LONGEST_HEADING = 60
#: Letters of a line that may be a date.
_DATED = 90


@cache
def _said_beside(name: str) -> bool:
    return name in _HEADINGS


def heads_furniture(heading: str) -> bool:
    """Whether a heading names what is not the article: "Most popular", "Stay connected"."""
    if len(heading) > _LONGEST_HEADING:
        return False
    plain = " ".join(_PLAIN.sub(" ", heading.casefold()).split())
    first = " ".join(plain.split()[:2])
    return _said_beside(plain) or (
        len(plain.split()) <= 6
        and first in {"more from", "related to", "read more", "sign up", "more on"}
    )


def by_words(words_: str) -> str | None:
    """Why a paragraph is none of the article's by its own words; None where they do not tell."""
    if _WHOLE.fullmatch(words_):
        return "it is a line about the page"
    if len(words_) <= _DATED and _is_date(words_):
        return "it is the page's date"
    plain = _QUOTED.sub(" ", words_)
    found = _HOLDS.search(plain)
    if found:
        return f"it talks to the reader: “{' '.join(found.group().split())[:60]}”"
    if talks(plain):
        return "it talks to the reader of the page itself"
    return None


def _is_date(line: str) -> bool:
    """Whether a line is a date and little else: "Xinhua | Updated: 2017-09-15 17:52"."""
    if dates.is_part(line):
        return True
    moment = dates.find(line)
    if moment is None or line.rstrip().endswith("."):
        return False
    rest = line[: moment.start] + line[moment.end :]
    return len(re.findall(r"[^\W\d_]{3,}", rest)) <= 3


def addresses(words_: str) -> bool:
    """Whether most of a paragraph's sentences, outside of quotations, say we or you."""
    parts = [part for part in _SENTENCES.split(_QUOTED.sub(" ", words_)) if part.strip()]
    return bool(parts) and sum(bool(_ADDRESS.search(part)) for part in parts) * 2 >= len(parts)


def talks(plain: str) -> bool:
    """Whether words outside of quotations are said to the reader, of what pages are about."""
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
    """Why a run is none of the article's by the boxes around it.

    Boxes that hold `least` letters or more are the article's own, whatever they are called.
    """
    for box in run.box.around():
        if box.letters >= least or box.tag == "body":
            break
        if box.hidden:
            return "it is hidden"
        if box.tag in _ELEMENTS:
            return f"it stands in <{box.tag}>"
        sure = box.named & _BESIDE - _DOUBTFUL
        if sure:
            return f"it stands in a box called “{min(sure)}”"
        doubtful = box.named & _DOUBTFUL
        if doubtful and box.tag not in ("p", "article", "main", "section"):
            return f"it stands in a box called “{min(doubtful)}”"
    return None


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
