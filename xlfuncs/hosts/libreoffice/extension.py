"""The extension file (.oxt), made of the list of functions, the package itself and the libraries it needs."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from xlfuncs.hosts.libreoffice import descriptions

PACKAGE = Path(__file__).parents[2]
# What the functions are made of; the rest of the package stays outside.
_PARTS = (
    "__init__.py",
    "errors.py",
    "compute",
    "functions",
    "calling",
    "udfs.py",
    "hosts/__init__.py",
    "hosts/libreoffice/__init__.py",
    "hosts/libreoffice/values.py",
)
# The earliest that a zip file can say, so that one version of xlfuncs makes one file.
_DATE = (1980, 1, 1, 0, 0, 0)


def write_extension(path: Path, libraries: Path | None = None) -> None:
    """Write the extension to `path`, with the packages in the folder `libraries` beside xlfuncs itself."""
    beside = path.with_name(path.name + ".new")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _contents(libraries):
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    beside.replace(path)


def _contents(libraries: Path | None) -> Iterator[tuple[str, bytes]]:
    texts = {
        "META-INF/manifest.xml": descriptions.manifest(),
        "description.xml": descriptions.description(),
        "description.txt": descriptions.long_description(),
        descriptions.TYPES: descriptions.types(),
        descriptions.WORDS: descriptions.words(),
    }
    for name, text in texts.items():
        yield name, text.encode("utf-8")
    yield descriptions.COMPONENT, (PACKAGE / "hosts/libreoffice/addin.py").read_bytes()
    for part in _PARTS:
        yield from _files(PACKAGE / part, PACKAGE.parent)
    if libraries is not None:
        yield from _files(libraries, libraries)


def _files(place: Path, root: Path) -> Iterator[tuple[str, bytes]]:
    paths = [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file())
    for path in paths:
        if path.suffix != ".pyc":
            yield f"pythonpath/{path.relative_to(root).as_posix()}", path.read_bytes()
