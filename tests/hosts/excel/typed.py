"""What the tests of the installer type, and what they look at afterwards."""

from __future__ import annotations

import re

from click.testing import CliRunner

from xlfuncs.cli import main
from xlfuncs.hosts.excel import addin

# A field of `Input #` into a String, [MS-VBAL] 5.4.5.6: in quotes, or up to the next comma or the end of the line.
FIELD = re.compile(r'[ \t]*(?:"([^"]*)"[^,\r\n]*|([^,\r\n]*))(?:,|\r\n|\r|\n|$)')
OTHER = [
    r'"C:\Program Files\solver\SOLVER.XLAM"',
    r"/R C:\x\bloomberg.xll",
    r"C:\my xlfuncs.xlam\tools.xla",
    "no-xlfuncs.xlam",
]
OURS = [
    r'"C:\Users\José & Søn\AppData\Roaming\Microsoft\AddIns\xlfuncs.xlam"',
    "XLFUNCS.XLAM",
    r'/R "D:\a b\xlfuncs.xlam"',
]


def install():
    return done("install")


def remove():
    return done("remove")


def done(change):
    """Type the command; return its lines."""
    run = CliRunner().invoke(main, [change, "excel"])
    assert run.exit_code == 0, run.output
    assert run.exception is None
    return run.output.splitlines()


def refused(change="install"):
    """Type the command, which must fail; return the one line on its standard error."""
    run = CliRunner().invoke(main, [change, "excel"])
    assert run.exit_code == 1
    assert isinstance(run.exception, SystemExit)
    [line] = run.stderr.splitlines()
    assert line.startswith("xlfuncs: ")
    return line


def read_by_vba(machine, page="cp1252"):
    """Return the settings as VBA's Input # reads them, two at a time."""
    text = machine.settings.read_bytes().decode(page)
    fields = [quoted or bare for quoted, bare in FIELD.findall(text)][:-1]
    return dict(zip(fields[::2], fields[1::2], strict=True))


def staged(machine):
    return [path for path in machine.root.rglob("*") if path.name.endswith(".new")]


def older_version(file):
    """Write an add-in that has our module, and yet is another file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    addin.write_addin(file)
    with file.open("ab") as opened:
        opened.write(b"\0")
    assert addin.is_ours(file)
