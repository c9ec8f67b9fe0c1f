"""Takes the pictures of LibreOffice's window: a program for LibreOffice's own Python.

    python -m tests.hosts.libreoffice.window FOLDER LESSON SOFFICE ...    from the checkout

It starts LibreOffice with these words on the display, and writes the pictures of `tests.gallery_libreoffice` into the
folder. LESSON is the URL of a workbook.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.awt.PosSize import POSSIZE
from com.sun.star.beans import PropertyValue

from xlfuncs.hosts.libreoffice.register import end, start

PIPE = "xlfuncs-gallery"
SETTLING = 1.5  # seconds in which the window is drawn
AFTER_KEYS = 0.5
WIZARD = "Function Wizard"
# In pixels, from the corner of the wizard: GTK 3, one line of text in Liberation Sans 10 being 17 pixels high.
FIELDS_X, FIELDS_Y = 532, (236, 276, 316, 356)

# A function whose arguments have no underscore: GTK swallows it, and shows c_out as cout.
FUNCTION = "MICRODOMAIN"
SAMPLE = (("current, pA", 0.2), ("distance, nm", 20.0), ("diffusion, µm²/s", 220.0), ("ion", "Ca2+"))


class Window:
    """One document in its window."""

    def __init__(self, context: Any, url: str = "") -> None:
        create = context.ServiceManager.createInstanceWithContext
        desktop = create("com.sun.star.frame.Desktop", context)
        self._dispatcher = create("com.sun.star.frame.DispatchHelper", context)
        self._document = desktop.loadComponentFromURL(url, "_blank", 0, ()) if url else _first(desktop)
        self.controller = self._document.CurrentController
        self.sheet = self._document.Sheets.getByIndex(0)
        time.sleep(SETTLING)
        self.dispatch(".uno:Sidebar", Sidebar=False)

    def dispatch(self, command: str, **words: Any) -> None:
        """Do what a menu's command does."""
        direct = uno.Enum("com.sun.star.beans.PropertyState", "DIRECT_VALUE")
        properties = tuple(PropertyValue(name, 0, value, direct) for name, value in words.items())
        self._dispatcher.executeDispatch(self.controller.Frame, command, "", 0, properties)

    def set_up(self, width: int, height: int, zoom: int, cell: str) -> None:
        """Give the window a size and choose a cell."""
        self.controller.Frame.ContainerWindow.setPosSize(0, 0, width, height, POSSIZE)
        self.controller.ZoomValue = zoom
        time.sleep(SETTLING)
        self.controller.select(self.sheet.getCellRangeByName(cell))
        time.sleep(SETTLING)

    def close(self) -> None:
        """Close the document, saved or not."""
        self._document.close(True)


def _first(desktop: Any) -> Any:
    """Return the document that LibreOffice opens by itself: asked to open one while it starts, it sometimes hangs."""
    while desktop.CurrentComponent is None:
        time.sleep(AFTER_KEYS)
    time.sleep(SETTLING)
    return desktop.CurrentComponent


def keys(*words: object) -> str:
    """Have xdotool do something on the display; return what it prints."""
    done = subprocess.run(["xdotool", *map(str, words)], check=True, capture_output=True, text=True)
    time.sleep(AFTER_KEYS)
    return done.stdout


def take(window: str, path: Path) -> None:
    """Write the picture of a window of the display, without the time in it."""
    time.sleep(SETTLING)
    subprocess.run(["import", "-window", window, "-strip", "-define", "png:compression-level=9", path], check=True)


def identity(title: str) -> str:
    """Return the number of the window that has a title."""
    return keys("search", "--sync", "--onlyvisible", "--name", title).split()[-1]


def lesson(context: Any, path: Path) -> None:
    """Take the picture of a lesson with the result chosen, so that its formula can be read."""
    window = Window(context)
    window.set_up(1060, 880, 80, "C10")
    # With keys, so that the message of the first input goes away.
    keys("windowactivate", "--sync", identity("LibreOffice Calc"))
    keys("key", *["Down"] * 7)
    take(identity("LibreOffice Calc"), path)
    window.close()


def function_wizard(context: Any, path: Path) -> None:
    """Take the picture of the function wizard with a function, its arguments and its result."""
    window = Window(context, "private:factory/scalc")
    for row, (label, value) in enumerate(SAMPLE):
        window.sheet.getCellByPosition(0, row).String = label
        cell = window.sheet.getCellByPosition(1, row)
        cell.Formula = value if isinstance(value, str) else str(value)
    window.set_up(1060, 880, 100, "B6")
    window.dispatch(".uno:FunctionDialog")
    wizard = identity(WIZARD)
    keys("windowactivate", "--sync", wizard)
    # From the search to the category, the last of which are the add-ins; then to the list, where one types.
    for key in ("Tab", "space", "End", "Return", "Tab"):
        keys("key", key)
    keys("type", "--delay", 80, FUNCTION)
    keys("key", "Return")
    for row, y in enumerate(FIELDS_Y, 1):
        keys("mousemove", "--window", wizard, FIELDS_X, y, "click", 1)
        keys("type", "--delay", 80, f"B{row}")
    keys("mousemove", 0, 0)
    take(wizard, path)
    keys("key", "Escape")
    window.close()


def main(folder: str, lesson_url: str, *soffice: str) -> None:
    """Take the pictures."""
    process, context = start(PIPE, [*soffice, lesson_url])
    try:
        lesson(context, Path(folder, "calc-lesson.png"))
        function_wizard(context, Path(folder, "calc-function-wizard.png"))
    finally:
        end(context)
        process.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
