"""What a newsroom comes for, in at most three clicks from the front page, on desk and phone."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Served, opened, watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
_CLICKS = 3


class Visitor:
    """Somebody on the front page, whose clicks are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        page.goto("/")

    def click(self, what: Locator) -> None:
        self.clicks += 1
        assert self.clicks <= _CLICKS
        what.click()
        self.page.wait_for_load_state()


_SIZES = {"desk": (1100, 900), "phone": (360, 740)}
_NIGHT = pytest.mark.nightly


@pytest.fixture(
    params=[
        # By day each journey on each size, with scripts and without.
        pytest.param(("desk", True), id="scripts-desk"),
        pytest.param(("phone", False), id="no-scripts-phone"),
        pytest.param(("desk", False), id="no-scripts-desk", marks=_NIGHT),
        pytest.param(("phone", True), id="scripts-phone", marks=_NIGHT),
    ]
)
def visitor(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Visitor]:
    size, scripts = request.param
    page = opened(
        browser,
        base_url=served.address,
        viewport={"width": _SIZES[size][0], "height": _SIZES[size][1]},
        java_script_enabled=scripts,
        accept_downloads=True,
    )
    faults: list[str] = []
    watch(page, faults)
    yield Visitor(page)
    page.context.close()
    assert not faults


def test_current_disputes(visitor: Visitor) -> None:
    line = visitor.page.locator("li.event-line.disputed").last
    assert "22 to 27 killed" in line.inner_text()
    visitor.click(line.locator("h3 a"))
    assert visitor.page.locator("h1").inner_text() == "Explosion, Port Selvane, 3 Sep 2025"
    first = visitor.page.locator("section.figure-of").first
    assert "Selvane General Hospital" in first.locator("tr").nth(3).inner_text()
    visitor.click(first.get_by_text("Sources for 27"))
    assert first.locator("details[open] .cited li").first.is_visible()


def test_all_claims_of_one_speaker(visitor: Visitor) -> None:
    visitor.page.get_by_label("Search", exact=True).fill("Dorvan Pell")
    visitor.click(visitor.page.get_by_role("button", name="Search"))
    visitor.click(visitor.page.locator("ul.people a").first)
    assert visitor.page.locator("h1").inner_text() == "Dorvan Pell"
    contents = visitor.page.locator("li.claim .said").all_inner_texts()
    assert len(contents) > 20
    assert "Dorvan Pell denied that anything was being concealed" in contents


def test_give_me_this_as_a_table(visitor: Visitor, tmp_path: Path) -> None:
    visitor.click(visitor.page.get_by_role("link", name="Claims", exact=True))
    with visitor.page.expect_download() as coming:
        visitor.page.get_by_role("link", name="CSV for spreadsheets").click()
    assert coming.value.suggested_filename == "claims.spreadsheet.csv"
    coming.value.save_as(tmp_path / "claims.csv")
    with (tmp_path / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 300
    assert all(row["sentence"] for row in rows)


def test_i_want_to_cite_this(visitor: Visitor) -> None:
    visitor.click(visitor.page.get_by_role("link", name="Claims", exact=True))
    visitor.click(visitor.page.get_by_role("link", name="Cite").first)
    assert "/reports/" in visitor.page.get_by_label("Permanent link").input_value()
    assert visitor.page.get_by_label("BibTeX").input_value().startswith("@misc{whence-")
    assert visitor.page.get_by_label("Markdown").input_value().startswith("> ")


def test_a_wrong_reading_is_corrected(visitor: Visitor) -> None:
    visitor.click(visitor.page.locator("li.report-line a").first)
    visitor.click(visitor.page.get_by_role("link", name="Review what was read"))
    # With scripts it is asked for once, without them in each form.
    visitor.page.locator("#who:visible, .deciding input[name=who]:visible").first.fill("Ada Venn")
    visitor.click(visitor.page.get_by_role("button", name="Reject", exact=True).first)
    assert "rejected by Ada Venn" in visitor.page.locator(".decided").first.inner_text()


def test_an_address_is_copied(browser: Browser, served: Served) -> None:
    page = opened(
        browser, base_url=served.address, permissions=["clipboard-read", "clipboard-write"]
    )
    page.goto("/claims?q=concealed")
    button = page.get_by_role("button", name="Copy link")
    button.click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(rf"{re.escape(served.address)}/reports/[0-9a-f]+#c-[0-9a-f]+", copied)
    page.goto(copied)
    assert page.locator(":target").count() == 1
    page.context.close()


_SELECT = """() => {
    const walker = document.createTreeWalker(
        document.querySelector('[data-text]'), NodeFilter.SHOW_TEXT);
    let one = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (!node.parentElement.closest('.note') && node.data.length > (one?.data.length ?? 20))
            one = node;
    const range = document.createRange();
    range.setStart(one, 3);
    range.setEnd(one, 18);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


@pytest.mark.parametrize(
    "wide", [360, pytest.param(700, marks=_NIGHT), 900, pytest.param(1440, marks=_NIGHT)]
)
def test_no_click_in_review_is_lost(browser: Browser, served: Served, wide: int) -> None:
    page = opened(browser, base_url=served.address, viewport={"width": wide, "height": 800})
    page.goto("/reports")
    report = page.locator("li.report-line a").first.get_attribute("href")
    page.goto(f"{report}/review")
    found = 0
    for item in page.locator("li[data-review]").all()[:4]:
        item.locator("summary").first.click()
        for button in item.locator("button[data-select]").all():
            page.evaluate(_SELECT)
            button.scroll_into_view_if_needed()
            before = button.bounding_box()
            assert before
            page.mouse.move(before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
            page.mouse.down()
            assert button.bounding_box() == before
            page.mouse.up()
            assert page.locator(f"[id='{button.get_attribute('data-select')}']").input_value()
            found += 1
    assert found > 3
    page.context.close()


def test_two_names_are_one_body(visitor: Visitor, served: Served) -> None:
    page = visitor.page
    page.goto(f"{served.address}/speakers/Tressom Group")
    visitor.click(page.get_by_text("Merge or split"))
    names(page)
    page.get_by_label("The same as").fill("Tressom Terminals")
    visitor.click(page.get_by_role("button", name="Merge"))
    assert page.locator("h1").inner_text() == "Tressom Terminals"
    assert "Also called Tressom Group" in page.locator("header.head").inner_text()
    assert "merged by Ada Venn" in page.locator("header.head").inner_text()
    if not page.locator("noscript input").count():  # a browser's own form asks again for a name
        visitor.click(page.get_by_role("button", name="Undo"))
        assert page.locator("h1").inner_text() == "Tressom Terminals"
        assert "Also called" not in page.locator("header.head").inner_text()


def test_this_event_has_a_name_and_a_grade_of_ours(visitor: Visitor) -> None:
    page = visitor.page
    visitor.click(page.locator("li.event-line.disputed").last.locator("h3 a"))
    visitor.click(page.get_by_text("Record a name, note, grade or figure"))
    names(page)
    page.get_by_label("Name of the event").fill("Selvane warehouse blast")
    page.get_by_label("Grade").select_option("contested")
    visitor.click(page.get_by_role("button", name="Record", exact=True))
    assert page.locator("h1").inner_text() == "Selvane warehouse blast"
    assert "Grade: contested, recorded by Ada Venn" in page.locator("header.head").inner_text()


def test_several_at_once(visitor: Visitor) -> None:
    page = visitor.page
    visitor.click(page.get_by_role("link", name="Review", exact=True))
    names(page)
    for field in page.locator("form.several input[name=who]:visible").all():
        field.fill("Ada Venn")
    boxes = page.locator(".pick")
    many = boxes.count()
    assert many > 5
    if page.get_by_label("All shown").is_visible():
        page.get_by_label("All shown").check()
        assert page.locator("[data-count]").inner_text() == f"{many} selected"
        boxes.first.uncheck()
        assert page.locator("[data-count]").inner_text() == f"{many - 1} selected"
    else:
        for box in boxes.all()[1:]:
            box.check()
    visitor.click(page.get_by_role("button", name="Accept selected"))
    assert page.locator("#log ~ ul li").count() == many - 1
    assert "Ada Venn" in page.locator("#log ~ ul li").first.inner_text()


def test_who_works_on_what(visitor: Visitor) -> None:
    page = visitor.page
    visitor.click(page.locator("li.report-line a").first)
    visitor.click(page.get_by_role("link", name="Review what was read"))
    names(page)
    for field in page.locator("form.assigning input[name=who]:visible").all():
        field.fill("Ada Venn")
    visitor.click(page.get_by_role("button", name="Take this report"))
    assert "Ada Venn is reviewing this report" in page.locator(".assigned").inner_text()
    page.goto("/review")
    assert "Ada Venn is reviewing" in page.locator("#assigned ~ ul li").first.inner_text()
    page.get_by_label("Reports of").select_option("Ada Venn")
    page.get_by_role("button", name="Show").click()
    assert page.locator("[data-review]").count() > 0
    assert all("Ada Venn is" in text for text in page.locator("[data-review]").all_inner_texts())


def names(page: Page) -> None:
    """Says who decides, where the page asks for it: once with scripts, in each form without."""
    for field in page.locator("#who:visible, details[open] input[name=who]:visible").all():
        field.fill("Ada Venn")


def reviews(visitor: Visitor, kind: str) -> None:
    """Goes to what was read in the ministry's report: a kind of it."""
    visitor.page.goto("/reports?q=UPDATE")
    visitor.page.locator("li.report-line a").first.click()
    visitor.page.get_by_role("link", name="Review what was read").click()
    visitor.page.get_by_role("link", name=re.compile(rf"^{kind} \d")).click()


def test_a_claim_in_a_list_is_corrected(visitor: Visitor) -> None:
    page = visitor.page
    page.goto("/claims?q=concealed")
    visitor.click(page.get_by_role("link", name="Correct", exact=True))
    item = page.locator("li[data-review]:target")
    assert "Dorvan Pell denied that anything was being concealed" in item.inner_text()
    visitor.click(item.get_by_text("Correct", exact=True))
    names(page)
    item.get_by_label("Modality").select_option("possible")
    visitor.click(item.get_by_role("button", name="Save"))
    assert "possible" in page.locator("li[data-review]:target .facts").first.inner_text()


def test_a_claim_is_corrected(visitor: Visitor) -> None:
    page = visitor.page
    reviews(visitor, "Claims")
    item = page.locator("li[data-review]").filter(has_text="112 people had been injured")
    anchor = item.get_attribute("id")
    item.get_by_text("Correct", exact=True).click()
    names(page)
    item.get_by_label("Attribution").select_option("hearsay")
    item.get_by_label("Polarity").select_option("negative")
    item.get_by_role("button", name="Save").click()
    item = page.locator(f"[id='{anchor}']")
    assert "hearsay, no source given, negative" in item.locator(".facts").first.inner_text()
    assert "corrected by Ada Venn" in item.inner_text()


def test_a_figure_is_added(visitor: Visitor) -> None:
    page = visitor.page
    reviews(visitor, "Figures")
    many = page.locator("li[data-review]").count()
    page.get_by_text("Add a missing figure").click()
    names(page)
    form = page.locator("details[open]").last
    if (select := form.get_by_role("button", name="Use selection").first).is_visible():
        select_words(page, "toll from")
        select.scroll_into_view_if_needed()
        before = select.bounding_box()
        select.focus()
        assert select.bounding_box() == before
        select.click()
    else:
        form.get_by_label("Number, from the text").fill("The death [toll]")
    form.get_by_label("Counts").select_option("injured")
    form.get_by_label("Precision").select_option("at least")
    form.get_by_label("Number", exact=True).fill("140")
    form.get_by_label("What is counted").fill("victims")
    form.get_by_role("button", name="Add").click()
    assert page.locator("li[data-review]").count() == many + 1
    item = page.locator("li[data-review]").filter(has_text=re.compile(r"\[toll( from)?\]"))
    assert "at least 140 injured, victims" in item.locator(".facts").first.inner_text()
    assert "added by Ada Venn" in item.inner_text()


def test_a_time_gets_another_value(visitor: Visitor) -> None:
    page = visitor.page
    reviews(visitor, "Times")
    item = page.locator("li[data-review]").filter(has_text="[April]")
    anchor = item.get_attribute("id")
    item.get_by_text("Correct", exact=True).click()
    names(page)
    item.get_by_label("Value").fill("2024-04")
    item.get_by_label("Modifier").select_option("early")
    item.get_by_role("button", name="Save").click()
    assert "2024-04, early" in page.locator(f"[id='{anchor}'] .facts").first.inner_text()


def select_words(page: Page, words: str) -> None:
    """Selects the first of some words in the text."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(
                document.querySelector('[data-text]'), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const start = node.data.indexOf(words);
                if (start < 0 || node.parentElement.closest('.note')) continue;
                const range = document.createRange();
                range.setStart(node, start);
                range.setEnd(node, start + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
        }""",
        words,
    )
