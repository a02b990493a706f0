"""What a first visit costs a browser: bytes over the wire, requests, first paint and layout shift.

The same is measured of Datasette (datasette.io), which serves the same database as tables on the same machine. Each page
is opened with an empty cache and scrolled to its end, so that what loads only when it comes into view is counted too.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.bench.web import free_port, served, wait_for
from tests.tools.chromium import find_chromium, launch_arguments

CHART_FILES = ("/vendor/",)
"""Parts of the addresses of what only charts need."""

_SHIFT = """
window.__shift = 0;
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
}).observe({type: 'layout-shift', buffered: true});
"""
_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
_SCROLL = """async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
        scrollTo(0, y);
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
}"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One page opened for the first time: kilobytes (10^3 bytes, as sent), those for charts apart; milliseconds."""

    kilobytes: float
    chart_kilobytes: float
    requests: int
    first_paint: float
    shift: float


def visits(environment: Mapping[str, str], ours: list[str], database: Path, theirs: list[str]) -> dict[str, Visit]:
    """Each of our pages `ours`, and each of Datasette's pages `theirs`, visited once, in turn."""
    found = {}
    with served(environment) as (_, address), _datasette(database) as other, _browser() as browser:
        for path in ours:
            found[path] = _visit(browser, address.rstrip("/") + path)
        for path in theirs:
            found[path] = _visit(browser, other.rstrip("/") + path)
    return found


@contextlib.contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=launch_arguments())
        yield browser
        browser.close()


@contextlib.contextmanager
def _datasette(database: Path) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "datasette", "serve", str(database), "--port", str(port), "--host", "127.0.0.1"]
    with subprocess.Popen(
        command, env=dict(os.environ), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            address = f"http://127.0.0.1:{port}/"
            wait_for(address)
            yield address
        finally:
            server.terminate()


def _visit(browser: Browser, address: str) -> Visit:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(_SHIFT)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    addresses: dict[str, str] = {}
    sent: dict[str, float] = {}
    wire.on("Network.requestWillBeSent", lambda told: addresses.update({told["requestId"]: told["request"]["url"]}))
    wire.on("Network.loadingFinished", lambda told: sent.update({told["requestId"]: told["encodedDataLength"]}))
    page.goto(address, wait_until="networkidle")
    page.evaluate(_SCROLL)
    page.wait_for_load_state("networkidle")
    paint: Any = page.evaluate(_PAINT)
    shift: Any = page.evaluate("() => window.__shift")
    context.close()
    of_charts = {one for one, url in addresses.items() if any(part in url for part in CHART_FILES)}
    return Visit(
        kilobytes=sum(size for one, size in sent.items() if one not in of_charts) / 1000,
        chart_kilobytes=sum(size for one, size in sent.items() if one in of_charts) / 1000,
        requests=len(sent),
        first_paint=float(paint or 0),
        shift=float(shift),
    )
