"""What an installation of the package has, beside its modules."""

from __future__ import annotations

import tomllib

from install.commands import CHECKOUT

PACKAGE = CHECKOUT / "xlfuncs"
SETUPTOOLS = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
ONLY_IN_A_CHECKOUT = {PACKAGE / "hosts" / "libreoffice" / "libraries.in"}  # what a lock is made from


def test_every_file_of_the_package_is_installed_with_it():
    here = {file for file in PACKAGE.rglob("*") if file.is_file() and "__pycache__" not in file.parts}
    as_data = {file for pattern in SETUPTOOLS["package-data"]["xlfuncs"] for file in PACKAGE.glob(pattern)}
    as_modules = {file for file in here if file.suffix == ".py" and is_package(file.parent)}
    assert here - as_data - as_modules == ONLY_IN_A_CHECKOUT


def is_package(folder):
    return (folder / "__init__.py").exists() and (folder == PACKAGE or is_package(folder.parent))
