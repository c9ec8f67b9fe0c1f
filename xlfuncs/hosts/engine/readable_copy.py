"""A copy of a workbook that the engine can read.

IronCalc 0.9 looks for parts under fixed names, does not follow every target, and reads no encoding but UTF-8, no blanks
between elements, no styles that lack a list. So the copy has what calculating needs and nothing else, under those
names: no notes, drawings, formats or links.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import quoteattr

from xlfuncs.hosts.engine.readable_sheet import readable_sheet
from xlfuncs.ooxml.package import Package

_STRICT = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BEFORE_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_NAME = re.compile(rb"""\sname=(?:"[^"]*"|'[^']*')""")
_STYLES = (  # the lists that IronCalc 0.9 wants, with one entry each
    "<styleSheet><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>"
    '<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/></cellXfs><cellStyles><cellStyle name="Normal"/></cellStyles>'
    "</styleSheet>"
)


def write_readable(package: Package, target: Path) -> None:
    """Write the copy, with the changes that the package is to have.

    Raises ValueError if the workbook is damaged, and WorkbookFileError if it holds what the engine cannot calculate.
    """
    book = str(package.workbook)
    links = {link.id: link for link in package.relationships(book)}
    strings = [link.part for link in links.values() if link.kind == "sharedStrings" and link.part]
    sheets = [element.attributes for element in package.elements(book) if element.name == "sheet"]
    relations = []
    with zipfile.ZipFile(target, "w") as copy:
        copy.writestr("xl/workbook.xml", _xml(package, book).replace(_STRICT, _TRANSITIONAL))
        copy.writestr("xl/styles.xml", _STYLES)
        for part in strings[:1]:
            copy.writestr("xl/sharedStrings.xml", _xml(package, part))
        for number, sheet in enumerate(sheets, 1):
            name = sheet.get("name", "")
            if not sheet.get("id"):  # of modules of old Excel: in the list only
                relations.append(("", "module", ""))
                continue
            link = links.get(sheet["id"])
            if link is None or link.part is None:
                raise ValueError(f"it has no part for the sheet {name}")
            relations.append((link.id, link.kind, f"worksheets/sheet{number}.xml"))
            if link.kind == "worksheet":
                _write_sheet(package, link.part, name, copy, number)
        copy.writestr("xl/_rels/workbook.xml.rels", _relationships(relations))


def _write_sheet(package: Package, part: str, name: str, copy: zipfile.ZipFile, number: int) -> None:
    copy.writestr(f"xl/worksheets/sheet{number}.xml", readable_sheet(_xml(package, part), name, package.path))
    tables = [link.part for link in package.relationships(part) if link.kind == "table" and link.part]
    files = [f"tables/table{number}_{i}.xml" for i in range(len(tables))]
    for table, file in zip(tables, files, strict=True):
        copy.writestr(f"xl/{file}", _named_table(_xml(package, table)))
    relations = [(f"rId{i}", "table", f"../{file}") for i, file in enumerate(files)]
    copy.writestr(f"xl/worksheets/_rels/sheet{number}.xml.rels", _relationships(relations))


def _named_table(xml: bytes) -> bytes:
    """Give a table's other name, which may be missing, to the engine as the one that formulas use."""
    root, end, rest = xml.partition(b">")
    return _NAME.sub(b"", root).replace(b" displayName=", b" name=") + end + rest


def _xml(package: Package, part: str) -> bytes:
    return _BEFORE_ROOT.sub(b"", package.edited(part), count=1)


def _relationships(relations: Iterable[tuple[str, str, str]]) -> str:
    links = "".join(f'<Relationship Id={quoteattr(i)} Type="{kind}" Target="{to}"/>' for i, kind, to in relations)
    return f"<Relationships>{links}</Relationships>"
