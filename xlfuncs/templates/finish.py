"""The last touches to a written workbook file: what XlsxWriter leaves out, and the same bytes every time."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from pathlib import Path

FIXED_DATE = datetime(2026, 1, 1)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml$")

# XlsxWriter gives the value of an array formula no type but number and text, and an empty text none at all.
_ARRAY_ERROR = re.compile(r't="str"(><f t="array"[^>]*>[^<]*</f><v>)(#[A-Z/0!?]+)(?=</v>)')
_EMPTY_TEXT = re.compile(r"(<c (?:(?! t=)[^>])*)(><f[^>]*>[^<]*</f><v></v>)")


def finish(source: Path, target: Path) -> None:
    """Correct the values' types and pack the file uncompressed, so that no zip library makes a difference.

    The target is written beside its place and then renamed.
    """
    beside = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(source) as parts, zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as packed:
            for name in parts.namelist():
                content = parts.read(name)
                if _SHEET.match(name):
                    content = _with_types(content.decode("utf-8")).encode("utf-8")
                packed.writestr(zipfile.ZipInfo(name, _ZIP_DATE), content)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _with_types(xml: str) -> str:
    xml = _ARRAY_ERROR.sub(r't="e"\1\2', xml)
    return _EMPTY_TEXT.sub(r'\1 t="str"\2', xml)
