"""The command `xlfuncs`."""

from __future__ import annotations

import csv
import difflib
import io
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from xlfuncs import __version__
from xlfuncs.system.console import allow_any_sign
from xlfuncs.templates.flavours import FLAVOURS, PORTABLE

# Text that a spreadsheet would take for a formula when it opens the CSV (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_MOST_ERRORS_SHOWN = 20


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="xlfuncs")
def main() -> None:
    """Spreadsheet functions for the electrochemistry of cells."""
    allow_any_sign()


@main.command("eval")
@click.argument("formula")
@click.option("--json", "as_json", is_flag=True, help="Print an object that scripts can read.")
def evaluate_formula(formula: str, as_json: bool) -> None:
    """Calculate one FORMULA and print its value, all digits; several cells come as rows.

    \b
    xlfuncs eval '=NERNST(5,140,1,37)'
    xlfuncs eval '=DONNAN_IN({145,145},{1,-1},120,-1)'
    """
    from xlfuncs.calling.cells import CellError

    with _one_line_errors():
        from xlfuncs.hosts.engine import evaluate

    if not formula.strip(" ="):
        _fail("there is no formula to calculate")
    rows = evaluate(formula)
    errors = [value for row in rows for value in row if isinstance(value, CellError)]
    if as_json:
        single = len(rows) == 1 and len(rows[0]) == 1
        values = [[_for_json(value) for value in row] for row in rows]
        click.echo(json.dumps({"formula": formula, "value": values[0][0] if single else values}, ensure_ascii=False))
    else:
        for row in rows:
            click.echo("\t".join(_text(value) for value in row))
    for error in dict.fromkeys(errors):
        click.echo(f"{error.kind} {error.reason}", err=True)
    sys.exit(1 if errors else 0)


@main.command("calc")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sheet", metavar="NAME", help="Only this sheet.")
@click.option("--to", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
def calculate_file(file: Path, sheet: str | None, form: str) -> None:
    """Calculate the workbook FILE (.xlsx) and print its values; the file stays as it is.

    CSV holds one sheet, the first unless --sheet names another, with an apostrophe before text that a
    spreadsheet would take for a formula; JSON holds all of them. Cells with an error value are listed with
    their reason, and the exit code is 1.
    """
    from xlfuncs.calling.cells import CellError
    from xlfuncs.ooxml.package import WorkbookFileError

    with _one_line_errors():
        from xlfuncs.hosts.engine import address, calculate_workbook

    try:
        calculation = calculate_workbook(file)
        chosen = _chosen_sheets(calculation.sheets, sheet, form, file)
        values = {name: calculation.values(name) for name in chosen}
    except WorkbookFileError as error:
        _fail(str(error))
    if form == "json":
        rows = {name: [[_for_json(value) for value in row] for row in sheet] for name, sheet in values.items()}
        click.echo(json.dumps({"file": str(file), "sheets": rows}, ensure_ascii=False))
    else:
        click.echo(_csv(values[chosen[0]]), nl=False)
    errors = [
        (name, r, c)
        for name in chosen
        for r, row in enumerate(values[name])
        for c, value in enumerate(row)
        if isinstance(value, CellError)
    ]
    for name, r, c in errors[:_MOST_ERRORS_SHOWN]:
        place = f"{file}, sheet {name}, cell {address(r, c)}"
        click.echo(f"{place}: {values[name][r][c]} {calculation.reason(name, r, c)}", err=True)
    if len(errors) > _MOST_ERRORS_SHOWN:
        click.echo(f"{file}: {len(errors) - _MOST_ERRORS_SHOWN} more cells hold an error value", err=True)
    sys.exit(1 if errors else 0)


def _chosen_sheets(sheets: list[str], sheet: str | None, form: str, file: Path) -> list[str]:
    if sheet is not None:
        found = [name for name in sheets if name.casefold() == sheet.casefold()]
        return found or _fail(f"{file}: has no sheet {sheet!r}; there are {_listed(sheets)}")
    if form == "csv" and len(sheets) > 1:
        click.echo(f"{file}: showing sheet {sheets[0]!r} of {_listed(sheets)}; --sheet shows another", err=True)
    return sheets if form == "json" else sheets[:1]


@main.command("portable")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", "copy", metavar="COPY", type=click.Path(path_type=Path), help="Where the copy goes.")
@click.option("--replace", is_flag=True, help="Write over a copy that is there already.")
def make_portable(file: Path, copy: Path | None, replace: bool) -> None:
    """Copy the workbook FILE (.xlsx, .xlsm …) so that it calculates in any Excel 365 or 2024, with nothing installed.

    The copy carries the functions with it (as named LAMBDAs), and calls them; everything else stays as it is.
    Without --to, the copy of a.xlsx is "a portable.xlsx" beside it.
    """
    from xlfuncs.hosts.portable import portable_copy
    from xlfuncs.ooxml.package import WorkbookFileError

    with _one_line_errors():
        try:
            copied = portable_copy(file, copy, replace)
        except WorkbookFileError as error:
            _fail(str(error))
    click.echo(copied.line)
    for remark in copied.remarks:
        click.echo(remark, err=True)


@main.command("functions")
@click.argument("name", required=False)
def show_functions(name: str | None) -> None:
    """Show the reference: all functions, or everything about the one called NAME."""
    from xlfuncs.functions import BY_NAME
    from xlfuncs.reference import function_list, function_page

    if name is None:
        click.echo(function_list())
        return
    wanted = name.upper().removeprefix("ION.")
    if wanted not in BY_NAME:
        near = difflib.get_close_matches(wanted, BY_NAME, n=3)
        _fail(f"no function is called {name}" + (f"; did you mean {_listed(near)}?" if near else ""))
    click.echo(function_page(BY_NAME[wanted]))


@main.command("templates")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--host",
    type=click.Choice(tuple(FLAVOURS)),
    default=PORTABLE.name,
    show_default=True,
    help=" ".join(f"{flavour.name}: {flavour.spelling.words}." for flavour in FLAVOURS.values()),
)
def write_templates(folder: Path, host: str) -> None:
    """Write the template workbooks into the folder DIR, for one kind of spreadsheet.

    Files of the same names are replaced, others stay.
    """
    with _one_line_errors():
        from xlfuncs.templates.build import build

    try:
        for path in build(folder, FLAVOURS[host]):
            click.echo(path)
    except OSError as error:
        _fail(f"{error.filename or folder}: cannot be written ({error.strerror})")


_file = click.Path(path_type=Path, dir_okay=False, exists=True)
_profile_option = click.option(
    "--profile",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False, resolve_path=True),
    help="A LibreOffice user profile other than your own.",
)


@main.group("install")
def install_into() -> None:
    """Put the functions into a spreadsheet program."""


@main.group("remove")
def remove_from() -> None:
    """Take the functions out of a spreadsheet program."""


@install_into.command("libreoffice")
@_profile_option
def install_into_libreoffice(profile: Path | None) -> None:
    """Put the add-in into LibreOffice Calc, and see that it calculates there.

    It goes into your LibreOffice user profile, numpy included. LibreOffice must not be running.
    """
    from xlfuncs.hosts.libreoffice.installation import install

    with _one_line_errors():
        install(profile, click.echo)


@install_into.command("excel")
def install_into_excel() -> None:
    """Put the add-in into Excel for Windows.

    It goes into your own XLSTART folder, which Excel opens whenever it starts. Nobody's permission is needed.
    """
    from xlfuncs.hosts.excel import installation, windows

    with _one_line_errors():
        installation.install(windows.this(), click.echo)


@remove_from.command("excel")
def remove_from_excel() -> None:
    """Take the add-in out of Excel for Windows."""
    from xlfuncs.hosts.excel import installation, windows

    with _one_line_errors():
        installation.remove(windows.this(), click.echo)


@remove_from.command("libreoffice")
@_profile_option
def remove_from_libreoffice(profile: Path | None) -> None:
    """Take the add-in out of LibreOffice Calc."""
    from xlfuncs.hosts.libreoffice.installation import remove

    with _one_line_errors():
        remove(profile, click.echo)


@main.command("doctor")
@_profile_option
def doctor(profile: Path | None) -> None:
    """Say of each spreadsheet program here whether it calculates our functions, and if not, what to do.

    The exit code is 1 if there is something to do.
    """
    from xlfuncs.hosts.engine_check import embedded_engine
    from xlfuncs.hosts.excel import checks
    from xlfuncs.hosts.libreoffice import installation

    fine = True
    for check in (embedded_engine, lambda: installation.check(profile), *checks.looks()):
        with _one_line_errors():
            found = check()
        click.echo(f"{'fine' if found.fine else 'fix '}  {found.words}")
        fine &= found.fine
    sys.exit(0 if fine else 1)


@main.command("serve", context_settings={"auto_envvar_prefix": "XLFUNCS_SERVE"})
@click.option("--http", is_flag=True, help="Without TLS: for trying out, or behind a proxy that has it.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; others than this computer sign in."
)
@click.option("--port", type=click.IntRange(1, 65535), help="8443, with --http 8000, unless told.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="How many processes answer.")
@click.option("--public-url", metavar="URL", help="How users reach the server: https://name or https://name:port.")
@click.option("--certificate", type=_file, help="A certificate to use in place of this computer's own (PEM).")
@click.option("--key", type=_file, help="The key of the certificate (PEM).")
@click.option("--token-file", type=_file, help="A file with the token that every user has to show.")
@click.option("--entra-client-id", metavar="ID", help="Users sign in with Entra ID: the application's ID.")
@click.option("--entra-tenant-id", metavar="ID", help="Users sign in with Entra ID: the directory's ID.")
def serve(**options: Any) -> None:
    """Serve the functions and the task pane to Excel on Windows, Mac and the web.

    It listens on this computer only, with a certificate made for it. Each option can also be given as an
    environment variable: --public-url as XLFUNCS_SERVE_PUBLIC_URL.
    """
    from xlfuncs.hosts.officejs import serving

    with _one_line_errors():
        serving.serve(serving.Options(**options), click.echo)


@contextmanager
def _one_line_errors() -> Iterator[None]:
    from xlfuncs.system.user_errors import UserError, system_message

    try:
        yield
    except UserError as error:
        _fail(str(error))
    except OSError as error:
        _fail(system_message(error))


def _fail(message: str) -> Any:
    click.echo(f"xlfuncs: {message}", err=True)
    sys.exit(1)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _csv(rows: list[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_for_csv(value) for value in row] for row in rows)
    return text.getvalue()


def _for_csv(value: Any) -> str:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def _for_json(value: Any) -> Any:
    from xlfuncs.calling.cells import CellError

    return {"error": value.kind} if isinstance(value, CellError) else value
