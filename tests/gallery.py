"""The pictures of the template workbooks and the list of them in workbooks/README.md.

``python -m tests.gallery`` makes both anew. It needs LibreOffice and shows the flavour made for it: of that one
LibreOffice keeps the values that the file holds.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from pathlib import Path

from tests.hosts.libreoffice.program import rendered
from xlfuncs.templates.catalogue import TEMPLATES
from xlfuncs.templates.template import Template

WORKBOOKS = Path(__file__).parents[1] / "workbooks"
LIBREOFFICE = WORKBOOKS / "libreoffice"
BEGIN, END = "<!-- gallery: made by `python -m tests.gallery` -->", "<!-- end of gallery -->"
_DPI = 80


def main() -> None:
    """Make the pictures and the list."""
    with tempfile.TemporaryDirectory() as folder:
        for template in TEMPLATES:
            draw(template, Path(folder))
    readme = WORKBOOKS / "README.md"
    before, _, rest = readme.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    readme.write_text(f"{before}{BEGIN}\n\n{gallery()}\n\n{END}{after}", "utf-8")


def pictures(template: Template) -> dict[str, int]:
    """Return the names of a workbook's pictures, and which printed page each shows."""
    return {f"{template.slug}-{room}.png": page for room, page in _shown(template).items()}


def _shown(template: Template) -> dict[str, int]:
    if template.heading == "Lessons":
        return {"lesson": 0, "explore": 1}
    if template.slug == "record":
        return {"solutions": 0, "log": 1, "summary": -2}
    return {"page": 0}


def draw(template: Template, folder: Path) -> None:
    """Make the pictures of one workbook."""
    copy = folder / template.file_name
    write_with_errors_as_texts(LIBREOFFICE / template.file_name, copy)
    pages = rendered(copy, folder, _DPI)
    for name, page in pictures(template).items():
        target = WORKBOOKS / "gallery" / name
        target.parent.mkdir(exist_ok=True)
        shutil.copy(pages[page], target)


def write_with_errors_as_texts(source: Path, target: Path) -> None:
    """Copy a workbook so that LibreOffice shows the error values that it holds; it would put #NAME? in their place."""
    with zipfile.ZipFile(source) as parts, zipfile.ZipFile(target, "w") as copy:
        for name in parts.namelist():
            content = parts.read(name)
            is_sheet = name.startswith("xl/worksheets/sheet")
            copy.writestr(name, content.replace(b' t="e">', b' t="str">') if is_sheet else content)


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
