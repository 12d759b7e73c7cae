"""Which of a page's runs are its article, by votes and signs for and against each.

A run has the votes of those opinions that contain it. The article's box is where the voted
paragraphs are, and similar runs in it belong to the article without a vote; text addressed to the
reader, or in a box or under a heading of boilerplate, does not, whatever its votes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from whence.ingest import boilerplate
from whence.ingest.extractors import Opinion
from whence.ingest.text_runs import Box, Run

#: Points that a run needs to belong to the article.
ENOUGH = 2.0
#: Letters of a long paragraph that count, where the article's box is looked for.
_MOST_WEIGHED = 600
#: Share of the letters of likely article text that must be in its box.
_MOST_OF_IT = 0.75
#: Share of the voted paragraphs in a page's own data from which those count as complete.
_WHOLE = 0.8
#: Weight of the methods that have a block: from here on it is in the body.
_AGREED = 2.0
#: Share of the voted paragraphs from which a box is the article's own.
_MAIN = 0.25
_SENTENCE = 12  #: words of a sentence that is a link as a whole
_ENTRIES = 3  #: entries of a live page
_HEADS = frozenset({"heading", "header", "headline", "title", "head"})
#: Boxes between an article's sections and the box around them all.
_FAR = 4
#: Elements that replace paragraphs, and do not show where those are.
_INNER = frozenset(
    "p li ul ol h2 h3 h4 h5 h6 blockquote dl dt dd table tbody thead tr td th pre center".split()
)


class Judged:
    """A run, its points for and against, and whether it belongs to the article."""

    def __init__(self, run: Run, votes: Sequence[Opinion]) -> None:
        self.run = run
        self.votes = tuple(one.name for one in votes)
        self.weight = sum(one.weight for one in votes)
        self.points = self.weight
        self.prose = boilerplate.is_prose(run)
        # A run without votes that is no paragraph is a menu's: its words need no check.
        looked_at = self.prose or self.weight > 0
        self.says = boilerplate.by_words(run.words) if looked_at else None
        self.beside = self.says  #: why it is boilerplate
        self.reasons = [f"{name} has it" for name in self.votes]

    def add(self, points: float, why: str) -> None:
        """Adds points for it, or against it."""
        self.points += points
        self.reasons.append(f"{why} ({points:+g})")

    @property
    def is_article(self) -> bool:
        """Whether it belongs to the article."""
        return self.points >= ENOUGH


class _Places(NamedTuple):
    """The places of an article's paragraphs."""

    root: Box | None
    paths: frozenset[tuple[str, ...]]
    homes: frozenset[tuple[str, ...]]
    main: frozenset[tuple[str, ...]]  #: the homes of much of the article
    own: Opinion | None  #: the page's own data, where they are whole


def judge(
    runs: Iterable[Run], found: Sequence[Opinion], own: Opinion | None = None
) -> list[Judged]:
    """Every run with its points, in the page's order; `own` is the body in the page's own data."""
    opinions = [*found, *([own] if own else [])]
    judged = [Judged(run, [one for one in opinions if one.has(run)]) for run in runs]
    least = _own_letters(judged)
    for one in judged:
        one.beside = one.says or boilerplate.by_box(one.run, least)
    _with_forms(judged, least)
    _beside_others(judged, least)
    _under_headings(judged, least)
    _teasers(judged)
    places = _places(judged, own)
    for one in judged:
        _weigh(one, places)
    _unfolded(judged, places)
    _times(judged, places)
    _subheads(judged, places)
    return judged


def _weigh(one: Judged, places: _Places) -> None:
    run, root = one.run, places.root
    inside = root is not None and root in run.box.around()
    if inside and root is not None and not run.is_post:
        if one.prose and path(run.box, root) in places.paths:
            one.add(1.5, "it is where the article's paragraphs are")
        elif home(run.box, root) in places.homes:
            one.add(1.0, "it is among the article's paragraphs")
        else:
            one.add(0.25, "it is in the article's box")
    elif inside and root is not None and _is_in_text(run, root, places):
        one.add(ENOUGH, "it is a post among the article's paragraphs")
    elif root is not None and not inside:
        agreed = one.prose and one.weight >= _AGREED
        one.add(-0.5 if agreed else -1.5, "it is outside the article's box")
    if one.prose:
        one.add(0.5, "it reads as a paragraph")
    elif run.share_linked > 0.6 and run.heading is None and not _is_linked_sentence(one, places):
        one.add(-1.5, "it is a link")
    apart = root is not None and home(run.box, root) not in places.main
    if one.prose and apart and boilerplate.addresses(run.words):
        one.add(-2.5, "it talks to the reader, apart from the article's paragraphs")
    if places.own is not None and one.prose and not places.own.has(run):
        one.add(-1.0, "it is not in the page's own data")
    if one.beside:
        one.add(-4.0, one.beside)


def _is_in_text(run: Run, root: Box, places: _Places) -> bool:
    """Whether a post with who wrote it, in a box of its own, is beside the article's paragraphs."""
    post = run.post
    if post is None or post.tag == "blockquote" or post.parent is None or "— " not in run.words:
        return False
    return home(post.parent, root) in places.homes


def _unfolded(judged: Sequence[Judged], places: _Places) -> None:
    """Paragraphs in a box that is hidden until the reader asks for the rest of the article."""
    hidden: dict[Box, list[Judged]] = {}
    for one in judged:
        box = next((b for b in one.run.box.around() if b.hidden), None)
        if box is not None and one.prose and one.weight and not one.says:
            hidden.setdefault(box, []).append(one)
    for box, several in hidden.items():
        if len(several) < 2 or places.root is None or places.root not in box.around():
            continue
        for one in several:
            if not one.is_article:
                one.beside = None
                one.add(
                    ENOUGH - one.points, "it is the rest of the article, hidden until asked for"
                )


def _is_linked_sentence(one: Judged, places: _Places) -> bool:
    """Whether it is a whole sentence where the article's paragraphs are, though all is a link."""
    return (
        one.weight > 0
        and one.run.box.tag == "p"
        and len(one.run.tokens) >= _SENTENCE
        and one.run.words.rstrip('”"’)')[-1:] == "."
        and places.root is not None
        and (one.weight >= _AGREED or path(one.run.box, places.root) in places.paths)
    )


def _times(judged: Sequence[Judged], places: _Places) -> None:
    """The times over a live page's entries, where there are several: one is the page's own."""
    root = places.root
    if root is None:
        return
    found = [
        one
        for one, after in pairwise(judged)
        if boilerplate.is_time(one.run.words)
        and after.is_article
        and root in one.run.box.around()
        and home(one.run.box, root) == home(after.run.box, root)
    ]
    for one in found if len(found) >= _ENTRIES else ():
        if not one.is_article:
            one.beside = None
            one.add(ENOUGH - one.points, "it is the time of an entry")


def _subheads(judged: Sequence[Judged], places: _Places) -> None:
    """Headings without a vote over a paragraph of the article's, in one box."""
    for one, after in pairwise(judged):
        if one.is_article or one.beside or one.run.heading is None or places.root is None:
            continue
        if (
            after.is_article
            and after.prose
            and home(one.run.box, places.root) == home(after.run.box, places.root)
        ):
            one.add(ENOUGH - one.points, "it heads a paragraph of the article's")


def _own_letters(judged: Sequence[Judged]) -> int:
    """Letters from which a box is not boilerplate: half of the body as most extractors see it."""
    agreed = [one for one in judged if one.prose and one.weight >= _AGREED]
    sure = [one for one in agreed if one.says is None]
    return sum(one.run.size for one in sure) // 2 or 400


def _with_forms(judged: Sequence[Judged], least: int) -> None:
    """Marks what shares a small box with a field for an address, or a button for money."""
    if not judged:
        return
    top = list(judged[0].run.box.around())[-1].element
    asking = boilerplate.asks(top)
    for one in judged:
        if boilerplate.is_button(one.run):
            one.beside = one.beside or "it is a button"
            near = next((b for b in one.run.box.around() if b.letters > one.run.size), None)
            if near is not None:
                asking.add(near.element)
    for one in judged:
        for box in one.run.box.around():
            if box.letters >= least or box.tag == "body" or one.beside:
                break
            if box.element in asking:
                one.beside = "it is in a box with a form"


def _beside_others(judged: Sequence[Judged], least: int) -> None:
    """Marks what shares a small box with more text addressed to the reader: a form's title."""
    letters: Counter[Box] = Counter()
    for one in judged:
        if one.beside:
            for box in one.run.box.around():
                letters[box] += one.run.size
    for one in judged:
        if one.beside:
            continue
        for box in one.run.box.around():
            if box.letters - letters[box] >= least or box.tag == "body":
                break
            if letters[box] * 2 >= box.letters:
                one.beside = "it is in a box that talks to the reader"
                break


def _under_headings(judged: Sequence[Judged], least: int) -> None:
    """Marks what is under a heading that names something else than the article."""
    for at, one in enumerate(judged):
        head = one.run
        if not (_is_heading(head) and boilerplate.heads_boilerplate(head.words)):
            continue
        one.beside = one.beside or "it heads what is not the article"
        scope = (head.heading or head.box).parent
        if head.heading is None and head.box.letters > head.size:
            scope = head.box
        wide = scope is None or scope.letters >= least
        for other in judged[at + 1 :]:
            if scope is not None and scope not in other.run.box.around():
                break
            if wide and (_is_article_again(other) or _is_level_with(other.run, head)):
                break
            other.beside = other.beside or f"it is under “{head.words}”"


def _is_heading(run: Run) -> bool:
    """Whether a run is a heading: an element for it, a line in bold, or so by its box's name."""
    if run.heading is not None:
        return True
    if run.share_linked > 0.5 or run.box.tag in ("li", "td", "th"):
        return False
    if boilerplate.heads_boilerplate(run.words):
        return True  # whatever its markup
    return run.bold >= 0.9 * run.size or bool(run.box.named & _HEADS)


def _is_level_with(run: Run, head: Run) -> bool:
    """Whether a heading is as high as one before it."""
    if run.heading is None or boilerplate.heads_boilerplate(run.words):
        return False
    return head.heading is None or run.heading.tag <= head.heading.tag


def _is_article_again(one: Judged) -> bool:
    if one.weight < _AGREED or one.run.box.within("li") is not None:
        return False
    return one.run.heading is not None or (one.prose and one.run.share_linked < 0.3)


def _teasers(judged: Sequence[Judged]) -> None:
    """Marks paragraphs that begin with another story's headline as a link, two or more on end."""
    row: list[Judged] = []
    for one in [*judged, None]:
        if one is not None and _is_teaser(one.run) and (not row or _alike(one.run, row[-1].run)):
            row.append(one)
            continue
        for each in row if len(row) > 1 else ():
            each.beside = (
                each.beside or "it begins with a link to another story, as those beside it"
            )
        row = [one] if one is not None and _is_teaser(one.run) else []


def _is_teaser(run: Run) -> bool:
    first = run.links[0] if run.links else ""
    return len(first.split()) >= 5 and run.words.startswith(first) and first[-1:] not in ".,"


def _alike(one: Run, other: Run) -> bool:
    return one.box.kind == other.box.kind and one.box.parent is other.box.parent


def _places(judged: Sequence[Judged], own: Opinion | None) -> _Places:
    seeds = [one for one in judged if one.prose and not one.beside and not one.run.is_post]
    root = _root(seeds)
    agreed = [one for one in seeds if one.weight >= _AGREED]
    if root is None:
        return _Places(None, frozenset(), frozenset(), frozenset(), None)
    inside = [one.run for one in agreed if root in one.run.box.around()]
    inside = inside or [one.run for one in seeds if root in one.run.box.around()]
    sizes: Counter[tuple[str, ...]] = Counter()
    for run in inside:
        sizes[home(run.box, root)] += run.size
    main = frozenset(one for one, size in sizes.items() if size >= _MAIN * sizes.total())
    spoken = sum(one.run.size for one in agreed)
    held = sum(one.run.size for one in agreed if own is not None and own.has(one.run))
    return _Places(
        root,
        frozenset(path(run.box, root) for run in inside),
        frozenset(sizes),
        main,
        own if spoken and held >= _WHOLE * spoken else None,
    )


def _root(seeds: Sequence[Judged]) -> Box | None:
    """The smallest box with most of the likely article text."""
    weights: Counter[Box] = Counter()
    total = 0.0
    for one in seeds:
        weight = min(one.run.size, _MOST_WEIGHED) * (0.25 + one.weight)
        total += weight
        for box in one.run.box.around():
            weights[box] += weight  # type: ignore[assignment]  # a float counts as well
    best = [box for box, weight in weights.items() if weight >= _MOST_OF_IT * total]
    root = max(best, key=lambda box: box.depth, default=None)
    return _widened(root, seeds) if root is not None else None


def _widened(root: Box, seeds: Sequence[Judged]) -> Box:
    """The box around this one and those that the same template made: sections, live entries."""
    if " " not in root.kind:
        return root  # no class distinguishes it from others
    own = {id(box) for box in root.around()}
    for one in seeds:
        boxes = list(one.run.box.around())
        twin = next((b for b in boxes if b.kind == root.kind and b.depth == root.depth), None)
        if twin is None or twin is root:
            continue
        shared = next(box for box in boxes if id(box) in own)
        if shared.depth < root.depth and root.depth - shared.depth <= _FAR:
            root = shared
            own = {id(box) for box in root.around()}
    return root


def path(inner: Box, root: Box) -> tuple[str, ...]:
    """The elements between a run's box and the article's, in the form that one template shares."""
    return tuple(box.kind for box in _below(inner, root))


def home(inner: Box, root: Box) -> tuple[str, ...]:
    """The same without paragraphs, lists and headings: the box of the run's paragraph."""
    return tuple(box.kind for box in _below(inner, root) if box.tag not in _INNER)


def _below(inner: Box, root: Box) -> Iterator[Box]:
    return takewhile(lambda box: box is not root, inner.around())
