"""The pictures of the task pane: ``python -m tests.gallery_pane`` makes them anew. It needs Chromium and pngquant."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.gallery import GALLERY
from tests.hosts.officejs.excel_server import Server
from tests.hosts.officejs.pane_page import in_tab

# What each shows: the place in the page, the window, light or dark.
PICTURES = {
    "pane-tab-light.png": ("NERNST(5,140,1,37)", 1280, 900, "light"),
    "pane-tab-dark.png": ("PUMP_LEAK", 1280, 1000, "dark"),
    "pane-narrow-light.png": ("", 320, 700, "light"),
    "pane-narrow-dark.png": ('NERNST(110,5,"Cl-",37)', 320, 700, "dark"),
}


def main() -> None:
    """Make the pictures."""
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder)) as server, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name in PICTURES:
            draw(name, chromium, server.url)
        chromium.close()


def draw(name: str, chromium: Browser, url: str) -> None:
    """Make one picture."""
    place, width, height, scheme = PICTURES[name]
    with in_tab(chromium, url, width=width, height=height, scheme=scheme) as pane:
        pane.go(place)
        if place:
            pane.calculated()
        pane.page.wait_for_timeout(400)
        (GALLERY / name).write_bytes(compressed(pane.page.screenshot()))


def compressed(png: bytes) -> bytes:
    """Return the picture with a palette of its own, in a third of the space."""
    return subprocess.run(["pngquant", "-"], input=png, capture_output=True, check=True).stdout


if __name__ == "__main__":
    main()
