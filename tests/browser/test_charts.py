"""Charts in a real browser, on a page of their own: drawn under the strict policy, in both themes, with links."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from coalition import charts
from coalition.dates import PartialDate
from coalition.enums import Act, Capability, Objective

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

_PAGE = """
{% load charts static %}<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Charts</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="{% static 'css/variables.css' %}">
  <link rel="stylesheet" href="{% static 'css/base.css' %}">
  <link rel="stylesheet" href="{% static 'css/components.css' %}">
</head>
<body><main><h1>Charts</h1>
{% for line in lines %}<p>Line</p>{% endfor %}
{% for chart in charts %}{% chart chart %}{% endfor %}
<p id="after">After</p></main></body>
</html>
"""


def _page(*drawn: charts.Chart | None, lines: int = 0) -> HttpResponse:
    """The charts, below so many lines of text."""
    context = {"charts": drawn, "lines": range(lines)}
    return HttpResponse(engines["django"].from_string(_PAGE).render(context))


def _capabilities() -> charts.Chart | None:
    return charts.contributions_by_capability(
        [
            charts.CapabilityCount(Capability.AIR_STRIKES, Act.DELIVERING, 9, "/there/"),
            charts.CapabilityCount(Capability.AIR_STRIKES, Act.ENDED, 2),
            charts.CapabilityCount(Capability.TRAINERS, Act.DELIVERING, 6, "/there/"),
            charts.CapabilityCount(Capability.TRAINERS, Act.PLEDGED, 4, "/there/"),
            charts.CapabilityCount(Capability.NAVAL, Act.REQUESTED, 1, "/there/"),
            charts.CapabilityCount(Capability.MEDICAL, Act.DECLINED, 1, "/there/"),
            charts.CapabilityCount(Capability.MEDICAL, Act.CONSIDERING, 1, "/there/"),
        ],
        download_url="/there/",
    )


def _pledges() -> charts.Chart | None:
    def event(nation: str, act: Act, date: str) -> charts.PledgeEventRow:
        return charts.PledgeEventRow(nation, Capability.AIR_STRIKES, act, PartialDate.parse(date), "/there/")

    return charts.pledge_timeline(
        [
            event("Northland", Act.REQUESTED, "2015-11"),
            event("Northland", Act.PLEDGED, "2015-12-04"),
            event("Southland", Act.PLEDGED, "2015-12-05"),
            event("Southland", Act.DELIVERING, "2016-01"),
            event("Eastland", Act.DECLINED, "2016"),
        ]
    )


def _contributors() -> charts.Chart | None:
    return charts.contributor_map(
        [
            charts.ContributorRow("France", "FRA", 5, 1, "/there/"),
            charts.ContributorRow("Australia", "AUS", 2, 0, "/there/"),
            charts.ContributorRow("Canada", "CAN", 1, 0, "/there/"),
            charts.ContributorRow("Bahrain", "BHR", 1, 0, "/there/"),
            charts.ContributorRow("Brazil", "BRA", 0, 1, "/there/"),
            charts.ContributorRow("NATO", None, 1, 0, "/there/"),
        ]
    )


def _cities() -> charts.Chart | None:
    def city(name: str, country: str, latitude: float, longitude: float, state: Objective) -> charts.CityRow:
        return charts.CityRow(name, country, latitude, longitude, state, PartialDate.parse("2016-01"), "/there/")

    return charts.theatre_map(
        [
            city("Mosul", "Iraq", 36.335, 43.119, Objective.HELD_BY_IS),
            city("Raqqa", "Syria", 35.953, 39.008, Objective.RETAKE),
            city("Ramadi", "Iraq", 33.421, 43.308, Objective.RETAKEN),
            city("Fallujah", "Iraq", 33.349, 43.786, Objective.STRUCK),
            city("Kobani", "Syria", 36.891, 38.353, Objective.DEFENDED),
        ]
    )


_BUILDERS: dict[str, Callable[[], charts.Chart | None]] = {
    "contributions-by-capability": _capabilities,
    "pledge-timeline": _pledges,
    "contributor-map": _contributors,
    "theatre-map": _cities,
}


# No style attribute in markup, no style element, no other host, no image but our own: what our charts ask for.
@csp_replace(
    {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF],
        "style-src-elem": [SELF],
        "style-src-attr": [NONE],
    }
)
def strict(request: HttpRequest) -> HttpResponse:
    """Every chart under the strictest policy."""
    return _page(*(build() for build in _BUILDERS.values()))


def one(request: HttpRequest, name: str) -> HttpResponse:
    """One chart under the site's own policy."""
    return _page(_BUILDERS[name]())


def low(request: HttpRequest) -> HttpResponse:
    """Charts far below the first screen."""
    return _page(_capabilities(), _cities(), lines=60)


def there(request: HttpRequest) -> HttpResponse:
    """Where every mark leads."""
    return HttpResponse("<!doctype html><title>There</title><link rel=icon href=data:,>")


urlpatterns = [path("strict/", strict), path("low/", low), path("one/<slug:name>/", one), path("there/", there)]


_FILL_OF_DELIVERING = {"light": "rgb(19, 111, 98)", "dark": "rgb(143, 240, 182)"}


def _draw(page: Page, name: str) -> Locator:
    """The page of one chart, once it is drawn."""
    page.goto(f"/one/{name}/")
    figure = page.locator("[data-chart]")
    expect(figure).to_have_attribute("data-drawn", "true")
    return figure


def _middle(mark: Locator) -> tuple[float, float]:
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_every_chart_is_drawn_under_the_strictest_policy_and_nothing_moves(page: Page) -> None:
    page.goto("/strict/", wait_until="domcontentloaded")
    before = page.evaluate("document.querySelector('#after').getBoundingClientRect().top + scrollY")
    for name in _BUILDERS:
        figure = page.locator(f"[data-chart={name}]")
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_attribute("data-drawn", "true")
        assert figure.locator("svg.main-svg").count() > 0
        assert figure.locator(".chart-error").is_hidden()
    after = page.evaluate("document.querySelector('#after').getBoundingClientRect().top + scrollY")
    assert after == before


def test_every_chart_is_drawn_on_a_phone_and_none_is_wider_than_it(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/strict/")
    for name in _BUILDERS:
        figure = page.locator(f"[data-chart={name}]")
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_attribute("data-drawn", "true")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_library_comes_once_and_only_when_a_chart_comes_near(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 200})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1].split(".")[0]))
    page.goto("/low/", wait_until="networkidle")
    assert "charts" in asked
    assert "plotly" not in asked
    page.locator("#after").scroll_into_view_if_needed()
    for figure in page.locator("[data-chart]").all():
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_attribute("data-drawn", "true")
    # The script and its style sheet.
    assert asked.count("plotly") == 2
    assert asked.count("theatre_50m") == 1
    assert "world_110m" not in asked


def test_once_one_chart_is_drawn_the_others_follow_without_scrolling(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 400})
    page.goto("/strict/")
    for name in _BUILDERS:
        expect(page.locator(f"[data-chart={name}]")).to_have_attribute("data-drawn", "true")


def test_a_chart_nobody_scrolled_to_is_printed_as_its_table(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 200})
    page.goto("/low/", wait_until="networkidle")
    canvas = page.locator(".chart-canvas").first
    assert "table below" in canvas.evaluate("node => getComputedStyle(node, '::before').content")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(canvas).to_be_hidden()
    expect(page.locator(".chart-table table").first).to_be_visible()


def test_a_drawn_chart_follows_the_page_into_dark_mode(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    figure = _draw(page, "contributions-by-capability")
    bar = figure.locator(".barlayer .trace:nth-child(1) .point path").first
    expect(bar).to_have_css("fill", _FILL_OF_DELIVERING["light"])
    page.emulate_media(color_scheme="dark")
    expect(bar).to_have_css("fill", _FILL_OF_DELIVERING["dark"])


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("contributions-by-capability", ".barlayer .trace:nth-child(1) .point path"),
        ("pledge-timeline", ".scatterlayer .point"),
        ("contributor-map", ".choroplethlayer path"),
        ("theatre-map", ".scattergeo path.point"),
    ],
)
def test_a_mark_with_an_address_is_a_link(page: Page, name: str, mark: str) -> None:
    figure = _draw(page, name)
    x, y = _middle(figure.locator(mark).first)
    page.mouse.move(x, y)
    expect(figure.locator(".hoverlayer .hovertext")).to_be_visible()
    expect(figure.locator(".chart-canvas.is-link")).to_be_visible()
    page.mouse.click(x, y)
    page.wait_for_url("**/there/")


def test_a_mark_without_an_address_stays(page: Page) -> None:
    figure = _draw(page, "contributions-by-capability")
    x, y = _middle(figure.locator(".barlayer .trace:nth-child(5) .point path").first)
    page.mouse.move(x, y)
    expect(figure.locator(".hoverlayer .hovertext")).to_contain_text("Ended: 2 pledge lines")
    expect(figure.locator(".chart-canvas.is-link")).to_have_count(0)
    page.mouse.click(x, y)
    assert page.url.endswith("/one/contributions-by-capability/")


def test_a_finger_reads_a_mark_first_and_follows_it_next(browser: Browser, live_server: LiveServer) -> None:
    phone = browser.new_context(
        base_url=live_server.url, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    tab = phone.new_page()
    figure = _draw(tab, "theatre-map")
    x, y = _middle(figure.locator(".scattergeo path.point").first)
    tab.touchscreen.tap(x, y)
    expect(figure.locator(".hoverlayer .hovertext")).to_be_visible()
    assert tab.url.endswith("/one/theatre-map/")
    tab.touchscreen.tap(x, y)
    tab.wait_for_url("**/there/")
    phone.close()


def test_a_narrow_map_shows_fewer_names_and_a_widened_one_all_again(page: Page) -> None:
    figure = _draw(page, "theatre-map")
    names = figure.locator(".scattergeo text")
    expect(names.filter(has_text="Fallujah")).to_have_count(1)
    page.set_viewport_size({"width": 360, "height": 800})
    expect(figure.locator(".chart-canvas")).to_have_attribute("data-narrow", "true")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(figure.locator(".chart-canvas")).to_have_attribute("data-narrow", "false")


def test_what_htmx_brings_is_drawn_and_what_it_remembers_is_bare(page: Page) -> None:
    figure = _draw(page, "pledge-timeline")
    fire = "name => document.dispatchEvent(new CustomEvent(name))"
    page.evaluate(fire, "htmx:beforeHistorySave")
    assert figure.get_attribute("data-drawn") is None
    assert figure.locator("svg").count() == 0
    page.evaluate(fire, "htmx:afterSettle")
    expect(figure).to_have_attribute("data-drawn", "true")


def test_without_the_library_the_words_and_the_table_stay(page: Page, expected_failures: list[str]) -> None:
    expected_failures += ["request failed", "could not load"]
    page.route("**/plotly.min*.js", lambda route: route.abort())
    page.goto("/one/contributor-map/")
    figure = page.locator("[data-chart]")
    expect(figure).to_have_attribute("data-drawn", "failed")
    expect(figure.locator(".chart-error")).to_be_visible()
    expect(figure.locator(".chart-canvas")).to_be_hidden()
    expect(figure.get_by_role("rowheader", name="France")).to_be_visible()


def test_without_javascript_the_words_and_the_table_stay(browser: Browser, live_server: LiveServer) -> None:
    plain = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    tab = plain.new_page()
    tab.goto("/one/contributor-map/")
    assert tab.locator(".chart-canvas").is_hidden()
    assert "5 nations deliver" in tab.locator(".chart-summary").inner_text()
    tab.get_by_text("The same numbers as a table").click()
    assert tab.get_by_role("rowheader", name="France").is_visible()
    plain.close()
