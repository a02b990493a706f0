"""What charts say and draw: exact figures, words and tables from a handful of rows."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Template
from django.templatetags.static import static
from plotly.offline import get_plotlyjs_version

from coalition.charts import (
    CapabilityCount,
    Cell,
    Chart,
    CityRow,
    ContributorRow,
    PledgeEventRow,
    contributions_by_capability,
    contributor_map,
    pledge_timeline,
    theatre_map,
)
from coalition.charts.figure import whole_step
from coalition.charts.labels import Place, View, place_labels
from coalition.charts.words import counted, date_in_words, hover, listed, period_in_words, plain
from coalition.dates import PartialDate
from coalition.enums import Act, Capability, Objective


def drawn(chart: Chart | None) -> Chart:
    assert chart is not None
    return chart


def figure(chart: Chart | None) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(drawn(chart).figure)
    return parsed


def traces(chart: Chart | None, *keys: str) -> list[dict[str, Any]]:
    """Every trace cut to `keys`."""
    return [{key: trace[key] for key in keys if key in trace} for trace in figure(chart)["data"]]


def texts(chart: Chart | None) -> list[list[str]]:
    return [[cell.text for cell in row] for row in drawn(chart).table.rows]


# Words


@pytest.mark.parametrize(
    ("number", "noun", "expected"),
    [
        (0, ("nation",), "0 nations"),
        (1, ("nation",), "1 nation"),
        (2, ("capability", "capabilities"), "2 capabilities"),
        (1204, ("pledge line",), "1,204 pledge lines"),
    ],
)
def test_counted(number: int, noun: tuple[str, ...], expected: str) -> None:
    assert counted(number, *noun) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [([], ""), (["France"], "France"), (["France", "Italy"], "France and Italy"), (["A", "B", "C"], "A, B and C")],
)
def test_listed(parts: list[str], expected: str) -> None:
    assert listed(parts) == expected


@pytest.mark.parametrize(
    ("date", "expected"), [("2016-01-02", "2 January 2016"), ("2016-02", "February 2016"), ("2016", "2016")]
)
def test_a_date_is_told_as_far_as_it_is_known(date: str, expected: str) -> None:
    assert date_in_words(PartialDate.parse(date)) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2016-01-20", None, "20 January 2016"),
        ("2016-01-20", "2016-01-20", "20 January 2016"),
        ("2016-01-20", "2016-01-21", "20–21 January 2016"),
        ("2016-01-30", "2016-02-02", "30 January to 2 February 2016"),
        ("2015-12-30", "2016-01-02", "30 December 2015 to 2 January 2016"),
        ("2016-01-20", "2016-02", "20 January 2016 to February 2016"),
        ("2016", "2017", "2016 to 2017"),
    ],
)
def test_a_period_says_what_its_dates_share_once(first: str, last: str | None, expected: str) -> None:
    assert period_in_words(PartialDate.parse(first), PartialDate.parse(last) if last else None) == expected


def test_plotly_gets_no_markup_from_names() -> None:
    assert plain('<a href="/x">A & B</a>') == '&lt;a href="/x"&gt;A &amp; B&lt;/a&gt;'
    assert hover("A<b>", "", "c & d") == "<b>A&lt;b&gt;</b><br>c &amp; d"


@pytest.mark.parametrize(
    ("longest", "step"), [(0, 1), (1, 1), (6, 1), (7, 2), (12, 2), (13, 5), (30, 5), (31, 10), (61, 20), (1300, 500)]
)
def test_counts_have_whole_ticks_and_at_most_six(longest: int, step: int) -> None:
    assert whole_step(longest) == step


# Contributions by capability

COUNTS = [
    CapabilityCount(Capability.TRAINERS, Act.PLEDGED, 4),
    CapabilityCount(Capability.AIR_STRIKES, Act.ENDED, 2, "/pledges/?capability=air_strikes&act=ended"),
    CapabilityCount(Capability.AIR_STRIKES, Act.DELIVERING, 9, "/pledges/?capability=air_strikes&act=delivering"),
    CapabilityCount(Capability.TRAINERS, Act.DELIVERING, 6),
    CapabilityCount(Capability.NAVAL, Act.REQUESTED, 1),
    CapabilityCount(Capability.MEDICAL, Act.PLEDGED, 0),
]


def test_contributions_are_one_trace_an_act_with_what_is_delivered_first() -> None:
    assert traces(contributions_by_capability(COUNTS), "type", "name", "x", "y", "customdata") == [
        {
            "type": "bar",
            "name": "Delivering",
            "x": [9, 6],
            "y": ["Air strikes", "Trainers and advisers"],
            "customdata": ["/pledges/?capability=air_strikes&act=delivering", None],
        },
        {"type": "bar", "name": "Pledged", "x": [4], "y": ["Trainers and advisers"], "customdata": [None]},
        {"type": "bar", "name": "Requested", "x": [1], "y": ["Naval forces"], "customdata": [None]},
        {
            "type": "bar",
            "name": "Ended",
            "x": [2],
            "y": ["Air strikes"],
            "customdata": ["/pledges/?capability=air_strikes&act=ended"],
        },
    ]


def test_contributions_are_ordered_by_what_is_delivered_and_coloured_by_act() -> None:
    parsed = figure(contributions_by_capability(COUNTS))
    assert parsed["layout"]["yaxis"]["categoryarray"] == ["Air strikes", "Trainers and advisers", "Naval forces"]
    assert [trace["marker"]["color"] for trace in parsed["data"]] == [
        "var(--act-delivering)",
        "var(--act-pledged)",
        "var(--act-requested)",
        "var(--act-ended)",
    ]
    assert parsed["data"][0]["hovertext"] == [
        "<b>Air strikes</b><br>Delivering: 9 pledge lines",
        "<b>Trainers and advisers</b><br>Delivering: 6 pledge lines",
    ]
    assert parsed["layout"]["xaxis"]["dtick"] == 2


def test_contributions_keep_acts_apart_in_words_and_table() -> None:
    chart = drawn(contributions_by_capability(COUNTS, download_url="/pledges.csv"))
    assert chart.summary == (
        "Pledge lines by the act each has reached: delivering 15, pledged 4, requested 1 and ended 2. "
        "Air strikes has the most lines now being delivered (9)."
    )
    assert chart.table.headers == ("Capability", "Delivering", "Pledged", "Requested", "Ended")
    assert texts(chart) == [
        ["Air strikes", "9", "0", "0", "2"],
        ["Trainers and advisers", "6", "4", "0", "0"],
        ["Naval forces", "0", "0", "1", "0"],
    ]
    assert chart.table.rows[0][1] == Cell("9", "/pledges/?capability=air_strikes&act=delivering", is_number=True)
    assert (chart.height, chart.map, chart.download_url) == ("s", None, "/pledges.csv")


def test_contributions_name_all_that_lead_and_none_when_nothing_is_delivered() -> None:
    equal = [
        CapabilityCount(Capability.NAVAL, Act.DELIVERING, 3),
        CapabilityCount(Capability.MEDICAL, Act.DELIVERING, 3),
    ]
    assert drawn(contributions_by_capability(equal)).summary == (
        "Pledge lines by the act each has reached: delivering 6. "
        "Medical support and Naval forces have the most lines now being delivered (3 each)."
    )
    asked = [CapabilityCount(Capability.NAVAL, Act.REQUESTED, 1)]
    assert drawn(contributions_by_capability(asked)).summary == (
        "Pledge lines by the act each has reached: requested 1."
    )


# Acts over time


def event(nation: str, act: Act, date: str, url: str | None = None) -> PledgeEventRow:
    return PledgeEventRow(nation, Capability.AIR_STRIKES, act, PartialDate.parse(date), url)


def test_an_act_is_a_dot_and_an_approximate_date_a_bar_with_a_dot_in_its_middle() -> None:
    chart = pledge_timeline(
        [event("Northland", Act.DELIVERING, "2016-01"), event("Northland", Act.PLEDGED, "2015-12-04", "/pledges/1/")]
    )
    assert traces(chart, "name", "mode", "x", "y", "customdata", "hoverinfo") == [
        {
            "name": "Pledged",
            "mode": "markers",
            "x": ["2015-12-04"],
            "y": [0],
            "customdata": ["/pledges/1/"],
            "hoverinfo": "text",
        },
        {"mode": "lines", "x": ["2016-01-01", "2016-01-31", None], "y": [1, 1, None], "hoverinfo": "skip"},
        {
            "name": "Delivering",
            "mode": "markers",
            "x": ["2016-01-16"],
            "y": [1],
            "customdata": [None],
            "hoverinfo": "text",
        },
    ]
    parsed = figure(chart)
    assert parsed["layout"]["yaxis"]["ticktext"] == ["Pledged", "Delivering"]
    assert parsed["layout"]["xaxis"]["range"] == ["2015-11-19", "2016-02-15"]
    assert parsed["data"][0]["hovertext"] == ["<b>Northland</b><br>Air strikes: pledged<br>4 December 2015"]
    assert parsed["data"][2]["hovertext"] == [
        "<b>Northland</b><br>Air strikes: delivering<br>January 2016 (day not reported)"
    ]


def test_acts_of_one_day_stand_side_by_side() -> None:
    day = [event(nation, Act.PLEDGED, "2016-01-20") for nation in ("A", "B", "C", "D")]
    assert traces(pledge_timeline(day), "y") == [{"y": [0, 0.09, -0.09, 0.18]}]
    near_and_far = [event("A", Act.PLEDGED, "2016-01-20"), event("B", Act.PLEDGED, "2017-01-20")]
    assert traces(pledge_timeline(near_and_far), "y") == [{"y": [0, 0]}]


def test_acts_over_time_in_words_and_table() -> None:
    chart = pledge_timeline(
        [
            event("Southland", Act.DECLINED, "2016"),
            event("Northland", Act.REQUESTED, "2015-11", "/pledges/7/"),
            event("Northland", Act.PLEDGED, "2015-12-04"),
            event("Southland", Act.PLEDGED, "2015-12-04"),
        ]
    )
    assert drawn(chart).summary == (
        "4 acts of 2 nations, November 2015 to 2016: requested 1, pledged 2 and declined 1."
    )
    assert drawn(chart).table.headers == ("Date", "Nation", "Capability", "Act")
    assert texts(chart) == [
        ["November 2015", "Northland", "Air strikes", "Requested"],
        ["4 December 2015", "Northland", "Air strikes", "Pledged"],
        ["4 December 2015", "Southland", "Air strikes", "Pledged"],
        ["2016", "Southland", "Air strikes", "Declined"],
    ]
    assert drawn(chart).table.rows[0][0].url == "/pledges/7/"


# Contributors

NATIONS = [
    ContributorRow("Canada", "CAN", 1, 0),
    ContributorRow("France", "FRA", 5, 1, "/nations/france/"),
    ContributorRow("Brazil", "BRA", 0, 2),
    ContributorRow("Bahrain", "BHR", 1, 0, "/nations/bahrain/"),
    ContributorRow("NATO", "", 2, 0),
    ContributorRow("Chile", "CHL", 0, 0),
]


def test_contributors_are_areas_or_dots_in_classes_of_what_is_delivered() -> None:
    assert traces(contributor_map(NATIONS), "type", "name", "locations", "lat", "showlegend", "customdata") == [
        {
            "type": "choropleth",
            "name": "Delivers 4 or more capabilities",
            "locations": ["FRA"],
            "showlegend": True,
            "customdata": ["/nations/france/"],
        },
        {
            "type": "choropleth",
            "name": "Delivers 1",
            "locations": ["CAN"],
            "showlegend": True,
            "customdata": [None],
        },
        {
            "type": "scattergeo",
            "name": "Delivers 1",
            "lat": [26.04],
            "showlegend": False,
            "customdata": ["/nations/bahrain/"],
        },
        {
            "type": "choropleth",
            "name": "Pledged, nothing delivered now",
            "locations": ["BRA"],
            "showlegend": True,
            "customdata": [None],
        },
    ]
    assert figure(contributor_map(NATIONS))["data"][0]["hovertext"] == [
        "<b>France</b><br>delivers 5 capabilities now<br>pledged 1 capability not delivered now"
    ]


def test_contributors_in_words_and_table() -> None:
    chart = drawn(contributor_map(NATIONS))
    assert chart.summary == (
        "4 nations deliver at least one capability now; the most, 5, by France. "
        "1 more nation has pledged and delivers nothing now. NATO has no place on the map; see the table."
    )
    assert texts(chart) == [
        ["France", "5", "1"],
        ["NATO", "2", "0"],
        ["Bahrain", "1", "0"],
        ["Canada", "1", "0"],
        ["Brazil", "0", "2"],
    ]
    assert (chart.map, chart.height) == ("world_110m", "world")


def test_a_world_of_pledges_alone_says_so() -> None:
    chart = contributor_map([ContributorRow("Brazil", "BRA", 0, 2), ContributorRow("Chile", "CHL", 0, 1)])
    assert drawn(chart).summary == "2 nations have pledged and deliver nothing now."


# Cities


def city(name: str, latitude: float, longitude: float, state: Objective, country: str = "Iraq") -> CityRow:
    return CityRow(name, country, latitude, longitude, state, PartialDate.parse("2016-01"), f"/cities/{name.lower()}/")


CITIES = [
    city("Mosul", 36.34, 43.12, Objective.RETAKE),
    city("Raqqa", 35.95, 39.01, Objective.RETAKE, "Syria"),
    city("Ramadi", 33.42, 43.31, Objective.RETAKEN),
    city("Baghdad", 33.34, 44.4, Objective.MENTIONED),
]


def test_cities_are_marked_by_state_and_a_mere_mention_is_not_drawn() -> None:
    chart = theatre_map(CITIES)
    states = [trace for trace in figure(chart)["data"] if "name" in trace]
    assert [(trace["name"], trace["text"], trace["lat"], trace["marker"]["symbol"]) for trace in states] == [
        ("To be retaken", ["Mosul", "Raqqa"], [36.34, 35.95], "triangle-up"),
        ("Retaken", ["Ramadi"], [33.42], "circle"),
    ]
    assert states[0]["customdata"] == ["/cities/mosul/", "/cities/raqqa/"]
    assert states[0]["hovertext"][1] == "<b>Raqqa</b><br>Syria<br>To be retaken, since January 2016"
    assert (
        drawn(chart).summary
        == "3 cities (2 in Iraq and 1 in Syria), by the last report: 2 to be retaken and 1 retaken."
    )
    assert texts(chart) == [
        ["Mosul", "Iraq", "To be retaken", "January 2016"],
        ["Raqqa", "Syria", "To be retaken", "January 2016"],
        ["Ramadi", "Iraq", "Retaken", "January 2016"],
    ]


def test_the_view_fits_the_cities_and_fills_the_canvas() -> None:
    geo = figure(theatre_map(CITIES))["layout"]["geo"]
    assert geo["resolution"] == 50
    assert geo["lataxis"]["range"] == [32.82, 36.94]
    assert geo["lonaxis"]["range"] == [36.64, 45.68]


def test_a_phone_sees_the_same_cities_closer_in_a_square() -> None:
    narrow = figure(theatre_map(CITIES))["layout"]["meta"]["narrow"]["geo"]
    assert narrow["lonaxis"]["range"] == [38.16, 44.16]
    assert narrow["resolution"] == 50


def test_a_city_outside_the_theatre_is_drawn_on_the_map_of_the_world() -> None:
    chart = drawn(theatre_map([*CITIES, city("Marawi", 8.0, 124.3, Objective.HELD_BY_IS, "Philippines")]))
    assert chart.map == "world_110m"
    assert figure(chart)["layout"]["geo"]["resolution"] == 110
    assert drawn(theatre_map(CITIES)).map == "theatre_50m"


def test_names_yield_to_marks_and_to_names_set_before() -> None:
    view = View((40.0, 50.0), (30.0, 36.0), 500)
    alone = Place("Mosul", 45.0, 33.0)
    right_of_it = Place("Erbil", 45.5, 33.0)
    same_spot = [Place(f"Town {number}", 45.0, 33.0) for number in range(9)]
    at_the_edge = Place("Basra", 49.9, 33.0)
    iraq, iraq_again = Place("Iraq", 42.0, 31.0), Place("Iraq", 47.0, 34.5)

    assert place_labels([alone], [], view) == (["middle right"], [])
    assert place_labels([alone, right_of_it], [], view) == (["middle left", "middle right"], [])
    assert place_labels([at_the_edge], [], view) == (["middle left"], [])
    sides, _ = place_labels(same_spot, [], view)
    assert sides[-1] is None
    assert place_labels([], [iraq, iraq_again], view) == ([], [True, False])
    assert place_labels([Place("Nasiriyah", 42.0, 31.0)], [iraq, iraq_again], view)[1] == [False, True]


# All of them


def test_without_rows_there_is_no_chart() -> None:
    assert contributions_by_capability([]) is None
    assert contributions_by_capability([CapabilityCount(Capability.NAVAL, Act.ENDED, 0)]) is None
    assert pledge_timeline([]) is None
    assert contributor_map([ContributorRow("Chile", "CHL", 0, 0)]) is None
    assert theatre_map([city("Baghdad", 33.3, 44.4, Objective.MENTIONED)]) is None


def hostile_charts() -> list[Chart]:
    name = '</script><a href="//elsewhere.example">&'
    return [
        drawn(pledge_timeline([event(name, Act.PLEDGED, "2016-01-01")])),
        drawn(contributor_map([ContributorRow(name, "FRA", 1, 0)])),
        drawn(theatre_map([city(name, 36.0, 43.0, Objective.STRUCK, name)])),
    ]


@pytest.mark.parametrize("index", range(3))
def test_a_name_is_never_markup_neither_for_plotly_nor_for_the_page(index: int) -> None:
    chart = hostile_charts()[index]
    labels = "".join(
        "".join(value for value in trace[key] if value)
        for trace in json.loads(chart.figure)["data"]
        for key in ("hovertext", "text")
        if key in trace
    )
    assert "<a" not in labels
    assert "</script" not in labels
    page = rendered(chart)
    assert page.count("</script>") == 2
    assert "<a href" not in page.replace('<a href="/', "")


def rendered(chart: Chart | None, level: int = 2) -> str:
    return Template("{% load charts %}{% chart chart level=level %}").render(Context({"chart": chart, "level": level}))


def test_a_chart_on_a_page_is_words_figure_table_and_download() -> None:
    chart = drawn(contributions_by_capability(COUNTS, download_url="/pledges.csv?act=pledged&x=1"))
    page = rendered(chart, level=3)
    assert (
        '<h3 class="chart-title" id="chart-contributions-by-capability-title">Contributions by capability</h3>' in page
    )
    assert chart.summary in page
    assert 'class="chart-canvas chart-canvas-s"' in page
    assert 'href="/pledges/?capability=air_strikes&amp;act=delivering">9</a>' in page
    assert 'href="/pledges.csv?act=pledged&amp;x=1" download' in page
    assert "data-map" not in page
    start = page.index("data-figure>") + len("data-figure>")
    assert json.loads(page[start : page.index("</script>", start)]) == json.loads(chart.figure)


def test_a_map_names_its_own_geometry() -> None:
    page = rendered(theatre_map(CITIES))
    address = static("vendor/plotly-4.1.1/theatre_50m.json")
    assert f'data-map="theatre_50m" data-map-url="{address}"' in page


def test_no_chart_is_a_short_line() -> None:
    assert rendered(None).strip() == '<p class="chart-empty">Nothing to draw for this selection.</p>'


def test_no_style_attribute_and_no_default_template_in_what_is_sent() -> None:
    chart = drawn(contributor_map(NATIONS))
    assert "style=" not in rendered(chart)
    assert figure(chart)["layout"]["template"] == {"data": {"scatter": [{"type": "scatter"}]}}


def test_the_script_is_of_the_version_that_python_writes_figures_for() -> None:
    folder = settings.BASE_DIR / "static" / "vendor" / f"plotly-{get_plotlyjs_version()}"
    assert (folder / "plotly.min.js").read_text().startswith(f"/* plotly.js {get_plotlyjs_version()}, MIT")


def test_plotly_is_imported_only_when_something_is_drawn() -> None:
    code = "import sys, django; import coalition.charts; sys.exit('plotly' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_dates_of_a_year_cover_the_whole_of_it() -> None:
    chart = pledge_timeline([event("A", Act.PLEDGED, "2016")])
    assert traces(chart, "x")[0] == {"x": ["2016-01-01", "2016-12-31", None]}
    assert traces(chart, "x")[1] == {"x": [datetime.date(2016, 7, 1).isoformat()]}
