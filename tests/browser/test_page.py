"""What a person does on the page, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Served, opened, watch
from whence import bootstrap

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def open_port(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("Explosion, Port Selvane")).first.click()
    page.wait_for_url(re.compile("/events/"))


def test_search_and_follow_a_claim_to_its_words(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("grain silo")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\?q=grain"))
    claim = page.locator("li.claim").first
    words = claim.locator(".said").inner_text()
    claim.locator(".said a").click()
    page.wait_for_url(re.compile(r"/reports/[0-9a-f]+#c-"))
    assert words.strip('“”"')[:40] in page.locator(".text").inner_text().replace("\n", " ")
    anchor = page.evaluate("location.hash.slice(1)")
    assert page.evaluate("id => !!document.getElementById(id)", anchor)


def test_search_answers_as_one_types(page: Page) -> None:
    page.goto("/claims")
    before = page.locator("li.claim").count()
    page.get_by_label("Words").fill("silo")
    page.wait_for_function("n => document.querySelectorAll('li.claim').length < n", arg=before)
    assert all("silo" in t.casefold() for t in page.locator("li.claim .said").all_inner_texts())
    assert page.url.endswith("/claims?q=silo")  # and no field that is empty
    assert page.title() == "silo · Claims · whence"
    page.get_by_text("More filters").click()
    page.get_by_label("From").fill("2025-09-04")
    page.get_by_role("button", name="Find").click()
    page.wait_for_url(re.compile(r"/claims\?q=silo&since=2025-09-04$"))
    # What filters stays in view.
    assert page.get_by_label("From").input_value() == "2025-09-04"
    page.goto("/claims?since=2025&until=2025-02")
    assert page.get_by_label("From").input_value() == "2025-01-01"
    assert page.get_by_label("To").input_value() == "2025-02-28"


def test_a_report_and_who_speaks_in_it(page: Page) -> None:
    page.goto("/reports")
    page.get_by_role("link", name=re.compile("UPDATE 2-Ministry")).click()
    assert page.locator(".text .c").count() > 3
    note = page.locator("a.side").first
    assert note.is_visible()
    # The outlet's own words are shown on a switch.
    own = page.locator(".text .own").first
    plain = own.evaluate("e => getComputedStyle(e).boxShadow")
    lines = "e => Array.from(e.getClientRects(), one => [one.x, one.width])"
    stood = own.evaluate(lines)
    page.get_by_label("the outlet’s own words").check()
    assert own.evaluate("e => getComputedStyle(e).boxShadow") != plain
    assert own.evaluate(lines) == stood  # and no word moves
    # The switch that has the focus takes no key from the claims.
    page.keyboard.press("j")
    assert "#c-" in page.url
    # What a time was resolved to shows on focus.
    time = page.locator(".text .time").first
    time.focus()
    shown = time.evaluate("e => getComputedStyle(e, '::after').content")
    assert re.search(r"\d{4}", shown), shown
    page.locator("a.side[href^='/speakers/']").first.click()
    page.wait_for_url(re.compile("/speakers/"))
    assert page.locator("li.claim").count() > 0


def test_the_disputed_event(page: Page) -> None:
    open_port(page)
    assert "22 to 27 killed" in page.locator(".says").first.inner_text()
    first = page.locator("section.figure-of").first
    assert first.locator("svg.plot:visible").count() == 1
    details = first.locator("details").first
    details.locator("summary").click()
    assert "named source" in details.inner_text()
    details.locator(".cited a").first.click()
    page.wait_for_url(re.compile("/reports/"))


def test_keys_go_from_claim_to_claim(page: Page) -> None:
    page.goto("/claims?q=killed")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("li.claim").nth(1).evaluate("e => e.contains(document.activeElement)")
    page.keyboard.press("k")
    assert page.locator("li.claim").nth(0).evaluate("e => e.contains(document.activeElement)")
    # On from where the focus is, however it came there.
    page.locator("li.claim").nth(4).locator("a").first.focus()
    page.keyboard.press("j")
    assert page.locator("li.claim").nth(5).evaluate("e => e.contains(document.activeElement)")
    page.keyboard.press("?")
    page.wait_for_url(re.compile("/help"))


def test_a_text_is_pasted_and_read(page: Page) -> None:
    page.goto("/add")
    page.get_by_label("Report text").fill(
        "Two people were hurt in a crash near Averlow on Friday, Mayor Ada Venn said."
    )
    page.get_by_role("button", name="Add report").click()
    page.wait_for_url(re.compile(r"/add/[0-9a-f]+"))
    page.get_by_role("heading", name="Done").wait_for()
    page.locator("ul.lines a").first.click()
    page.wait_for_url(re.compile("/reports/"))
    assert "Ada Venn" in page.locator("a.side").first.inner_text()


def test_a_speaker_is_corrected_and_holds_after_reread(page: Page, served: Served) -> None:
    page.goto("/reports")
    page.get_by_role("link", name=re.compile("UPDATE 2-Ministry")).click()
    page.get_by_role("link", name="Review what was read").click()
    page.get_by_label("Your name").fill("Ada Venn")
    item = page.locator("li[data-review]").filter(has=page.get_by_label("Speaker")).first
    anchor = item.get_attribute("id")
    item.get_by_text("Correct", exact=True).click()
    item.get_by_label("Speaker").fill("Orla Brandt")
    item.get_by_label("Why").fill("heard it")
    item.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
    for _ in range(2):
        item = page.locator(f"[id='{anchor}']")
        assert "Orla Brandt" in item.locator(".facts").first.inner_text()
        assert "corrected by Ada Venn" in item.locator(".decided").inner_text()
        with served.site.writing:
            list(bootstrap.reread(served.site.settings, served.site.store))
        page.reload()
    page.goto("/speakers/Orla%20Brandt")
    assert page.locator("li.claim").count() > 0
    page.goto("/review")
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_load_state()
    assert page.locator("#log ~ ul del").count() > 0


def test_a_content_is_corrected_by_selecting_words(page: Page) -> None:
    page.goto("/reports")
    page.get_by_role("link", name=re.compile("UPDATE 2-Ministry")).click()
    page.goto(page.url.partition("#")[0] + "/review")
    page.get_by_label("Your name").fill("Ada Venn")
    item = page.locator("li[data-review]").filter(has=page.get_by_label("Speaker")).first
    item.get_by_text("Correct", exact=True).click()
    words = page.evaluate(
        """() => {
            const text = document.querySelector('[data-text]');
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            let one = null;
            for (let node = walker.nextNode(); node; node = walker.nextNode())
                if (!node.parentElement.closest('.note') && node.data.length > (one?.data.length ?? 20))
                    one = node;
            const range = document.createRange();
            range.setStart(one, 3);
            range.setEnd(one, 18);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return one.data.slice(3, 18);
        }"""
    )
    item.locator("button[data-select^=content]").click()
    assert item.get_by_label("Content, from the text").input_value() == words.strip()
    place = item.locator("input[type=hidden][name=content]").input_value()
    start, end = map(int, place.split("-"))
    report = page.url.split("/reports/")[1].split("/")[0]
    text = page.request.get(f"/reports/{report}.json").json()["document"]["report"]["text"]
    assert text[start:end] == words
    item.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
    said = page.locator("li[data-review] .said").all_inner_texts()
    assert any(words.strip() in one for one in said)


def test_accept_and_reject_by_keys(page: Page) -> None:
    page.goto("/review")
    page.get_by_label("Your name").fill("Ada Venn")
    page.locator("h1").click()
    many = page.locator("#log ~ ul li").count()
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_function("n => document.querySelectorAll('#log ~ ul li').length > n", arg=many)
    assert "accept" in page.locator("#log ~ ul li").first.inner_text()


def test_after_a_rejection_the_review_continues_there(page: Page) -> None:
    page.goto("/reports")
    page.get_by_role("link", name=re.compile("UPDATE 2-Ministry")).click()
    page.get_by_role("link", name="Review what was read").click()
    page.get_by_label("Your name").fill("Ada Venn")
    third = page.locator("li[data-review]").nth(2)
    key, then = third.get_attribute("id"), page.locator("li[data-review]").nth(3)
    fourth = then.get_attribute("id")
    third.get_by_role("button", name="Reject", exact=True).click()
    page.wait_for_url(re.compile(f"#{key}$"))
    assert page.locator(f"[id='{key}'] del").is_visible()
    page.keyboard.press("j")
    assert page.locator(f"[id='{fourth}']").evaluate("e => e.contains(document.activeElement)")
    page.locator(f"[id='{key}']").get_by_role("button", name="Undo").click()
    page.wait_for_url(re.compile(f"#{key}$"))
    assert not page.locator(f"[id='{key}'] del").count()


def test_nothing_opened_is_wider_than_its_page(page: Page) -> None:
    page.goto("/reports")
    page.get_by_role("link", name=re.compile("UPDATE 2-Ministry")).click()
    page.goto(page.url.partition("#")[0] + "/review?of=entity")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


PAGES = (
    "/", "/claims?q=killed", "/reports", "/events", "/disputes", "/disputes?drift=true",
    "/speakers", "/speakers/Dorvan%20Pell", "/timeline", "/unattributed", "/review", "/add",
    "/help", "/search?q=pell", "event", "event/claims", "event/card", "report", "report/review",
    "report/review?of=figure", "report/review?of=claim", "report/review?of=time", "cite", "who",
)  # fmt: skip


def shown(page: Page) -> list[str]:
    """The addresses of the pages, with those of one event, report, claim and unnamed speaker."""
    page.goto("/events")
    event = page.locator("li.event-line a").last.get_attribute("href")
    page.goto("/reports")
    report = page.locator("li.report-line a").first.get_attribute("href")
    page.goto("/claims")
    cite = page.get_by_role("link", name="Cite").first.get_attribute("href")
    who = page.locator("a.by[href*='/speakers/'][href^='/reports/']").first.get_attribute("href")
    named = {"event": event, "report": report, "cite": cite, "who": who}
    found = []
    for one in PAGES:
        first, slash, rest = one.partition("/")
        found.append(f"{named[first]}{slash}{rest}" if first in named else one)
    return found


@pytest.mark.parametrize(
    ("scheme", "rules"),
    [
        ("light", ()),
        # All that another scheme changes.
        ("dark", ("color-contrast", "link-in-text-block")),
        pytest.param("dark", (), marks=pytest.mark.nightly),
    ],
)
def test_no_serious_finding_of_axe(
    browser: Browser, served: Served, scheme: Any, rules: tuple[str, ...]
) -> None:
    only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    page = opened(browser, base_url=served.address, color_scheme=scheme)
    serious = []
    for address in shown(page):
        page.goto(address)
        asked = {"resultTypes": ["violations"], **only}
        found = Axe().run(page, options=asked).response["violations"]
        serious += [
            (address, v["id"], [n["html"][:120] for n in v["nodes"][:2]])
            for v in found
            if v["impact"] in ("serious", "critical")
        ]
    page.context.close()
    assert not serious


def test_a_phone_s_width(browser: Browser, served: Served) -> None:
    page = opened(browser, base_url=served.address, viewport={"width": 360, "height": 740})
    faults: list[str] = []
    watch(page, faults)
    every = shown(page)
    event, report = every[PAGES.index("event")], every[PAGES.index("report")]
    for address in every:
        page.goto(address)
        # Wider letters, as WCAG 1.4.12 has readers set them, and as other machines' fonts have.
        for style in ("", "* {letter-spacing: 0.12em !important}"):
            page.evaluate(
                "style => {const sheet = new CSSStyleSheet(); sheet.replaceSync(style);"
                " document.adoptedStyleSheets = [sheet]}",
                style,
            )
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 360, (address, style, wide)
    # Cells without the head of their column say what they count.
    page.goto(event)
    # Each plot names its lines, and no name is cut off or has to be scrolled to.
    plots = page.locator(".plot .picture:visible")
    assert plots.count() > 2
    for number in range(plots.count()):
        ends = (
            plots.nth(number)
            .locator("text")
            .evaluate_all(
                "all => all.map(one => one.getBoundingClientRect()).map(box => [box.left, box.right])"
            )
        )
        assert all(left >= 0 and right <= 360 for left, right in ends)
    assert "Selvane General Hospital" in plots.first.inner_html()
    cell = page.locator("td[data-label=independent]").first
    assert "independent" in cell.evaluate("e => getComputedStyle(e, '::before').content")
    page.goto(report)
    assert page.locator(".folded").first.is_visible()
    assert not page.locator(".side").first.is_visible()
    # The note on a word at the line's end does not run off the screen.
    widths = page.evaluate(
        "[...document.querySelectorAll('.text [data-told]')].map("
        "one => (one.focus(), [one.matches(':focus'), document.documentElement.scrollWidth]))"
    )
    assert widths
    assert [one for one in widths if not one[0] or one[1] > 360] == []
    page.context.close()
    assert not faults


def test_without_scripts(browser: Browser, served: Served) -> None:
    page = opened(browser, base_url=served.address, java_script_enabled=False)
    page.goto("/")
    page.get_by_label("Search", exact=True).fill("silo")
    page.get_by_role("button", name="Search").click()
    assert page.locator("li.claim").count() > 0
    page.locator("li.claim .said a").first.click()
    assert page.locator(".text").is_visible()
    # A decision has its name in its own form.
    page.goto(page.url.partition("#")[0] + "/review")
    assert not page.get_by_label("Your name, to stand beside").is_visible()
    form = page.locator("form.deciding").first
    form.get_by_label("Your name").fill("Ada Venn")
    form.get_by_role("button", name="Accept", exact=True).click()
    assert "accepted by Ada Venn" in page.locator(".decided").first.inner_text()
    page.goto("/add")
    page.get_by_label("Report text").fill("A fire broke out in Averlow on Friday.")
    page.get_by_role("button", name="Add report").click()
    for _ in range(3_000):  # ends what hangs
        if page.get_by_role("heading", name="Done").count():
            break
        page.wait_for_timeout(100)
        page.goto(page.url)
    assert page.get_by_role("heading", name="Done").count() == 1
    page.context.close()


def test_the_printed_page_has_claims_and_speakers(page: Page) -> None:
    open_port(page)
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").first.is_visible()
    assert not page.get_by_label("Search", exact=True).is_visible()
    assert not page.get_by_label("Best, low and high").is_visible()
    assert page.locator(".reasons").first.is_visible()  # without its being opened
    assert page.locator(".cited li").first.is_visible()


@pytest.mark.parametrize("wide", [360, pytest.param(1280, marks=pytest.mark.nightly)])
def test_nothing_moves_while_a_page_loads(browser: Browser, served: Served, wide: int) -> None:
    page = opened(browser, base_url=served.address, viewport={"width": wide, "height": 800})
    shift = """() => new Promise(done => {
        let sum = 0;
        new PerformanceObserver(list => {
            for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
        }).observe({type: 'layout-shift', buffered: true});
        setTimeout(() => done(sum), 300);
    })"""
    for address in shown(page):
        page.goto(address)
        assert page.evaluate(shift) < 0.01, address
    page.context.close()
