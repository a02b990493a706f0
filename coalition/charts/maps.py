"""Two maps: the nations that contribute, and the cities fought over."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from coalition.charts.chart import Cell, Chart, Table
from coalition.charts.figure import MUTED, OBJECTIVE_COLOUR, SURFACE, TEXT, figure_json
from coalition.charts.labels import NARROW, WIDE, Place, View, mercator, place_labels
from coalition.charts.rows import CityRow, ContributorRow
from coalition.charts.words import counted, date_in_words, hover, listed, plain
from coalition.enums import Objective

NOTE = (
    "Borders after United Nations geodata, simplified; they express no view on the status of any territory. "
    "Rivers: Natural Earth."
)
WORLD_NOTE = "Borders after United Nations geodata, simplified; they express no view on the status of any territory."

# What `static/vendor/…/theatre_50m.json` covers: west, south, east, north.
_THEATRE = (8.0, 12.0, 63.0, 44.0)

# States too small for the world map's geometry, or not drawn apart in it: they are marked with a dot.
# (latitude, longitude), rounded to a hundredth of a degree.
_SMALL_STATES: dict[str, tuple[float, float]] = {
    "AND": (42.54, 1.57),
    "ATG": (17.08, -61.8),
    "BHR": (26.04, 50.55),
    "BRB": (13.17, -59.55),
    "DMA": (15.44, -61.36),
    "FSM": (6.88, 158.23),
    "GRD": (12.11, -61.69),
    "KIR": (1.84, -157.63),
    "KNA": (17.34, -62.76),
    "LCA": (13.89, -60.97),
    "LIE": (47.14, 9.55),
    "MCO": (43.74, 7.42),
    "MDV": (4.21, 73.54),
    "MHL": (7.12, 171.1),
    "MLT": (35.89, 14.44),
    "NRU": (-0.53, 166.92),
    "PLW": (7.51, 134.57),
    "SGP": (1.38, 103.78),
    "SMR": (43.94, 12.46),
    "SYC": (-4.69, 55.47),
    "TON": (-21.17, -175.2),
    "TUV": (-8.5, 179.18),
    "VAT": (41.9, 12.45),
    "VCT": (13.11, -61.19),
    "XKX": (42.58, 20.9),
}

# Legend classes of the world map, from most to least, with the colour of each.
_CLASSES: tuple[tuple[str, str], ...] = (
    ("Delivers 4 or more capabilities", "var(--map-delivering-4)"),
    ("Delivers 2 or 3", "var(--map-delivering-2)"),
    ("Delivers 1", "var(--map-delivering-1)"),
    ("Pledged, nothing delivered now", "var(--map-pledged)"),
)

# The names of countries on the map of cities, at points of the country away from most of those cities; of several
# points for one country the first with room is used.
_COUNTRY_NAMES: tuple[Place, ...] = (
    Place("Iraq", 42.0, 32.2),
    Place("Iraq", 42.2, 35.2),
    Place("Iraq", 44.6, 34.6),
    Place("Syria", 38.4, 35.2),
    Place("Syria", 39.6, 36.3),
    Place("Turkey", 39.6, 37.9),
    Place("Turkey", 40.2, 37.2),
    Place("Iran", 46.8, 34.9),
    Place("Iran", 46.3, 35.8),
    Place("Jordan", 37.0, 31.4),
    Place("Jordan", 38.3, 32.5),
    Place("Lebanon", 35.9, 34.0),
    Place("Saudi Arabia", 43.0, 29.3),
    Place("Libya", 17.5, 27.5),
    Place("Egypt", 29.5, 27.0),
    Place("Tunisia", 9.4, 33.8),
)
# Width to height of the map on a desk and on a phone; a view is widened or heightened to it to fill its place.
_WIDE_ASPECT, _NARROW_ASPECT = 1.8, 1.0

# Shape and colour together say what was reported last, so that colour never stands alone.
_STATE_SYMBOL: dict[Objective, str] = {
    Objective.HELD_BY_IS: "square",
    Objective.RETAKE: "triangle-up",
    Objective.STRUCK: "x",
    Objective.DEFENDED: "diamond",
    Objective.RETAKEN: "circle",
}


def contributor_map(rows: Sequence[ContributorRow], *, download_url: str | None = None) -> Chart | None:
    """Nations coloured by how many capabilities they deliver now; None if none delivers or has pledged any."""
    nations = sorted(
        (row for row in rows if row.delivering or row.pledged),
        key=lambda row: (-row.delivering, -row.pledged, row.nation),
    )
    if not nations:
        return None
    return Chart(
        name="contributor-map",
        title="Who contributes",
        summary=_contributor_summary(nations),
        figure=_contributor_figure(nations),
        table=_contributor_table(nations),
        height="world",
        map="world_110m",
        note=WORLD_NOTE,
        download_url=download_url,
    )


def theatre_map(rows: Sequence[CityRow], *, download_url: str | None = None) -> Chart | None:
    """Cities by what was last reported of them; None without any. Cities that were only mentioned are left out.

    The view fits the cities, and names that would overlap are left to the hover label and the table; earlier rows are
    named first.
    """
    cities = [row for row in rows if row.state in _STATE_SYMBOL]
    if not cities:
        return None
    in_theatre = all(_in_theatre(city) for city in cities)
    return Chart(
        name="theatre-map",
        title="Cities fought over",
        summary=_city_summary(cities),
        figure=_city_figure(cities, resolution=50 if in_theatre else 110),
        table=_city_table(cities),
        height="theatre",
        map="theatre_50m" if in_theatre else "world_110m",
        note=NOTE if in_theatre else WORLD_NOTE,
        download_url=download_url,
    )


def _class_of(row: ContributorRow) -> int:
    """The row's place in `_CLASSES`."""
    if row.delivering >= 4:
        return 0
    if row.delivering >= 2:
        return 1
    return 2 if row.delivering == 1 else 3


def _geo(**changes: Any) -> dict[str, Any]:
    """A quiet map: land, borders and coasts; the sea is the page."""
    return {
        "bgcolor": "rgba(0,0,0,0)",
        "showframe": False,
        "showland": True,
        "landcolor": "var(--map-land)",
        "showcountries": True,
        "countrycolor": "var(--map-border)",
        "countrywidth": 0.75,
        "showcoastlines": True,
        "coastlinecolor": "var(--map-border)",
        "coastlinewidth": 0.75,
        "showlakes": False,
        "showocean": False,
        "showsubunits": False,
        **changes,
    }


def _contributor_figure(nations: Sequence[ContributorRow]) -> str:
    traces = []
    for index, (label, colour) in enumerate(_CLASSES):
        own = [row for row in nations if row.iso_alpha3 and _class_of(row) == index]
        areas = [row for row in own if row.iso_alpha3 not in _SMALL_STATES]
        dots = [row for row in own if row.iso_alpha3 in _SMALL_STATES]
        if areas:
            traces.append(_areas(areas, label, colour))
        if dots:
            traces.append(_dots(dots, label, colour, in_legend=not areas))
    layout = {
        "showlegend": True,
        "geo": _geo(
            resolution=110,
            projection={"type": "equal earth"},
            lataxis={"range": [-56, 78]},
            lonaxis={"range": [-170, 180]},
        ),
    }
    return figure_json(traces, layout)


def _areas(rows: Sequence[ContributorRow], label: str, colour: str) -> Any:
    import plotly.graph_objects as go

    return go.Choropleth(
        name=label,
        locationmode="ISO-3",
        locations=[row.iso_alpha3 for row in rows],
        z=[1] * len(rows),
        zmin=0,
        zmax=1,
        colorscale=[[0, colour], [1, colour]],
        showscale=False,
        showlegend=True,
        customdata=[row.url for row in rows],
        hovertext=[_contributor_hover(row) for row in rows],
        hoverinfo="text",
        marker={"line": {"color": "var(--map-border)", "width": 0.75}},
    )


def _dots(rows: Sequence[ContributorRow], label: str, colour: str, *, in_legend: bool) -> Any:
    import plotly.graph_objects as go

    return go.Scattergeo(
        name=label,
        mode="markers",
        lat=[_SMALL_STATES[row.iso_alpha3 or ""][0] for row in rows],
        lon=[_SMALL_STATES[row.iso_alpha3 or ""][1] for row in rows],
        showlegend=in_legend,
        customdata=[row.url for row in rows],
        hovertext=[_contributor_hover(row) for row in rows],
        hoverinfo="text",
        marker={"color": colour, "size": 8, "line": {"color": TEXT, "width": 0.75}},
    )


def _contributor_hover(row: ContributorRow) -> str:
    return hover(
        row.nation,
        f"delivers {counted(row.delivering, 'capability', 'capabilities')} now" if row.delivering else "",
        f"pledged {counted(row.pledged, 'capability', 'capabilities')} not delivered now" if row.pledged else "",
    )


def _contributor_summary(nations: Sequence[ContributorRow]) -> str:
    deliver = [row for row in nations if row.delivering]
    only_pledged = len(nations) - len(deliver)
    parts = []
    if deliver:
        most = deliver[0].delivering
        leaders = [row.nation for row in deliver if row.delivering == most]
        verb = "delivers" if len(deliver) == 1 else "deliver"
        named = listed(leaders) if len(leaders) <= 4 else counted(len(leaders), "nation")
        parts.append(
            f"{counted(len(deliver), 'nation')} {verb} at least one capability now; the most, {most:,}, by {named}."
        )
    if only_pledged:
        verb = "has" if only_pledged == 1 else "have"
        more = "more " if deliver else ""
        noun = "nation" if only_pledged == 1 else "nations"
        parts.append(f"{only_pledged:,} {more}{noun} {verb} pledged and {_none_now(only_pledged)}.")
    off_map = [row.nation for row in nations if not row.iso_alpha3]
    if off_map:
        verb = "has" if len(off_map) == 1 else "have"
        parts.append(f"{listed(off_map)} {verb} no place on the map; see the table.")
    return " ".join(parts)


def _none_now(nations: int) -> str:
    return "delivers nothing now" if nations == 1 else "deliver nothing now"


def _contributor_table(nations: Sequence[ContributorRow]) -> Table:
    return Table(
        headers=("Nation", "Capabilities delivered now", "Capabilities pledged, not delivered now"),
        rows=tuple(
            (
                Cell(row.nation, row.url),
                Cell(f"{row.delivering:,}", is_number=True),
                Cell(f"{row.pledged:,}", is_number=True),
            )
            for row in nations
        ),
    )


def _in_theatre(city: CityRow) -> bool:
    west, south, east, north = _THEATRE
    return west <= city.longitude <= east and south <= city.latitude <= north


def _view(cities: Sequence[CityRow], aspect: float, width: int) -> View:
    """Longitudes and latitudes around all cities, never closer than six degrees by four, of the shape of the canvas."""
    west, east = _padded([city.longitude for city in cities], least=6.0)
    south, north = _padded([city.latitude for city in cities], least=4.0)
    missing = aspect * (mercator(north) - mercator(south)) - (east - west)
    if missing > 0:
        west, east = west - missing / 2, east + missing / 2
    else:
        # A degree of latitude is longer on the map than one of longitude, the more so the farther north.
        air = -missing / aspect / 2 * math.cos(math.radians((south + north) / 2))
        south, north = south - air, north + air
    return View(
        (round(max(west, -180.0), 2), round(min(east, 180.0), 2)),
        (round(max(south, -80.0), 2), round(min(north, 80.0), 2)),
        width,
    )


def _padded(values: Sequence[float], *, least: float) -> tuple[float, float]:
    """A range around `values` with an eighth of air at each end and at least `least` degrees."""
    low, high = min(values), max(values)
    air = max((high - low) / 8, (least - (high - low)) / 2, 0.6)
    return low - air, high + air


def _city_figure(cities: Sequence[CityRow], *, resolution: int) -> str:
    places = [Place(city.name, city.longitude, city.latitude) for city in cities]
    wide_view, narrow_view = _view(cities, _WIDE_ASPECT, WIDE), _view(cities, _NARROW_ASPECT, NARROW)
    wide, wide_areas = place_labels(places, _COUNTRY_NAMES, wide_view)
    narrow, narrow_areas = place_labels(places, _COUNTRY_NAMES, narrow_view)
    traces = [_country_names(wide_areas, narrow_areas)]
    for state in _STATE_SYMBOL:
        own = [index for index, city in enumerate(cities) if city.state is state]
        if own:
            traces.append(
                _city_marks(
                    state,
                    [cities[index] for index in own],
                    [wide[index] for index in own],
                    [narrow[index] for index in own],
                )
            )
    geo = _geo(
        resolution=resolution,
        projection={"type": "mercator"},
        **_axes(wide_view),
        countrycolor=MUTED,
        countrywidth=1,
        showrivers=resolution == 50,
        rivercolor="var(--map-river)",
        riverwidth=1.25,
    )
    return figure_json(
        traces, {"showlegend": True, "geo": geo, "meta": {"narrow": {"geo": {**geo, **_axes(narrow_view)}}}}
    )


def _axes(view: View) -> dict[str, Any]:
    return {"lonaxis": {"range": view.longitudes}, "lataxis": {"range": view.latitudes}}


def _country_names(wide: Sequence[bool], narrow: Sequence[bool]) -> Any:
    """The names of countries, set quietly where there is room for them."""
    import plotly.graph_objects as go

    def shown(fits: Sequence[bool]) -> list[str]:
        return [area.name if fit else "" for area, fit in zip(_COUNTRY_NAMES, fits, strict=True)]

    return go.Scattergeo(
        mode="text",
        lat=[area.latitude for area in _COUNTRY_NAMES],
        lon=[area.longitude for area in _COUNTRY_NAMES],
        text=shown(wide),
        textfont={"size": 12, "color": MUTED, "style": "italic"},
        hoverinfo="skip",
        showlegend=False,
        meta={"narrow": {"text": shown(narrow)}},
    )


def _city_marks(
    state: Objective, cities: Sequence[CityRow], wide: Sequence[str | None], narrow: Sequence[str | None]
) -> Any:
    """Cities of one state, named where `wide` and, on a narrow map, `narrow` give a side."""
    import plotly.graph_objects as go

    def names(sides: Sequence[str | None]) -> dict[str, list[str]]:
        return {
            "text": [plain(city.name) if side else "" for city, side in zip(cities, sides, strict=True)],
            "textposition": [side or "top center" for side in sides],
        }

    return go.Scattergeo(
        name=str(state.label),
        mode="markers+text",
        lat=[city.latitude for city in cities],
        lon=[city.longitude for city in cities],
        **names(wide),
        textfont={"size": 12, "color": TEXT},
        customdata=[city.url for city in cities],
        hovertext=[_city_hover(city) for city in cities],
        hoverinfo="text",
        marker={
            "symbol": _STATE_SYMBOL[state],
            "color": OBJECTIVE_COLOUR[state],
            "size": 11,
            "line": {"color": SURFACE, "width": 1},
        },
        # What the browser puts in place of the above where the map is narrow.
        meta={"narrow": names(narrow)},
    )


def _city_hover(city: CityRow) -> str:
    since = f", since {date_in_words(city.since)}" if city.since else ""
    return hover(city.name, city.country, f"{city.state.label}{since}")


def _city_summary(cities: Sequence[CityRow]) -> str:
    counts = Counter(city.state for city in cities)
    parts = [f"{counts[state]:,} {_lower_first(str(state.label))}" for state in _STATE_SYMBOL if counts[state]]
    countries = Counter(city.country for city in cities)
    places = [f"{number:,} in {country}" for country, number in countries.most_common()]
    noun = "city" if len(cities) == 1 else "cities"
    return f"{len(cities):,} {noun} ({listed(places)}), by the last report: {listed(parts)}."


def _lower_first(label: str) -> str:
    return label[:1].lower() + label[1:]


def _city_table(cities: Sequence[CityRow]) -> Table:
    return Table(
        headers=("City", "Country", "Last reported", "Since"),
        rows=tuple(
            (
                Cell(city.name, city.url),
                Cell(city.country),
                Cell(str(city.state.label)),
                Cell(date_in_words(city.since) if city.since else "not reported"),
            )
            for city in cities
        ),
    )
