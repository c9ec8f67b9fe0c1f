"""The package as others get it: wheel and source distribution, in an environment that knows no checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

from install.commands import CHECKOUT
from xlfuncs import __version__
from xlfuncs.functions import BY_NAME
from xlfuncs.system.user_errors import clean_environment

PACKAGE = CHECKOUT / "xlfuncs"
DEPENDENCIES = [
    Requirement(line)
    for line in tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
]
ONLY_IN_A_CHECKOUT = {"xlfuncs/hosts/libreoffice/libraries.in"}  # what a lock is made from
PIP = [sys.executable, "-m", "pip", "--quiet"]
OFFLINE = ["--no-index", "--no-deps"]

# As Python says of itself in a browser (Pyodide, and so xlwings Lite), where micropip takes pure wheels only.
BROWSER = default_environment() | {
    "os_name": "posix",
    "platform_machine": "wasm32",
    "platform_system": "Emscripten",
    "sys_platform": "emscripten",
    "extra": "",
}
# Of these the wheel installed here is not pure, and yet a browser has them.
IN_A_BROWSER_ALL_THE_SAME = {
    "numpy",  # pyodide.org, "Packages built in Pyodide"
    "xlwings",  # has a py3-none-any wheel beside those with its Rust part; lite.xlwings.org, "Python Dependencies"
}


def do(*arguments: str | Path, folder: Path) -> str:
    """Run a program outside the checkout, with nothing that leads Python to it; return what it printed."""
    done = subprocess.run(
        arguments, cwd=folder, env=clean_environment(os.environ), capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """Return a copy of the checkout, in which a build may leave what it likes."""
    copy = tmp_path_factory.mktemp("tree") / "x"
    passed_over = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "*.egg-info", "gallery")
    return shutil.copytree(CHECKOUT, copy, ignore=passed_over)


BUILD = """
import sys
from setuptools.build_meta import build_sdist, build_wheel
folder = sys.argv[1]
build_sdist(folder)
build_wheel(folder)
"""


@dataclass(frozen=True)
class Built:
    """The wheel made from the tree, and the one made from the source distribution that the tree gives."""

    from_tree: Path
    from_sdist: Path


@pytest.fixture(scope="module")
def wheels(tree, tmp_path_factory):
    """Build without a network: what the build needs is in the lock, so it is here."""
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    do(sys.executable, "-c", BUILD, first, folder=tree)
    [sdist] = first.glob("*.tar.gz")
    do(*PIP, "wheel", *OFFLINE, "--no-build-isolation", "--wheel-dir", second, sdist, folder=second)
    [wheel], [again] = first.glob("*.whl"), second.glob("*.whl")
    return Built(wheel, again)


def test_every_file_of_the_package_is_in_the_wheel_and_nothing_else(wheels):
    here = {file.relative_to(CHECKOUT).as_posix() for file in PACKAGE.rglob("*") if file.is_file()}
    built = {name for name in zipfile.ZipFile(wheels.from_tree).namelist() if ".dist-info/" not in name}
    assert built == {name for name in here if "__pycache__" not in name} - ONLY_IN_A_CHECKOUT


def test_the_source_distribution_gives_the_same_wheel(wheels):
    tree, sdist = (
        {entry.filename: entry.CRC for entry in zipfile.ZipFile(wheel).infolist()}
        for wheel in (wheels.from_tree, wheels.from_sdist)
    )
    assert sdist == tree


def test_the_wheel_is_for_every_system_and_has_the_licence(wheels):
    assert wheels.from_tree.name == f"xlfuncs-{__version__}-py3-none-any.whl"
    assert f"xlfuncs-{__version__}.dist-info/licenses/LICENSE" in zipfile.ZipFile(wheels.from_tree).namelist()


@dataclass(frozen=True)
class Installed:
    """An environment with xlfuncs from a wheel, and the libraries of the tests' environment."""

    folder: Path

    def path(self, name: str) -> Path:
        return Path(sysconfig.get_path(name, "venv", {"base": str(self.folder), "platbase": str(self.folder)}))

    def python(self, program: str) -> str:
        return do(self.path("scripts") / "python", "-c", program, folder=self.folder)

    def xlfuncs(self, *words: str) -> str:
        return do(self.path("scripts") / "xlfuncs", *words, folder=self.folder)


@pytest.fixture(scope="module")
def installed(wheels, tmp_path_factory):
    """Install the wheel that came the longer way; the other one is the same, says a test."""
    there = Installed(tmp_path_factory.mktemp("a place of its own"))
    venv.create(there.folder, symlinks=os.name != "nt")
    pip = [*PIP, "--python", there.path("scripts") / "python", "install", "--no-compile"]
    do(*pip, *OFFLINE, wheels.from_sdist, folder=there.folder)
    # Python reads no .pth of a folder that a .pth names, so the checkout, installed there as editable, is not found.
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (there.path("purelib") / "libraries.pth").write_text("\n".join(libraries), "utf-8")
    return there


def test_what_is_installed_is_used(installed):
    place = Path(installed.python("import xlfuncs; print(xlfuncs.__file__)").strip())
    assert place.parent.resolve() == (installed.path("purelib") / "xlfuncs").resolve()
    assert installed.xlfuncs("--version") == f"xlfuncs, version {__version__}\n"


def test_what_is_installed_calculates(installed):
    value = installed.xlfuncs("eval", '=NERNST(5,140,"K+",37)')
    assert float(value) == pytest.approx(-89.05869403673188, abs=1e-12)  # mpmath, 50 digits
    assert "Equilibrium potential" in installed.xlfuncs("functions", "nernst")


def test_what_is_installed_writes_a_workbook_and_calculates_it(installed):
    program = """
from pathlib import Path
from xlfuncs.templates.build import build_one
from xlfuncs.templates.catalogue import TEMPLATES
from xlfuncs.templates.flavours import PORTABLE
[lesson] = (template for template in TEMPLATES if template.file_name == "nernst-potential.xlsx")
build_one(lesson, Path(), PORTABLE)
"""
    installed.python(program)
    assert "-89.058" in installed.xlfuncs("calc", "nernst-potential.xlsx", "--sheet", "Explore")  # as above


def test_what_is_installed_makes_the_addins(installed):
    installed.python("""
from pathlib import Path
from xlfuncs.hosts.excel.addin import write_addin
from xlfuncs.hosts.libreoffice.extension import write_extension
write_addin(Path("xlfuncs.xlam"))
write_extension(Path("xlfuncs.oxt"))
""")
    assert zipfile.is_zipfile(installed.folder / "xlfuncs.xlam")
    assert "pythonpath/xlfuncs/compute/data/ions.csv" in zipfile.ZipFile(installed.folder / "xlfuncs.oxt").namelist()


def test_what_is_asked_for_in_a_browser_is_to_be_had_there():
    assert in_a_browser(DEPENDENCIES) == {r.name for r in DEPENDENCIES} - {"ironcalc"}
    asked = in_a_browser(DEPENDENCIES)
    for name in asked.copy():
        asked |= in_a_browser(map(Requirement, distribution(name).requires or []))
    tags = {name: distribution(name).read_text("WHEEL") for name in asked - IN_A_BROWSER_ALL_THE_SAME}
    assert {name for name, text in tags.items() if "Tag: py3-none-any" not in text} == set()


def in_a_browser(requirements):
    """Return the names of what is asked for there."""
    return {r.name for r in requirements if not r.marker or r.marker.evaluate(BROWSER)}


ABSENT = "import sys; sys.modules['ironcalc'] = None; "


def test_without_the_engine_xlwings_finds_every_function(tmp_path):
    program = ABSENT + "from xlfuncs.hosts.xlwings_udfs import *; print(*dir()); print(NERNST(5, 140, 1, 37))"
    names, value = do(sys.executable, "-c", program, folder=tmp_path).splitlines()
    assert set(BY_NAME) <= set(names.split())
    assert float(value) == pytest.approx(-89.05869403673188, abs=1e-12)  # mpmath, 50 digits


@pytest.mark.parametrize("words", [["eval", "=1+1"], ["calc", "a.xlsx"], ["templates", "lessons"]])
def test_without_the_engine_what_needs_it_says_so_in_one_line(tmp_path, words):
    program = ABSENT + "from xlfuncs.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", program, *words], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    assert line.startswith("xlfuncs: formulas and workbooks are calculated by the package ironcalc, which is not here")
