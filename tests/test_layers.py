"""Layers import one way only, heavy things only where they are needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "xlfuncs"
# Each layer may import itself and what stands before it.
LAYERS = (
    "system",
    "errors",
    "compute",
    "functions",
    "calling",
    "udfs",
    "formulas",
    "reference",
    "cases",
    "ooxml",
    "hosts",
    "reproduction",
    "templates",
    "cli",
    "__main__",
)
ONLY_IN = {
    "xlwings": ("hosts/xlwings_udfs", "hosts/excel", "hosts/officejs/serving"),
    "xlwings_server": ("hosts/officejs",),
    "fastapi": ("hosts/officejs",),
    "uvicorn": ("hosts/officejs",),
    "cryptography": ("hosts/officejs/certificate",),
    "orjson": ("hosts/officejs",),
    "pebble": ("hosts/officejs/pool",),
    "pyopenvba": ("hosts/excel", "hosts/portable/macros"),
    "ironcalc": ("hosts/engine",),
    "xlsxwriter": ("reproduction", "templates", "hosts/excel"),
    "click": ("cli", "hosts/officejs/serving"),
    "tabulate": ("reference", "reproduction"),
    "openpyxl": (),
    "com": ("hosts/libreoffice/register.py",),
    "uno": ("hosts/libreoffice",),
    "unohelper": ("hosts/libreoffice",),
}
PURE = {"numpy", "xlfuncs"}
modules = sorted(PACKAGE.rglob("*.py"))


def _imports(module: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("module", modules, ids=lambda m: m.relative_to(PACKAGE).as_posix())
def test_a_layer_imports_only_what_stands_before_it(module: Path) -> None:
    own = module.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        assert not _imports(module) - {"__future__"}
        return
    for name in _imports(module):
        if name.startswith("xlfuncs."):
            imported = name.split(".")[1]
            if imported in LAYERS:
                assert LAYERS.index(imported) <= LAYERS.index(own), f"{own} imports {name}"


@pytest.mark.parametrize("module", modules, ids=lambda m: m.relative_to(PACKAGE).as_posix())
def test_a_library_is_imported_only_where_it_belongs(module: Path) -> None:
    place = module.relative_to(PACKAGE).as_posix()
    for name in {n.split(".")[0] for n in _imports(module)}:
        if name in ONLY_IN:
            assert place.startswith(ONLY_IN[name]), f"{place} imports {name}"
        if place.startswith("compute/"):
            assert name in PURE or name in sys.stdlib_module_names, f"{place} imports {name}"


def test_compute_and_the_list_work_without_any_spreadsheet_library() -> None:
    blocked = "; ".join(f"sys.modules[{name!r}] = None" for name in ONLY_IN)
    program = f"import sys; {blocked}; import xlfuncs.compute, xlfuncs.functions, xlfuncs.calling.call"
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("name", ["system.user_errors", "hosts.excel.windows", "hosts.libreoffice.office"])
def test_what_the_installer_uses_needs_nothing_installed(name: str) -> None:
    subprocess.run([sys.executable, "-S", "-c", f"import xlfuncs.{name}"], check=True, cwd=PACKAGE.parent)


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = "import sys, xlfuncs; print([m for m in ('numpy', 'scipy', 'xlwings', 'ironcalc') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_no_file_grows_beyond_reading() -> None:
    assert not [m.name for m in modules if len(m.read_text(encoding="utf-8").splitlines()) > 400]
