"""Whether LibreOffice calculates with the add-in: one formula in a small document, converted by the program itself."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from html import escape
from pathlib import Path

from xlfuncs.formulas.calls import separated
from xlfuncs.formulas.spelling import LIBREOFFICE
from xlfuncs.hosts.libreoffice.office import LibreOffice, run, url
from xlfuncs.udfs import NERNST

TIMEOUT = 120  # seconds
_CALL = "NERNST(5,140,1,37)"
_RIGHT = "right"
# Comma, quotation mark, UTF-8, from line 1, texts without quotation marks, what the cell shows.
_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,,false,true"

_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="trial"><table:table-row>
<table:table-cell table:formula="of:{formula}"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document>
"""


def expected() -> float:
    """Return what the call gives, in mV."""
    return float(NERNST(5, 140, 1, 37))


def _formula() -> str:
    """Return a formula that compares by itself: Calc shows numbers in the user's language, whatever it is asked."""
    due = f"ABS({_CALL}/{expected()!r}-1)<1E-9"
    return separated(LIBREOFFICE.in_file(f'=IF({due},"{_RIGHT}",{_CALL})'), ",", ";")


def answer(office: LibreOffice, profile: Path, variables: Mapping[str, str], folder: Path) -> str:
    """Return what LibreOffice shows for the call, or that it is right; empty when the document does not open."""
    document, result = folder / "trial.fods", folder / "trial.csv"
    document.write_text(_DOCUMENT.format(formula=escape(_formula())), "utf-8")
    result.unlink(missing_ok=True)
    # As URLs: in a path, LibreOffice takes a percent sign with two digits for a character.
    words = ["--convert-to", _AS_CSV, "--outdir", url(folder), url(document)]
    try:
        run([*office.arguments(profile), *words], variables, TIMEOUT)
    except subprocess.TimeoutExpired:
        return ""
    return result.read_text("utf-8", "replace").strip() if result.exists() else ""


def is_right(answered: str) -> bool:
    """Return whether an answer says that the value is right, to its last digits."""
    return answered == _RIGHT
