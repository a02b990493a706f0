"""The map of cities and the list beside it: what is pointed at in one lights up in the other."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from coalition.enums import Objective
from coalition.models import City
from tests.factories import CityEventFactory, CityFactory, NationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cities() -> None:
    iraq = NationFactory.create(name="Iraq")
    for name, latitude, longitude in (("Mosul", 36.34, 43.13), ("Ramadi", 33.42, 43.3)):
        city: City = CityFactory.create(name=name, country=iraq, latitude=latitude, longitude=longitude)
        CityEventFactory.create(city=city, objective=Objective.RETAKEN, vouched=True)


def test_a_row_and_its_point_light_each_other(page: Page, cities: None) -> None:
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.goto("/cities/")
    expect(page.locator("[data-chart]")).to_have_attribute("data-drawn", "true")
    lit = page.locator(".point.is-linked")

    page.hover("tr[data-key='/cities/ramadi/']")
    expect(lit).to_have_attribute("data-key", "/cities/ramadi/")
    page.focus("tr[data-key='/cities/mosul/'] th a")
    page.mouse.move(2, 2)
    expect(lit).to_have_attribute("data-key", "/cities/mosul/")

    page.evaluate("document.activeElement.blur()")
    point = page.locator(".point[data-key='/cities/ramadi/']").bounding_box()
    assert point is not None
    page.mouse.move(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2, steps=3)
    expect(page.locator("tr.is-linked")).to_have_attribute("data-key", "/cities/ramadi/")
    page.mouse.move(2, 2)
    expect(page.locator(".is-linked")).to_have_count(0)
