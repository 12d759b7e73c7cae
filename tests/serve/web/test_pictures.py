"""Plots and maps: what they show, and that nothing harmful is in them."""

from __future__ import annotations

import builtins
import json
import logging
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from tests.chance import tried
from whence.records.claim import Place, Precision
from whence.records.finding import EventFigure, IndependentSources, Point, State, Version
from whence.serve.web.pictures import render
from whence.serve.web.pictures.map import event_map
from whence.serve.web.pictures.plot import figure_plot
from whence.serve.web.pictures.sanitize import Caption, Mark, address, cleaned, said

pytest.importorskip("vl_convert", reason="pictures need the extra `plots`")

SVG = "{http://www.w3.org/2000/svg}"
MINISTRY, HOSPITAL = "Interior ministry", "St Brannoc hospital"


def version(
    value: float | None = None,
    low: float | None = None,
    high: float | None = None,
    copies: int = 0,
    state: tuple[State, ...] = (),
) -> Version:
    return Version(
        value=value,
        low=value if low is None else low,
        high=value if high is None else high,
        claims=(),
        first_published=None,
        last_published=None,
        reports=1 + copies,
        copies=copies,
        independent_sources=IndependentSources(least=1, most=1, reasons=()),
        speakers=(),
        state=state,
    )


def plot(
    versions: Sequence[Version],
    course: Sequence[tuple[str, str | None, int]],
    hues: Mapping[str, int] | None = None,
    links: Mapping[int, str] | None = None,
    width: int = 660,
) -> Markup | None:
    figure = EventFigure(
        role="killed", of=None, best=None, low=None, high=None, versions=tuple(versions)
    )
    points = [Point(source=s, published=p, version=v) for s, p, v in course]
    return figure_plot(figure, points, hues or {}, links, width=width)


def drawn(picture: Markup | None) -> Any:
    assert isinstance(picture, Markup)
    return etree.fromstring(str(picture))


def texts(root: Any) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def titles(root: Any) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}title")]


def strokes(root: Any, colour: str) -> list[Any]:
    return [path for path in root.iter(f"{SVG}path") if path.get("stroke") == colour]


def harmless(picture: Markup | None) -> None:
    root = drawn(picture)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in {"svg", "g", "a", "path", "line", "text", "title"}
        for name, value in element.attrib.items():
            assert name != "style"
            assert not name.startswith("on")
            assert "url(" not in value or name == "aria-label"
            if name in {"fill", "stroke"}:
                assert re.fullmatch(r"none|transparent|var\(--[a-z0-9-]+\)", value)


def place(name: str, lat: float, lon: float, precision: Precision = "point") -> Place:
    return Place(
        name=name, country=None, admin1=None, geonames=None, lat=lat, lon=lon, precision=precision
    )


TOLL = (version(18), version(23, copies=2), version(27))
COURSE = (
    (MINISTRY, "2025-09-03T15:05:00", 0),
    (HOSPITAL, "2025-09-03T18:00:00", 1),
    (HOSPITAL, "2025-09-04T14:20:00", 2),
)
HUES = {MINISTRY: 3, HOSPITAL: 5}


class TestPlot:
    def test_each_source_is_named_with_its_last_value(self) -> None:
        words = texts(drawn(plot(TOLL, COURSE, HUES)))
        assert {MINISTRY, HOSPITAL, "18", "27"} <= set(words)

    def test_on_a_phone_the_names_are_below_and_all_in_view(self) -> None:
        root = drawn(plot(TOLL, COURSE, HUES, width=354))
        assert root.get("class") == "picture plot narrow"
        assert float(root.get("width")) == 354
        words = texts(root)
        assert {MINISTRY, HOSPITAL, "18", "27"} <= set(words)
        # The highest first, each in a row of its own, below the dates.
        assert words.index(HOSPITAL) < words.index(MINISTRY)
        named = [text for text in words if text in (MINISTRY, HOSPITAL)]
        assert words.index(named[0]) > words.index("4 Sep")

    def test_says_what_it_is(self) -> None:
        root = drawn(plot(TOLL, COURSE, HUES))
        assert root.get("role") == "img"
        assert "3 Sep 2025 to 4 Sep 2025" in root.get("aria-label")
        assert f"{HOSPITAL} 27" in root.get("aria-label")

    def test_marks_say_value_source_and_day(self) -> None:
        found = titles(drawn(plot(TOLL, COURSE, HUES)))
        assert found == [
            "18, Interior ministry, 3 Sep 2025",
            "23, St Brannoc hospital, 3 Sep 2025, 2 copies",
            "27, St Brannoc hospital, 4 Sep 2025",
        ]

    def test_colours_are_the_pages_own(self) -> None:
        picture = plot(TOLL, COURSE, HUES) or ""
        assert "var(--hue-3)" in picture
        assert "var(--hue-5)" in picture
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b", str(picture))
        assert "rgb" not in picture

    def test_a_source_without_a_hue_is_neutral(self) -> None:
        picture = plot(TOLL, COURSE, {MINISTRY: 0, HOSPITAL: 9}) or "--hue"
        assert "--hue" not in picture

    def test_lines_differ_by_more_than_colour(self) -> None:
        root = drawn(plot(TOLL, COURSE, HUES))
        dashes = [
            {path.get("stroke-dasharray") for path in strokes(root, f"var(--hue-{hue})")}
            for hue in (3, 5)
        ]
        assert "1,0" in dashes[0]
        assert "7,3" in dashes[1]

    def test_a_line_goes_in_steps(self) -> None:
        root = drawn(plot([version(5), version(9)], [("a", "2025-01-01", 0), ("a", "2025-01-05", 1)], {"a": 1}))  # fmt: skip
        line = next(p.get("d") for p in strokes(root, "var(--hue-1)") if p.get("stroke-width") == "1.75")  # fmt: skip
        assert line.count("L") >= 2
        corners = [tuple(map(float, spot.split(","))) for spot in line[1:].split("L")]
        assert all(one[0] == other[0] or one[1] == other[1] for one, other in pairwise(corners))

    def test_a_withdrawn_version_is_a_cross_and_a_break(self) -> None:
        versions = [version(5), version(31, state=("withdrawn",)), version(7)]
        course = [("a", f"2025-01-0{day}", day - 1) for day in (1, 2, 3)]
        root = drawn(plot(versions, course, {"a": 1}))
        assert any("withdrawn" in title for title in titles(root))
        assert "withdrawn" in texts(root)
        whole = drawn(plot([version(5), version(31), version(7)], course, {"a": 1}))
        lines = [p for p in strokes(root, "var(--hue-1)") if p.get("stroke-width") == "1.75"]
        unbroken = [p for p in strokes(whole, "var(--hue-1)") if p.get("stroke-width") == "1.75"]
        crosses = [p for p in lines if (p.get("d") or "").count("M") == 2]
        assert len(crosses) == 1
        assert len(lines) == len(unbroken) + 1

    def test_a_range_is_a_band(self) -> None:
        course = [("a", "2025-01-01", 0), ("a", "2025-01-03", 1)]
        root = drawn(plot([version(None, 10, 20), version(15)], course, {"a": 2}))
        bands = [p for p in root.iter(f"{SVG}path") if p.get("fill-opacity") == "0.16"]
        assert [band.get("fill") for band in bands] == ["var(--hue-2)"]
        assert titles(root)[0].startswith("10 to 20, ")

    def test_a_version_that_was_reprinted_has_a_hollow_mark(self) -> None:
        root = drawn(plot(TOLL, COURSE, HUES))
        hollow = [p for p in root.iter(f"{SVG}path") if p.get("fill") == "var(--paper)"]
        assert [mark.get("stroke") for mark in hollow] == ["var(--hue-5)"]
        assert "reprinted" in texts(root)

    def test_a_mark_leads_to_its_version(self) -> None:
        root = drawn(plot(TOLL, COURSE, HUES, {0: "/events/x#v0", 2: "javascript:alert(1)"}))
        links = list(root.iter(f"{SVG}a"))
        assert [link.get("href") for link in links] == ["/events/x#v0"]
        assert links[0].get("aria-label") == "18, Interior ministry, 3 Sep 2025"
        assert root.get("role") == "group"

    def test_dates_are_short_and_the_first_names_the_year(self) -> None:
        course = [("a", f"2025-09-0{day}T12:00:00", day - 3) for day in (3, 4, 5, 6)]
        words = texts(drawn(plot([version(day) for day in (1, 2, 3, 4)], course)))
        assert {"3 Sep 2025", "4 Sep", "5 Sep", "6 Sep"} <= set(words)

    def test_one_day_is_shown_in_hours(self) -> None:
        words = texts(drawn(plot([version(5), version(7)], [("a", "2025-09-03T06:00:00", 0), ("b", "2025-09-03T20:00:00", 1)])))  # fmt: skip
        assert {"3 Sep 2025", "12:00"} <= set(words)

    def test_a_late_report_does_not_squeeze_the_time_axis(self) -> None:
        course = [("a", f"2025-09-0{day}", day - 3) for day in (3, 4, 5)]
        root = drawn(plot([version(1), version(2), version(3)], [*course, ("b", "2025-12-01", 2)]))
        assert "87 days" in texts(root)
        assert {"4 Sep", "1 Dec"} <= set(texts(root))

    def test_the_axis_begins_at_zero_unless_that_flattens_all(self) -> None:
        course = [("a", "2025-09-03", 0), ("b", "2025-09-04", 1)]
        assert "0" in texts(drawn(plot([version(18), version(27)], course)))
        flat = drawn(plot([version(50.8), version(51.6)], course))
        assert "0" not in texts(flat)
        assert "The axis begins at 50.6" in flat.get("aria-label")

    def test_labels_do_not_overlap(self) -> None:
        course = [(f"Source {n}", f"2025-09-{n + 1:02}", 0) for n in range(12)]
        root = drawn(plot([version(5)], course))
        levels = sorted(
            float(re.findall(r"[\d.]+", text.get("transform"))[1])
            for text in root.iter(f"{SVG}text")
            if (text.text or "").startswith("Source")
        )
        assert len(levels) == 12
        assert all(other - one >= 12 for one, other in pairwise(levels))
        assert levels[-1] < float(root.get("height"))

    @pytest.mark.parametrize(
        "course",
        [
            (),
            ((MINISTRY, "2025-09-03", 0),),
            ((MINISTRY, "2025-09-03", 0), (HOSPITAL, None, 1)),
            ((MINISTRY, "2025-09-03", 0), (HOSPITAL, "soon", 1)),
            ((MINISTRY, "2025-09-03", 0), (HOSPITAL, "2025-09-03", 9)),
        ],
    )
    def test_fewer_than_two_dated_versions_make_no_plot(
        self, course: Sequence[tuple[str, str | None, int]]
    ) -> None:
        assert plot(TOLL, course) is None

    def test_is_small_and_scales(self) -> None:
        versions = [version(n) for n in range(60)]
        course = [(f"s{n % 12}", f"2025-0{n % 9 + 1}-{n % 27 + 1:02}", n) for n in range(60)]
        picture = plot(versions, course, {f"s{n}": n for n in range(12)})
        assert picture is not None
        assert len(picture.encode()) < 40 * 1024
        root = drawn(picture)
        assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"

    @settings(deadline=None, max_examples=tried(60))
    @given(
        names=st.lists(st.text(max_size=40), min_size=2, max_size=4, unique=True),
        values=st.lists(st.floats(allow_nan=True), min_size=2, max_size=4),
        link=st.text(max_size=20),
    )
    def test_any_name_and_value_is_harmless(
        self, names: list[str], values: list[float], link: str
    ) -> None:
        versions = [version(value) for value in values] + [version(3)]
        course = [(name, f"2025-01-0{n + 1}", n % len(values)) for n, name in enumerate(names)]
        course += [(names[0], "2025-02-01", len(values)), (names[1], "2025-02-03", len(values))]
        harmless(plot(versions, course, {names[0]: 1}, {0: link, len(values): "/" + link}))

    @pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a\"b'c&amp;<b>", "mark-1"])
    def test_a_name_comes_out_as_it_is_written(self, name: str) -> None:
        picture = plot(TOLL, [(name, "2025-09-03", 0), (name, "2025-09-04", 2)])
        harmless(picture)
        assert picture is not None
        assert name in texts(drawn(picture))
        assert "<script" not in picture

    @settings(deadline=None, max_examples=tried(40))
    @given(st.lists(st.datetimes(), min_size=2, max_size=6))
    def test_any_dates_are_drawn(self, times: list[Any]) -> None:
        course = [("a", time.isoformat(), 0) for time in times]
        harmless(plot([version(3)], course))


class TestMap:
    def test_a_town_is_named_within_its_country(self) -> None:
        root = drawn(event_map([place("Damascus", 33.51, 36.29)]))
        assert {"Damascus", "Syria"} <= set(texts(root))
        assert root.get("aria-label") == "Map: Damascus."
        assert titles(root) == ["Damascus"]

    def test_a_town_is_in_the_middle_of_eight_degrees(self) -> None:
        # Beirut is 0.8 degrees west of Damascus, and a degree of latitude is 40 pixels.
        root = drawn(event_map([place("Damascus", 33.51, 36.29), place("Beirut", 33.89, 35.5)]))
        spots = [
            tuple(map(float, re.findall(r"[\d.]+", path.get("transform"))))
            for path in root.iter(f"{SVG}path")
            if path.get("fill") == "var(--ink)"
        ]
        assert spots[0][0] - spots[1][0] == pytest.approx(0.79 * 40 * 0.83, abs=1)

    def test_a_country_is_shaded_and_whole(self) -> None:
        root = drawn(event_map([place("France", 46, 2, "country")]))
        (shaded,) = (p for p in root.iter(f"{SVG}path") if p.get("fill") == "var(--land-here)")
        spots = re.findall(r"(-?[\d.]+),(-?[\d.]+)", shaded.get("d"))
        assert all(0 <= float(x) <= 320 and 0 <= float(y) <= 240 for x, y in spots)

    @pytest.mark.parametrize("precision", ["country", "admin1", "region"])
    def test_what_is_no_point_is_hollow(self, precision: Precision) -> None:
        root = drawn(event_map([place("France", 46, 2, precision)]))
        rings = strokes(root, "var(--ink)")
        assert [ring.get("fill") for ring in rings] == ["none"]

    @pytest.mark.parametrize(
        "places",
        [
            [place("London", 51.5, -0.1), place("Sydney", -33.9, 151.2), place("Lima", -12, -77)],
            [place("Suva", -18.1, 178.4), place("Apia", -13.8, -171.8)],
            [place("North Pole", 90, 0)],
            [place("South Pole", -90, 0)],
            [place("McMurdo", -77.85, 166.67), place("Alert", 82.5, -62.3)],
            [place("Antarctica", -80, 0, "country")],
            [place("Russia", 60, 100, "country")],
            [place("The Pacific", 0, -180, "region")],
        ],
        ids=lambda places: places[0].name,
    )
    def test_all_places_are_in_view(self, places: list[Place]) -> None:
        picture = event_map(places)
        harmless(picture)
        assert picture is not None
        assert len(picture.encode()) < 40 * 1024
        for dot in strokes(drawn(picture), "var(--ink)"):
            x, y = map(float, re.findall(r"-?[\d.]+", dot.get("transform")))
            assert 0 <= x <= 320
            assert 0 <= y <= 240

    def test_the_shorter_way_over_the_date_line_is_taken(self) -> None:
        root = drawn(event_map([place("Suva", -18.1, 178.4), place("Apia", -13.8, -171.8)]))
        xs = [
            float(re.findall(r"-?[\d.]+", dot.get("transform"))[0])
            for dot in strokes(root, "var(--ink)")
        ]
        assert 100 < xs[1] - xs[0] < 300

    def test_no_more_than_eight_are_named_and_no_two_over_one_another(self) -> None:
        towns = [place(f"Town {n}", 45 + n, 10 + 2 * n) for n in range(12)]
        towns += [place("Twin", 45, 10), place("Twin", 45, 10)]
        root = drawn(event_map(towns))
        named = [text for text in texts(root) if text.startswith("Town")]
        assert 1 <= len(named) <= 8
        assert titles(root).count("Twin") == 1

    @pytest.mark.parametrize(
        "places",
        [
            [],
            [place("Selvane", float("nan"), 3)],
            [place("Selvane", 91, 3)],
            [place("Selvane", 0, 0)],
        ],
    )
    def test_places_without_coordinates_are_no_map(self, places: list[Place]) -> None:
        assert event_map(places) is None

    @settings(deadline=None, max_examples=tried(60))
    @given(
        st.lists(
            st.builds(
                place,
                st.text(max_size=30),
                st.floats(-90, 90),
                st.floats(-180, 180),
                st.sampled_from(("point", "admin1", "country", "region")),
            ),
            min_size=1,
            max_size=4,
        )
    )
    def test_any_places_are_drawn_small_and_harmless(self, places: list[Place]) -> None:
        picture = event_map([*places, place("Oslo", 59.9, 10.7)])
        harmless(picture)
        assert picture is not None
        assert len(picture.encode()) < 40 * 1024


class TestPaint:
    SPEC: ClassVar[dict[str, Any]] = {
        "marks": [{"type": "symbol"}],
        "usermeta": {"kind": "plot", "label": "A dot."},
    }

    def test_without_the_extra_there_is_no_picture(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        real = builtins.__import__

        def missing(name: str, *args: Any, **kwargs: Any) -> Any:
            if name == "vl_convert":
                raise ImportError(name)
            return real(name, *args, **kwargs)

        monkeypatch.setattr(builtins, "__import__", missing)
        assert render.draw({**self.SPEC, "title": "missing"}) is None
        assert not caplog.records

    def test_a_drawing_that_fails_is_logged_and_is_no_picture(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.WARNING):
            assert render.draw({**self.SPEC, "marks": [{"type": "no such mark"}]}) is None
        assert "could not be drawn" in caplog.text

    def test_a_picture_is_drawn_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import vl_convert

        calls = []
        real = vl_convert.vega_to_svg

        def counted(spec: str) -> str:
            calls.append(spec)
            return real(spec)

        monkeypatch.setattr(vl_convert, "vega_to_svg", counted)
        spec = {**self.SPEC, "title": "once"}
        with ThreadPoolExecutor(8) as pool:
            pictures = set(pool.map(lambda _: render.draw(spec), range(24)))
        assert len(pictures) == 1
        assert len(calls) == 1

    def test_the_same_is_drawn_the_same(self, monkeypatch: pytest.MonkeyPatch) -> None:
        one = plot(TOLL, COURSE, HUES)
        monkeypatch.setattr(render, "_CACHE", render._Cache(2))
        assert plot(TOLL, COURSE, HUES) == one

    def test_the_least_recently_used_goes_first(self) -> None:
        shelf = render._Cache(2)
        for key in ("a", "b"):
            shelf.put(key, Markup(key))
        shelf.get("a")
        shelf.put("c", Markup("c"))
        assert [shelf.get(key) for key in ("a", "b", "c")] == ["a", None, "c"]


class TestClean:
    CAPTION = Caption(kind="plot", label='A "plot".', marks={"mark-1": Mark(title="9 & 10")})

    def clean(self, inner: str) -> str:
        svg = f'<svg xmlns="{SVG[1:-1]}" xmlns:xlink="http://www.w3.org/1999/xlink">{inner}</svg>'
        return str(cleaned(svg, self.CAPTION))

    @pytest.mark.parametrize(
        "inner",
        [
            "<script>alert(1)</script>",
            "<style>*{}</style>",
            "<foreignObject><p/></foreignObject>",
            '<image href="https://evil.example/x.png"/>',
            '<use href="#x"/>',
            '<a xlink:href="https://evil.example"><path d="M0,0"/></a>',
            '<path d="M0,0"/>',
            "<!-- words --><?php words ?>",
        ],
    )
    def test_what_is_not_on_the_list_is_gone(self, inner: str) -> None:
        assert self.clean(inner).endswith('tabular-nums"/>')

    @pytest.mark.parametrize(
        "attribute",
        [
            'style="fill:red"',
            'onclick="alert(1)"',
            'class="x"',
            'stroke="url(#x)"',
            'stroke="#abc"',
        ],
    )
    def test_attributes_that_are_not_on_the_list_are_gone(self, attribute: str) -> None:
        value = attribute.split("=", 1)[1]
        picture = self.clean(f'<path d="M0,0" fill="none" {attribute}/>')
        assert '<path d="M0,0" fill="none"/>' in picture.replace("'", '"')
        assert value not in picture

    def test_a_mark_says_its_title(self) -> None:
        picture = self.clean('<path d="M0,0" fill="none" aria-label="mark-1"/>')
        assert "<title>9 &amp; 10</title>" in picture

    @pytest.mark.parametrize("svg", ["", "<p/>", "<svg", "<svg/>"])
    def test_what_is_no_svg_is_refused(self, svg: str) -> None:
        with pytest.raises(ValueError, match="the drawing is"):
            cleaned(svg, self.CAPTION)

    @pytest.mark.parametrize("href", ["/", "/events/7?x=1#A12", "#A12", "/a//b"])
    def test_addresses_on_the_site_stay(self, href: str) -> None:
        assert address(href) == href

    @pytest.mark.parametrize(
        "href",
        [None, "", "//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example",
         "javascript:alert(1)", "events/7", "\n/x", "/x\n"],
    )  # fmt: skip
    def test_other_addresses_go(self, href: str | None) -> None:
        assert address(href) is None

    @given(st.text())
    def test_any_words_can_be_written_as_xml(self, words: str) -> None:
        element = etree.Element("p")
        element.text = said(words)
        assert etree.fromstring(etree.tostring(element)).text == (said(words) or None)
        assert json.loads(json.dumps(said(words))).encode("utf-8") is not None
