"""Reading pages in tests: asked as a browser asks, read with a parser."""

from __future__ import annotations

from typing import Any

from django.test import Client
from lxml import html


class Read:
    """An answer with its markup parsed; `at` finds elements by XPath."""

    def __init__(self, response: Any) -> None:
        self.status: int = response.status_code
        self.vary: str = response.headers.get("Vary", "")
        self.source: str = response.content.decode()
        self.tree: Any = html.fromstring(self.source)

    def at(self, path: str) -> list[Any]:
        """Elements or attribute values at the XPath `path`."""
        return list(self.tree.xpath(path))

    def texts(self, path: str) -> list[str]:
        """The text of each element at `path`, white space folded."""
        return [fold(element.text_content()) for element in self.at(path)]

    def text(self, path: str) -> str:
        """The text of the one element at `path`."""
        (text,) = self.texts(path)
        return text

    def links(self, path: str) -> list[tuple[str, str]]:
        """Text and address of each link at `path`."""
        return [(fold(link.text_content()), link.get("href")) for link in self.at(path)]

    def rows(self, path: str = "//table") -> list[list[str]]:
        """The cells of each row in the bodies of the table at `path`."""
        return [[fold(cell.text_content()) for cell in row.xpath("./th|./td")] for row in self.at(f"{path}/tbody/tr")]

    def facets(self) -> dict[str, list[str]]:
        """The chips of each filter, by its name."""
        names = self.texts("//dl[@id='facets']/div/dt")
        return {name: self.texts(f"//dl[@id='facets']/div[{place}]//li") for place, name in enumerate(names, start=1)}

    @property
    def is_whole_page(self) -> bool:
        """Whether it has the frame of a page, not only a part of it."""
        return bool(self.tree.tag == "html")


def fold(text: str) -> str:
    """Text with its white space folded."""
    return " ".join(text.split())


def read(client: Client, address: str, **query: str) -> Read:
    """The page at `address`."""
    return Read(client.get(address, query))


def read_part(client: Client, address: str, **query: str) -> Read:
    """What htmx gets at `address`."""
    return Read(client.get(address, query, headers={"HX-Request": "true"}))
