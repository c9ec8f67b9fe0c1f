"""From descriptions to files: written, calculated by the engine, and written again with the values."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from xlfuncs.hosts.engine import calculate_workbook
from xlfuncs.templates.catalogue import TEMPLATES
from xlfuncs.templates.finish import finish
from xlfuncs.templates.flavours import PORTABLE, Flavour
from xlfuncs.templates.page import Book, Values
from xlfuncs.templates.start_here.sheet import write_behind_start
from xlfuncs.templates.template import Template


def build(folder: Path, flavour: Flavour) -> Iterator[Path]:
    """Write every workbook for one kind of spreadsheet into a folder; yield each file as it is done."""
    folder.mkdir(parents=True, exist_ok=True)
    for template in TEMPLATES:
        yield build_one(template, folder, flavour)


def build_one(template: Template, folder: Path, flavour: Flavour) -> Path:
    """Write one workbook."""
    target = folder / template.file_name
    with tempfile.TemporaryDirectory(prefix="xlfuncs-") as scratch:
        values = _calculated(template, flavour, Path(scratch) / "values.xlsx")
        draft = Path(scratch) / "draft.xlsx"
        _write(template, draft, flavour, values)
        finish(draft, target)
    return target


def _calculated(template: Template, flavour: Flavour, draft: Path) -> Values:
    """Return the values of every cell, calculated by the engine from the portable flavour's spelling of the cells."""
    _write(template, draft, replace(PORTABLE, start=flavour.start), {})
    calculation = calculate_workbook(draft)
    return {sheet: calculation.values(sheet) for sheet in calculation.sheets}


def _write(template: Template, path: Path, flavour: Flavour, values: Values) -> None:
    book = Book(path, flavour, values, template.title, template.question)
    if flavour.start:
        write_behind_start(book, flavour.start, template.write)
    else:
        template.write(book)
    book.close()
