"""Quotation marks paired: every style that print has, and nothing that raises."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.steps import grows_with
from whence.extract.quotes import Quotation, quotations

Found = list[tuple[str, int, bool]]


def of(text: str) -> Found:
    """Words, depth, closed."""
    return [(text[q.start : q.end], q.depth, q.closed) for q in quotations(text)]


def closed(*words: str) -> Found:
    """Quotations at the outermost level."""
    return [(w, 0, True) for w in words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Straight.
        ('He said "yes" and left.', closed('"yes"')),
        ('"Yes," he said. "No."', closed('"Yes,"', '"No."')),
        ('"yes", "no", and "maybe".', closed('"yes"', '"no"', '"maybe"')),
        ('("Yes," he said.)', closed('"Yes,"')),
        ('He said—"yes"—and left.', closed('"yes"')),
        ("'Yes,' he said, 'we won't.'", closed("'Yes,'", "'we won't.'")),
        ('He said:"Yes." She:"No."', closed('"Yes."', '"No."')),
        # Between spaces, as tokenised text has them, where they come in pairs.
        ('Venn said , " It is over . "', closed('" It is over . "')),
        ('" Yes , " she said , " no . "', closed('" Yes , "', '" no . "')),
        ('the 6 " pipe', []),
        # Curly.
        ("“We heard it,” she said. “Then quiet.”", closed("“We heard it,”", "“Then quiet.”")),
        ("“I— ” he began.", closed("“I— ”")),
        ("(“Yes,” he said.)", closed("“Yes,”")),
        ("—“Yes.”", closed("“Yes.”")),
        # British: single outside.
        (
            "‘Mistakes were found,’ said Trell. ‘Show me.’",
            closed("‘Mistakes were found,’", "‘Show me.’"),
        ),
        ("the ‘safe’ warehouse", closed("‘safe’")),
        ("‘Why would I?’", closed("‘Why would I?’")),
        # Low-high, both ends, and the low single.
        ("„Nein“, sagte er. „Doch!“", closed("„Nein“", "„Doch!“")),
        ("„Nee”, zei hij.", closed("„Nee”")),
        ("‚Nein‘, sagte er.", closed("‚Nein‘")),
        # Guillemets, both ways round.
        ("«Non», dit-il. «Oui.»", closed("«Non»", "«Oui.»")),
        ("« Non », dit-il, « oui ».", closed("« Non »", "« oui »")),
        ("»Nein«, sagte er, »doch«.", closed("»Nein«", "»doch«")),
        ("‹Non›", closed("‹Non›")),
        # TeX, and marks of the wrong hand.
        ("``We will,'' he said. ``Yes.''", closed("``We will,''", "``Yes.''")),
        ("''Yes,'' she said.", closed("''Yes,''")),
        ("”Yes,” he said.", closed("”Yes,”")),
        # Empty, alone, odd.
        ("“”", closed("“”")),
        ('""', closed('""')),
        ("", []),
        ("no marks at all", []),
        ("”", []),
        ("' ' '", []),
    ],
)
def test_one_level(text: str, expected: Found) -> None:
    assert of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“He told me, ‘go home’,” she said.",
            [("“He told me, ‘go home’,”", 0, True), ("‘go home’", 1, True)],
        ),
        (
            "“He told me, ‘go home.’”",
            [("“He told me, ‘go home.’”", 0, True), ("‘go home.’", 1, True)],
        ),
        (
            "\"He told me, 'go home.'\" She left.",
            [("\"He told me, 'go home.'\"", 0, True), ("'go home.'", 1, True)],
        ),
        (
            "\"'Yes' is what he said.\"",
            [("\"'Yes' is what he said.\"", 0, True), ("'Yes'", 1, True)],
        ),
        (
            "‘He said: “You know who.”’",
            [("‘He said: “You know who.”’", 0, True), ("“You know who.”", 1, True)],
        ),
        (
            "‘I said “no” twice,’ he said.",
            [("‘I said “no” twice,’", 0, True), ("“no”", 1, True)],
        ),
        (
            "“‘Tell us,’ he said.”",
            [("“‘Tell us,’ he said.”", 0, True), ("‘Tell us,’", 1, True)],
        ),
        (
            "«il dit “non” deux fois»",
            [("«il dit “non” deux fois»", 0, True), ("“non”", 1, True)],
        ),
        ("«a ‹b› c»", [("«a ‹b› c»", 0, True), ("‹b›", 1, True)]),
        (
            "“One ‘two “three” two’ one”",
            [
                ("“One ‘two “three” two’ one”", 0, True),
                ("‘two “three” two’", 1, True),
                ("“three”", 2, True),
            ],
        ),
        (
            '"One \'two "three" two\' one"',
            [
                ('"One \'two "three" two\' one"', 0, True),
                ("'two \"three\" two'", 1, True),
                ('"three"', 2, True),
            ],
        ),
    ],
)
def test_quotations_in_quotations(text: str, expected: Found) -> None:
    assert of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the players' bus and the fans' songs", []),
        ("the players’ bus and the fans’ songs", []),
        ("the '90s and rock 'n' roll, it's O'Brien's", []),
        ("the ’90s and rock ’n’ roll, it’s O’Brien’s", []),
        ("the ‘90s and ‘em, and the players’ bus", []),
        ("’Tis the season, ‘tis the season", []),
        ("She's gone till Monday, 'til then it's ours.", []),
        ("“It’s the players’ bus,” he said.", closed("“It’s the players’ bus,”")),
        ("\"It's the players' bus,\" he said.", closed("\"It's the players' bus,\"")),
        ("‘The players’ bus left,’ he said.", closed("‘The players’ bus left,’")),
        ("'The players' bus left,' he said.", closed("'The players' bus left,'")),
        ("‘I was talkin’ to him,’ he said.", closed("‘I was talkin’ to him,’")),
        ("the ‘numbers’ of the players’ bus", closed("‘numbers’")),
        ("‘It’s O’Brien’s,’ he said, ‘not ours.’", closed("‘It’s O’Brien’s,’", "‘not ours.’")),
        ("‘We can’t,’ they said. ‘We won’t.’", closed("‘We can’t,’", "‘We won’t.’")),
        ("dogs’ ‘bark’ is loud", closed("‘bark’")),
        (
            "“The ’90s were good,” he said, “and so on.”",
            closed("“The ’90s were good,”", "“and so on.”"),
        ),
        ("'Round one is over,' he said.", closed("'Round one is over,'")),
    ],
)
def test_apostrophes_are_no_quotation_marks(text: str, expected: Found) -> None:
    assert of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He is 6\'2" tall and "angry".', closed('"angry"')),
        ('a 19" screen and a 20" screen', []),
        ('a 19" screen said "yes"', closed('"yes"')),
        ('"He is 6\'2" tall," she said.', closed('"He is 6\'2" tall,"')),
        ('"19" goals and "20" more', closed('"19"', '"20"')),
        ("5' 11\" and 6' 2\"", []),
    ],
)
def test_inches_are_no_quotation_marks(text: str, expected: Found) -> None:
    assert of(text) == expected


def test_a_quotation_that_reopens_each_paragraph() -> None:
    text = "“One.\n\n“Two, he said.\n\n“Three,” he added. “Four.”"
    assert of(text) == [
        ("“One.", 0, False),
        ("“Two, he said.", 0, False),
        ("“Three,”", 0, True),
        ("“Four.”", 0, True),
    ]
    british = "‘A policeman came.\n\n‘I am no politician.\n\n‘Nobody has come,’ she said."
    assert [q.closed for q in quotations(british)] == [False, False, True]
    straight = '"One.\n"Two.\n"Three," he said.'
    assert [q.closed for q in quotations(straight)] == [False, False, True]


def test_an_unclosed_mark_affects_its_own_paragraph_only() -> None:
    text = 'He said "yes and left.\n\n"No," she said.'
    assert of(text) == [('"yes and left.', 0, False), ('"No,"', 0, True)]
    assert of("“Unclosed “Yes,” he said.") == [("“Unclosed", 0, False), ("“Yes,”", 0, True)]


def test_a_paragraph_wrapped_at_a_margin_is_one() -> None:
    text = (
        "Mayor Ada Venn came out to the crowd and said: “We heard two\n"
        "explosions in the night, and then there was nothing left to hear.\n"
        "The lights went out.” She then left the hall.\n\n“One more,” she said."
    )
    wrapped = text[text.index("“") : text.index("”") + 1]
    assert of(text) == closed(wrapped, "“One more,”")
    assert of(text.replace("\n", "\r\n")) == closed(wrapped.replace("\n", "\r\n"), "“One more,”")


def test_separate_lines_are_not_joined() -> None:
    text = "“We heard it,” said Ada Venn, the mayor of Port Sulla.\n“Unclosed and short.\nMore ” here.\n"
    assert of(text) == [
        ("“We heard it,”", 0, True),
        ("“Unclosed and short.", 0, False),
    ]


def test_families_are_listed() -> None:
    text = "“a” 'b' ‘c’ «d» \"e\" ``f''"
    families = [q.opened_with for q in quotations(text)]
    assert families == ["double", "single", "single", "angle", "double", "double"]


OPENING = ("“", "„", "‟", '"', "``", "''", "”", "«", "»", "‹", "›", "‘", "‚", "'")
CLOSING = ("”", "“", '"', "''", "»", "«", "›", "‹", "’", "‘", "'")
MARKED = st.text(alphabet="\"“”„‟«»‹›‘’‚'` a1s,.\n(—", max_size=60) | st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("\"'“”‘’«»\n\r\u2028 s.")),
    max_size=60,
)


def check(text: str) -> list[Quotation]:
    found = quotations(text)
    assert found == sorted(found, key=lambda q: (q.start, -q.end))
    for q in found:
        words = text[q.start : q.end]
        assert 0 <= q.start < q.end <= len(text)
        assert words.startswith(OPENING)
        assert not q.closed or (words.endswith(CLOSING) and len(words) >= 2)
        assert words == words.rstrip() or q.closed
        assert q.depth >= 0
    return found


@given(MARKED)
@example("‚‘’'“\"”")
@example("6'2\" \"'")
@example("\n\n“‘\n’”")
def test_any_text_gives_quotations_in_bounds_and_in_order(text: str) -> None:
    check(text)


@given(MARKED)
def test_quotations_nest_or_are_disjoint(text: str) -> None:
    found = check(text)
    for at, q in enumerate(found):
        for later in found[at + 1 :]:
            assert later.start >= q.end or later.end <= q.end


@given(st.text(alphabet="\"“”‘’' as.", max_size=30), st.text(alphabet="\"“”‘’' as.", max_size=30))
def test_a_paragraph_changes_nothing_in_the_next(one: str, other: str) -> None:
    gap = f"{one}\n\n"
    moved = [q._replace(start=q.start + len(gap), end=q.end + len(gap)) for q in quotations(other)]
    assert quotations(gap + other) == quotations(one) + moved


@pytest.mark.parametrize("unit", ['"', "“a ‘b “c” b’ a” ", "«", "players' 'a ", "„a “b ", '5" x '])
def test_the_steps_grow_with_the_text(unit: str) -> None:
    grows_with(5_000, lambda size: partial(quotations, unit * (size // len(unit))))
