"""Whether LibreOffice calculates with the add-in: one formula in a small document, converted by the program itself."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from xlfuncs.formulas.calls import separated
from xlfuncs.formulas.spelling import LIBREOFFICE
from xlfuncs.hosts.libreoffice.office import LibreOffice, run, url
from xlfuncs.udfs import NERNST

FORMULA = "=NERNST(5,140,1,37)"
TIMEOUT = 120  # seconds
# Comma, quotation mark, UTF-8, from line 1, numbers as in English whatever the user's language, with all digits.
_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false"

_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="trial"><table:table-row>
<table:table-cell table:formula="of:{formula}"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document>
"""


def expected() -> float:
    """Return what the formula gives."""
    return float(NERNST(5, 140, 1, 37))


def answer(office: LibreOffice, profile: Path, variables: Mapping[str, str], folder: Path) -> str:
    """Return what LibreOffice makes of the formula; empty when the document does not open."""
    document, result = folder / "trial.fods", folder / "trial.csv"
    formula = separated(LIBREOFFICE.in_file(FORMULA), ",", ";")
    document.write_text(_DOCUMENT.format(formula=formula), "utf-8")
    result.unlink(missing_ok=True)
    # As URLs: in a path, LibreOffice takes a percent sign with two digits for a character.
    words = ["--convert-to", _AS_CSV, "--outdir", url(folder), url(document)]
    try:
        run([*office.arguments(profile), *words], variables, TIMEOUT)
    except subprocess.TimeoutExpired:
        return ""
    return result.read_text("utf-8", "replace").strip() if result.exists() else ""


def is_right(answered: str) -> bool:
    """Return whether an answer is the value, to its last digits."""
    try:
        return abs(float(answered) / expected() - 1) < 1e-9
    except ValueError:
        return False
