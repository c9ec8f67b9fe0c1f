"""Finding LibreOffice, its Python and its user profile: in folders that are made up."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from pathlib import Path

import pytest

from xlfuncs.hosts.libreoffice import office as program
from xlfuncs.hosts.libreoffice.installation import require
from xlfuncs.hosts.libreoffice.office import LibreOffice, find, is_running, sandboxed, url
from xlfuncs.system.user_errors import UserError

DEBIAN = "usr/lib/libreoffice/program/"
OFFICIAL = "opt/libreoffice26.2/program/"
WINDOWS = "Program Files/LibreOffice/program/"
MACOS = "Applications/LibreOffice.app/Contents/"
PROFILES = {"linux": "libreoffice/4", "win32": "LibreOffice/4", "darwin": "LibreOffice/4"}


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """Make up a machine without any program; return what puts files onto it."""
    monkeypatch.setattr(program, "ROOT", tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "home" / "Roaming"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setattr(shutil, "which", lambda _: None)

    def put(platform, folder, *names):
        monkeypatch.setattr(sys, "platform", platform)
        for name in names:
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            settings = (
                f"[Bootstrap]\nProductKey=LibreOffice 26.2\nUserInstallation=$SYSUSERCONFIG/{PROFILES[platform]}\n"
            )
            path.write_text(settings if "bootstrap" in name else "")
        return tmp_path

    return put


@pytest.mark.parametrize(
    ("platform", "folder", "names", "soffice", "python", "profile"),
    [
        (
            "linux",
            DEBIAN,
            ("soffice", "scalc", "bootstraprc"),
            "soffice",
            "../../../bin/python3",
            ".config/libreoffice/4",
        ),
        (
            "linux",
            OFFICIAL,
            ("soffice", "scalc", "bootstraprc", "python"),
            "soffice",
            "python",
            ".config/libreoffice/4",
        ),
        (
            "win32",
            WINDOWS,
            ("soffice.com", "soffice.exe", "bootstrap.ini", "python.exe"),
            "soffice.com",
            "python.exe",
            "Roaming/LibreOffice/4",
        ),
        (
            "darwin",
            MACOS,
            ("MacOS/soffice", "Resources/bootstraprc", "Resources/python"),
            "MacOS/soffice",
            "Resources/python",
            "Library/Application Support/LibreOffice/4",
        ),
    ],
    ids=["distribution", "official build", "Windows", "macOS"],
)
def test_the_program_its_python_and_its_profile(machine, platform, folder, names, soffice, python, profile):
    root = machine(platform, folder, *names)
    office = find()
    assert office == LibreOffice(root / folder / soffice)
    assert office.name == "LibreOffice 26.2"
    assert office.python.resolve() == (root / folder / python).resolve()
    assert office.profile == root / "home" / profile


def test_the_newest_of_several(machine):
    for version in ("24.8", "26.2", "7.6"):
        root = machine("linux", f"opt/libreoffice{version}/program/", "soffice", "scalc", "bootstraprc")
    assert find() == LibreOffice(root / OFFICIAL / "soffice")


def test_the_one_on_the_path_comes_first(machine, monkeypatch):
    machine("linux", OFFICIAL, "soffice", "scalc", "bootstraprc")
    root = machine("linux", "own/program", "soffice", "scalc", "bootstraprc")
    (root / "bin").mkdir()
    (root / "bin/soffice").symlink_to(root / "own/program/soffice")
    monkeypatch.setattr(shutil, "which", lambda name: str(root / "bin" / name))
    assert find() == LibreOffice(root / "own/program/soffice")


def test_a_script_on_the_path_that_starts_it_is_not_the_program(machine, monkeypatch):
    root = machine("darwin", MACOS, "MacOS/soffice", "Resources/bootstraprc")
    machine("darwin", "opt/homebrew/bin", "soffice")
    monkeypatch.setattr(shutil, "which", lambda name: str(root / "opt/homebrew/bin" / name))
    assert find() == LibreOffice(root / MACOS / "MacOS/soffice")


def test_libreoffice_without_calc_is_not_enough(machine):
    machine("linux", DEBIAN, "soffice", "bootstraprc")
    assert find() is None


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("Snap", "snap/bin/libreoffice"),
        ("Snap", "var/lib/snapd/snap/bin/libreoffice"),
        ("Flatpak", "var/lib/flatpak/exports/bin/org.libreoffice.LibreOffice"),
        ("Flatpak", "home/.local/share/flatpak/exports/bin/org.libreoffice.LibreOffice"),
    ],
)
def test_a_sandbox_is_told_with_the_remedy(machine, kind, place):
    machine("linux", "", place)
    assert find() is None
    assert sandboxed() == kind
    with pytest.raises(UserError, match=rf"{kind} only.*libreoffice\.org"):
        require()


def test_a_snap_on_the_path_does_not_hide_the_real_one(machine, monkeypatch):
    root = machine("linux", "snap/bin", "soffice")
    machine("linux", DEBIAN, "soffice", "scalc", "bootstraprc")
    monkeypatch.setattr(shutil, "which", lambda name: str(root / "snap/bin" / name))
    assert find() == LibreOffice(root / DEBIAN / "soffice")


def test_no_libreoffice_is_told_with_the_remedy(machine):
    machine("linux", "")
    assert sandboxed() is None
    with pytest.raises(UserError, match="not found here: install LibreOffice"):
        require()


def test_other_pythons_are_kept_away_from_the_one_inside(machine):
    root = machine("linux", OFFICIAL, "soffice", "python")
    office = LibreOffice(root / OFFICIAL / "soffice")
    polluted = {
        "PYTHONHOME": "x",
        "PYTHONPATH": "x",
        "VIRTUAL_ENV": "x",
        "CONDA_PREFIX": "x",
        "PATH": "/conda",
        "A": "b",
    }
    assert office.environment(polluted) == {"PATH": f"{root / OFFICIAL}{os.pathsep}/conda", "A": "b"}


@pytest.mark.skipif(sys.platform == "win32", reason="paths of other systems")
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/é/a b", "file:///home/%C3%A9/a%20b"),
        # As LibreOffice 7.4 spelled this folder for its own lock.
        ("/a !\"#$&'()*+,-.;<=>?@[]^_`{|}~ %20", "/a%20!%22%23$&'()*+,-.%3B%3C=%3E%3F@%5B%5D%5E_%60%7B%7C%7D~%20%2520"),
    ],
)
def test_a_url_is_spelled_as_libreoffice_spells_it(path, expected):
    assert url(Path(path)) == f"file://{expected.removeprefix('file://')}"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are files elsewhere only")
def test_running_is_what_listens_and_not_what_a_killed_one_left(tmp_path):
    pipe = Path(f"/tmp/OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{program.digest(tmp_path)}")
    assert not is_running(tmp_path)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(pipe))
            listener.listen()
            assert is_running(tmp_path)
        assert pipe.exists()
        assert not is_running(tmp_path)
    finally:
        pipe.unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="paths of other systems")
def test_the_lock_is_named_after_the_place_as_libreoffice_names_it():
    # Read off LibreOffice 7.4, which writes each byte without its leading zero.
    assert program.digest(Path("/tmp/a profile é 3")) == "abb2de20e6495e5584b5a3e611ad1"
