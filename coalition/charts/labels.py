"""Names on a figure: which fit beside their marks without covering each other, and on which side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Sizes in pixels for text of 12 px: an average letter, a line, and half a mark with its gap.
_LETTER, _LINE, _MARK = 6.4, 14.0, 8.0

# plotly's words for the side of the mark that a name stands on, best first, with the direction from the mark.
_SIDES: tuple[tuple[str, int, int], ...] = (
    ("middle right", 1, 0),
    ("middle left", -1, 0),
    ("top center", 0, -1),
    ("bottom center", 0, 1),
    ("top right", 1, -1),
    ("bottom right", 1, 1),
    ("top left", -1, -1),
    ("bottom left", -1, 1),
)

# Canvases down to the first width are drawn with its names, narrower ones with those of the second;
# `static/js/charts.js` holds the same limit.
WIDE, NARROW = 520, 290

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A named point of the map, in degrees."""

    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class View:
    """A Mercator map of `longitudes` by `latitudes`, `width` pixels wide."""

    longitudes: tuple[float, float]
    latitudes: tuple[float, float]
    width: int

    @property
    def scale(self) -> float:
        """Pixels a degree of longitude."""
        return self.width / (self.longitudes[1] - self.longitudes[0])

    @property
    def height(self) -> float:
        """The map's height in pixels."""
        return self.scale * (mercator(self.latitudes[1]) - mercator(self.latitudes[0]))

    def pixel(self, place: Place) -> tuple[float, float]:
        """Where a place lies: pixels from the left and from the top."""
        x = (place.longitude - self.longitudes[0]) * self.scale
        y = (mercator(self.latitudes[1]) - mercator(place.latitude)) * self.scale
        return x, y


def mercator(latitude: float) -> float:
    """Degrees from the equator as a Mercator map stretches them."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


def place_labels(places: Sequence[Place], areas: Sequence[Place], view: View) -> tuple[list[str | None], list[bool]]:
    """For each place the side its name fits on, or None where no side is free; for each area whether its name fits.

    Names are set in the given order, each on the first side where it covers neither a mark nor a name set before it
    and stays on the map. Names of areas stand on their point, after those of all places; an area
    that is given at several points is named at the first one with room.
    """
    points = [view.pixel(place) for place in places]
    taken: list[Box] = [(x - _MARK / 2, y - _MARK / 2, x + _MARK / 2, y + _MARK / 2) for x, y in points]
    sides: list[str | None] = []
    for place, (x, y) in zip(places, points, strict=True):
        side, box = _free_side(place.name, x, y, taken, view)
        sides.append(side)
        if box:
            taken.append(box)
    fits: list[bool] = []
    named: set[str] = set()
    for area in areas:
        box = _box(area.name, *view.pixel(area), 0, 0)
        fits.append(area.name not in named and _is_free(box, taken, view))
        if fits[-1]:
            taken.append(box)
            named.add(area.name)
    return sides, fits


def text_width(text: str) -> float:
    """Pixels that a name takes, about."""
    return len(text) * _LETTER


def _free_side(name: str, x: float, y: float, taken: Sequence[Box], view: View) -> tuple[str | None, Box | None]:
    for side, right, down in _SIDES:
        box = _box(name, x, y, right, down)
        if _is_free(box, taken, view):
            return side, box
    return None, None


def _is_free(box: Box, taken: Sequence[Box], view: View) -> bool:
    on_map = box[0] >= 0 and box[1] >= 0 and box[2] <= view.width and box[3] <= view.height
    return on_map and not any(_overlap(box, other) for other in taken)


def _box(name: str, x: float, y: float, right: int, down: int) -> Box:
    """The rectangle of a name whose middle lies `right` and `down` of its mark."""
    long = text_width(name)
    # Straight above or below, a name is centred on its mark; else it begins or ends beside it.
    left = x + right * _MARK - (long if right < 0 else 0 if right > 0 else long / 2)
    top = y + down * _MARK - (_LINE if down < 0 else 0 if down > 0 else _LINE / 2)
    return left, top, left + long, top + _LINE


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
