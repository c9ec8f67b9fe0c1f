"""The pictures of LibreOffice's own window with the add-in in it, for the README.

``python -m tests.gallery_libreoffice`` makes them anew, in less than a minute. It needs Linux, LibreOffice with its GTK
interface, a display in memory with a window manager, something to press keys, and the workbooks' fonts. In Debian's
words: libreoffice-calc libreoffice-gtk3 python3-uno xvfb openbox xdotool imagemagick fonts-crosextra-carlito
fonts-crosextra-caladea fonts-liberation. Other versions of these draw a little differently: no test compares pixels.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.gallery import LIBREOFFICE, WORKBOOKS
from xlfuncs.hosts.libreoffice.installation import install, require
from xlfuncs.hosts.libreoffice.office import url

PICTURES = {
    "calc-lesson.png": "The lesson on the Nernst potential in LibreOffice Calc, calculated by the add-in",
    "calc-function-wizard.png": "The function wizard of LibreOffice Calc with the help for MICRODOMAIN",
}
_LESSON = "nernst-potential.xlsx"
_TIMEOUT = 120  # seconds
_SCREEN = "1280x900x24"

_GTK = """[Settings]
gtk-font-name=Liberation Sans 10
gtk-xft-antialias=1
gtk-xft-hinting=1
gtk-xft-hintstyle=hintslight
gtk-xft-rgba=none
gtk-cursor-blink=0
gtk-enable-animations=0
"""
# No tip of the day, no bar that asks for something.
_CALM = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product">
<prop oor:name="WhatsNew" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooLocale" oor:op="fuse"><value>en-US</value></prop>
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>en-US</value></prop></item>
</oor:items>
"""


def main() -> None:
    """Make the pictures."""
    office = require()
    with tempfile.TemporaryDirectory() as name, _display() as display:
        folder = Path(name)
        profile = folder / "profile"
        _write(profile / "user/registrymodifications.xcu", _CALM)
        _write(folder / "gtk-3.0/settings.ini", _GTK)
        install(profile)
        shutil.copy(LIBREOFFICE / _LESSON, folder)
        variables = office.environment() | {
            "DISPLAY": display,
            "XDG_CONFIG_HOME": name,
            "SAL_USE_VCLPLUGIN": "gtk3",
        }
        window = [office.python, "-m", "tests.hosts.libreoffice.window", folder, url(folder / _LESSON)]
        words = [office.soffice, "--norestore", "--nologo", f"-env:UserInstallation={url(profile)}"]
        subprocess.run([*window, *words], env=variables, check=True, timeout=_TIMEOUT)
        for picture in PICTURES:
            shutil.copy(folder / picture, WORKBOOKS / "gallery")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@contextmanager
def _display() -> Iterator[str]:
    """Start a display that nobody sees, and a window manager on it; yield the display's name."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", _SCREEN, "-dpi", "96"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as lines:
        display = f":{lines.readline().strip()}"
    manager = subprocess.Popen(["openbox"], env=os.environ | {"DISPLAY": display}, stderr=subprocess.DEVNULL)
    try:
        yield display
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
