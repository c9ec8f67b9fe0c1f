"""What an installation of the package has, beside its modules."""

from __future__ import annotations

import tomllib

from install.commands import CHECKOUT

PACKAGE = CHECKOUT / "xlfuncs"
SETUPTOOLS = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]


def test_every_file_of_the_package_is_installed_with_it():
    installed = {file for pattern in SETUPTOOLS["package-data"]["xlfuncs"] for file in PACKAGE.glob(pattern)}
    here = {file for file in PACKAGE.rglob("*") if file.is_file() and "__pycache__" not in file.parts}
    left_out = {file for file in here - installed if file.suffix != ".py"}
    assert left_out == set()


def test_the_modules_of_the_server_are_found_as_packages():
    without_init = {file.parent for file in PACKAGE.rglob("*.py")} - {
        file.parent for file in PACKAGE.rglob("__init__.py")
    }
    as_data = PACKAGE / "hosts" / "officejs" / "project"
    assert {folder for folder in without_init if not folder.is_relative_to(as_data)} == set()
