"""The pictures of the template workbooks and the list of them in workbooks/README.md.

``python -m tests.gallery`` makes both anew. It needs LibreOffice and shows the flavour made for it: that one keeps the
values that the file holds.
"""

from __future__ import annotations

import shutil
import tempfile
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


def pictures(template: Template) -> list[str]:
    """Return the names of a workbook's pictures: its first page, and for a lesson the second too."""
    pages = ("lesson", "explore") if template.heading == "Lessons" else ("page",)
    return [f"{template.slug}-{page}.png" for page in pages]


def draw(template: Template, folder: Path) -> None:
    """Make the pictures of one workbook."""
    pages = rendered(LIBREOFFICE / template.file_name, folder, _DPI)
    for page, name in zip(pages, pictures(template), strict=False):
        target = WORKBOOKS / "gallery" / name
        target.parent.mkdir(exist_ok=True)
        shutil.copy(page, target)


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
