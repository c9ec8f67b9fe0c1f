"""The pictures of the template workbooks and the list of them in workbooks/README.md.

``python -m tests.gallery`` makes both anew. It needs LibreOffice and shows the flavour made for it, and of the one for
Excel with the add-in the sheet to start on.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from tests.support.libreoffice import rendered
from xlfuncs.hosts.engine import calculate_workbook
from xlfuncs.templates.build import build_one
from xlfuncs.templates.catalogue import TEMPLATES
from xlfuncs.templates.flavours import FLAVOURS
from xlfuncs.templates.start_here import sheet as start
from xlfuncs.templates.template import Template

WORKBOOKS = Path(__file__).parents[1] / "workbooks"
LIBREOFFICE = WORKBOOKS / "libreoffice"
GALLERY = WORKBOOKS / "gallery"
BEGIN, END = "<!-- gallery: made by `python -m tests.gallery` -->", "<!-- end of gallery -->"
_WORDS = re.compile(r'(<c r="([A-Z])(\d+)"[^>]* t="str"><f>[^<]*</f><v>)[^<]*(?=</v>)')
_ARRAY = re.compile(rb'<f t="array"[^>]*>[^<]*</f>')
# Where our functions have to be installed, a workbook begins with this; LibreOffice's workbooks do not.
START = {"excel-start.png": "The sheet Start here of a workbook for Excel with the add-in: all is well"}
_DPI = 80


def main() -> None:
    """Make the pictures and the list."""
    with tempfile.TemporaryDirectory() as folder:
        for template in TEMPLATES:
            draw(template, Path(folder))
        draw_start(Path(folder))
    readme = WORKBOOKS / "README.md"
    before, _, rest = readme.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    readme.write_text(f"{before}{BEGIN}\n\n{gallery()}\n\n{END}{after}", "utf-8")


def pictures(template: Template) -> dict[str, int]:
    """Return the names of a workbook's pictures, and which printed page each shows."""
    return {f"{template.slug}-{sheet}.png": page for sheet, page in _shown(template).items()}


def _shown(template: Template) -> dict[str, int]:
    if template.heading == "Lessons":
        return {"lesson": 0, "explore": 1}
    if template.slug == "record":
        return {"solutions": 0, "log": 1, "summary": -2}
    return {"page": 0}


def draw(template: Template, folder: Path) -> None:
    """Make the pictures of one workbook."""
    pages = _pages(LIBREOFFICE / template.file_name, folder)
    for name, page in pictures(template).items():
        shutil.copy(pages[page], GALLERY / name)


def draw_start(folder: Path) -> None:
    """Make the picture of the sheet to start on."""
    made = folder / "excel"
    made.mkdir()
    calculated = folder / "start.xlsx"
    write_calculated_start(build_one(TEMPLATES[1], made, FLAVOURS["excel"]), calculated)
    made.joinpath("start").mkdir()
    pages = _pages(calculated, made / "start")
    [name] = START
    shutil.copy(pages[0], GALLERY / name)


def _pages(source: Path, folder: Path) -> list[Path]:
    copy = folder / source.name
    write_with_kept_values(source, copy)
    return rendered(copy, folder, _DPI)


def write_with_kept_values(source: Path, target: Path) -> None:
    """Copy a workbook so that LibreOffice shows what it holds.

    It would put #NAME? in the place of error values, and of our functions' values where they are arrays.
    """
    with zipfile.ZipFile(source) as parts, zipfile.ZipFile(target, "w") as copy:
        for name in parts.namelist():
            content = parts.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = _ARRAY.sub(b"", content).replace(b' t="e">', b' t="str">')
            copy.writestr(name, content)


def write_calculated_start(source: Path, target: Path) -> None:
    """Copy a workbook with the words on its sheet to start on as they are when Excel has calculated it."""
    rows = calculate_workbook(source).values(start.NAME)

    def words(cell: re.Match[str]) -> str:
        value = rows[int(cell[3]) - 1][ord(cell[2]) - ord("A")]
        return cell[1] + escape(str(value))

    with zipfile.ZipFile(source) as parts, zipfile.ZipFile(target, "w") as copy:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = _WORDS.sub(words, content.decode()).encode()
            copy.writestr(name, content)


def gallery() -> str:
    """Return the list of workbooks with their pictures, in Markdown."""
    return "\n\n".join(_entry(template) for template in TEMPLATES)


def _entry(template: Template) -> str:
    images = " ".join(
        f'<img src="gallery/{name}" alt="{template.title}" width="{96 // len(pictures(template))}%">'
        for name in pictures(template)
    )
    links = f"[Excel]({template.file_name}) · [LibreOffice](libreoffice/{template.file_name})"
    return f"### {template.title}\n\n{template.question}  \nOpen it: {links}\n\n{images}"


if __name__ == "__main__":
    main()
