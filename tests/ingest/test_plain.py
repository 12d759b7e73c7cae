import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.ingest import plain_draft
from whence.ingest.plain import Layout, lay_out


def parts(text: str, layout: Layout) -> list[tuple[str, str]]:
    return [(block.kind, block.span.of(text)) for block in layout.blocks]


def test_headline_and_time_on_one_line() -> None:
    text = "Toll rises, ministry says Sunday, November 24, 2024 5:00:20 PM\n\nThe toll rose.\n"
    layout = lay_out(text)
    assert layout.title == "Toll rises, ministry says"
    assert layout.published == "2024-11-24T17:00:20"
    assert parts(text, layout) == [
        ("headline", "Toll rises, ministry says"),
        ("dateline", "Sunday, November 24, 2024 5:00:20 PM"),
        ("paragraph", "The toll rose."),
    ]


def test_what_is_under_a_headline() -> None:
    text = (
        "Toll rises to 18\r\nBy Ana Ruiz and Bo Li\r\nUpdated: Sept 4, 2025 3:05 PM GMT\r\n"
        "(Adds quotes)\r\n\r\nPORT SELVANE, Saldovia, Sept 4 (Meridian Wire) - The toll rose.\r\n"
        "\r\nHe said so.\r\n"
    )
    layout = lay_out(text)
    assert (layout.title, layout.byline) == ("Toll rises to 18", "Ana Ruiz and Bo Li")
    assert layout.published == "2025-09-04T15:05+00:00"
    assert parts(text, layout)[-3:] == [
        ("dateline", "PORT SELVANE, Saldovia, Sept 4 (Meridian Wire) -"),
        ("paragraph", "The toll rose."),
        ("paragraph", "He said so."),
    ]
    assert [kind for kind, _ in parts(text, layout)[:4]] == ["headline", *["dateline"] * 3]


@pytest.mark.parametrize(
    ("text", "dateline", "published"),
    [
        ("WASHINGTON (AP) _ He said so.\n\nMore.", "WASHINGTON (AP) _", None),
        ("BEIJING -- He said so.\n\nMore.", "BEIJING --", None),
        ("Kyiv, Nov 3, 2024 (Ukrinform) — He said.\n\nMore.", None, "2024-11-03"),
        (
            "NEW YORK/LONDON, Sept 3 (AFP) - He said.\n\nMore.",
            "NEW YORK/LONDON, Sept 3 (AFP) -",
            None,
        ),
    ],
)
def test_wire_datelines(text: str, dateline: str | None, published: str | None) -> None:
    layout = lay_out(text)
    assert layout.title is None
    assert layout.published == published
    kind, words = parts(text, layout)[0]
    assert kind == "dateline"
    assert dateline is None or words == dateline


@pytest.mark.parametrize(
    "text",
    [
        "The shop closed on November 24, 2024.\n\nIt was sad.",
        "He paused - and then he said no.\n\nNobody answered.",
        "One paragraph and nothing else",
        "Video\n\nThe toll rose on Monday.",
        "FILE - In this photo he leaves.\n\nThe toll rose on Monday.",
        "Police held a man on Monday. Ada Venn reports. (Published Sept 3, 2025)\n\nIt was late.",
    ],
)
def test_a_sentence_is_no_headline_and_no_dateline(text: str) -> None:
    layout = lay_out(text)
    assert layout.title is None
    assert layout.published is None
    assert {kind for kind, _ in parts(text, layout)} == {"paragraph"}


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = "\n".join(["this line of a paragraph goes on and on until it is wrapped"] * 4)
    text = f"A headline\n\n{wrapped}\nand ends.\n\nNext."
    assert len(lay_out(text).blocks) == 3


def test_a_given_title_is_found_in_the_text() -> None:
    text = "Storm kills four.\n\nA storm killed four."
    layout = lay_out(text, "Storm kills four")
    assert parts(text, layout)[0] == ("headline", "Storm kills four.")
    assert lay_out(text, "Another title").blocks[0].kind == "paragraph"


pieces = st.sampled_from(
    [
        "Headline",
        "By A. B",
        "Sept 3, 2025",
        "PARIS (AP) - ",
        "“Yes”",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "é\u0301",
    ]
)


@given(st.text() | st.lists(pieces).map("".join))
def test_blocks_slice_the_text_in_order(text: str) -> None:
    layout = lay_out(text)
    end = 0
    for block in layout.blocks:
        assert end <= block.span.start < block.span.end <= len(text)
        assert block.span.of(text).strip() == block.span.of(text)
        end = block.span.end
    outside = "".join(
        text[a:b]
        for a, b in zip(
            [0, *(b.span.end for b in layout.blocks)],
            [*(b.span.start for b in layout.blocks), len(text)],
            strict=True,
        )
    )
    assert not any(c.isalnum() for c in outside)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_is_unchanged(text: str) -> None:
    assert plain_draft("\ufeff" + text).text == text


def test_a_line_of_a_million_characters_is_laid_out() -> None:
    for line in ("A" * 10**6, "he said " * 125_000, " " * 10**6, "A, " * 300_000, "1" * 10**6):
        assert len(lay_out(line).blocks) <= 1
