"""The add-in put into Excel and taken out again, by the real command line on a made-up Windows."""

from __future__ import annotations

import errno
import shlex
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hosts.excel.typed import install, older_version, read_by_vba, refused, remove, staged
from tests.hosts.excel.windows_in_a_folder import APP_PATHS, CODE_PAGES, POTASSIUM, Held
from xlfuncs import __version__
from xlfuncs.hosts.excel import addin, installation
from xlfuncs.hosts.excel.server import start_arguments

HOMES = ["Jane", "Jane Doe", "R&D (50%)", "José & Søn's Büro", "%TEMP%", "^caret! #1; a=b, c", "$PATH`x`", "`'~@[{"]


@pytest.mark.parametrize("home", HOMES)
def test_installed_in_any_home_and_taken_out_without_a_trace(machine, home):
    here = machine(user=home)
    before = here.snapshot()
    said = install()
    assert f"xlfuncs {__version__} is installed: {here.addin}" in said
    assert addin.is_ours(here.addin)
    assert read_by_vba(here) == {"INTERPRETER_WIN": str(here.python)}
    assert set(here.snapshot()) - set(before) == {
        str(path.relative_to(here.root)) for path in (here.addin, here.settings, here.settings.parent)
    }
    assert f"removed: {here.addin}" in remove()
    assert here.snapshot() == before
    assert remove() == ["the add-in was not in Excel"]


def test_the_second_time_changes_nothing_and_says_so(jane):
    install()
    before, inodes = jane.snapshot(), [path.stat().st_ino for path in (jane.addin, jane.settings)]
    assert f"xlfuncs {__version__} is there already: {jane.addin}" in install()
    assert jane.snapshot() == before
    assert [path.stat().st_ino for path in (jane.addin, jane.settings)] == inodes


def test_it_says_which_excel_what_to_do_now_and_how_to_get_rid_of_it(jane):
    program, _, now, out = install()
    assert program == f"Excel 16.0.17928.20114 (64-bit) in {jane.excel.parent}"
    assert "=NERNST(5,140,1,37) gives -89.06" in now
    assert f"{POTASSIUM:.2f}" in now
    assert shlex.split(out.partition(": ")[2])[1:] == ["remove", "excel"]


@pytest.mark.parametrize(
    ("user", "code_page", "page"),
    [("José", "1252", "cp1252"), ("Ωmega", "1253", "cp1253"), ("ソ表能", "932", "cp932"), ("日本Ω", "65001", "utf-8")],
)
def test_letters_of_the_machines_own_code_page(machine, user, code_page, page):
    here = machine(user=user)
    here.set(CODE_PAGES, "ACP", code_page)
    install()
    assert read_by_vba(here, page) == {"INTERPRETER_WIN": str(here.python)}


@pytest.mark.parametrize(("user", "code_page"), [("Ωmega", "1252"), ("José", "874"), ("José", "unheard-of")])
def test_a_home_that_vba_cannot_name(machine, user, code_page):
    here = machine(user=user)
    here.set(CODE_PAGES, "ACP", code_page)
    before = here.snapshot()
    line = refused()
    assert f"cannot name your home folder {here.home}" in line
    assert "language for non-Unicode programs" in line
    assert here.snapshot() == before


@pytest.mark.parametrize("checkout", ["Ωmega", "$(x)", "x" * 200])
def test_a_checkout_that_vba_cannot_name_goes_by_its_short_name(machine, checkout):
    here = machine(checkout=checkout)
    (here.root / "XLFUNC~1").symlink_to(here.python.parents[1])
    here.short = str(here.root / "XLFUNC~1" / "Scripts" / "python.exe")
    install()
    assert read_by_vba(here) == {"INTERPRETER_WIN": here.short}


@pytest.mark.parametrize("checkout", ["Ωmega", "$(x)", "x" * 200])
def test_a_checkout_that_vba_cannot_name_on_a_disk_without_short_names(machine, checkout):
    here = machine(checkout=checkout)
    before = here.snapshot()
    line = refused()
    assert f"cannot start {here.python}" in line
    assert "python install excel" in line
    assert here.snapshot() == before


def test_what_excel_starts_fits_into_the_commands_of_xlwings_dll(machine):
    here = machine()
    longest = "x" * (240 - len(str(here.home / "Scripts" / "python.exe")) - 1)
    here.move_python(here.home / longest / "Scripts" / "python.exe")
    install()
    [named] = read_by_vba(here).values()
    assert len(f'"{named}" {" ".join(start_arguments("{" + "0" * 36 + "}"))}') < 2000


def test_python_in_a_folder_without_an_environment(machine):
    here = machine()
    here.move_python(here.root / "miniconda3" / "envs" / "cells" / "python.exe")
    for bits in (32, 64):
        here.library(bits).rename(here.python.with_name(here.library(bits).name))
    install()
    assert read_by_vba(here) == {"INTERPRETER_WIN": str(here.python)}


@pytest.mark.parametrize("bits", [32, 64])
def test_the_library_must_be_the_one_for_this_excel(jane, bits):
    jane.add_excel(bits)
    jane.library(96 - bits).unlink()
    assert f"({bits}-bit)" in install()[0]
    remove()
    jane.library(bits).unlink()
    before = jane.snapshot()
    line = refused()
    assert f"{jane.library(bits).name} is not beside {jane.python}" in line
    version = jane.library(bits).stem.partition("-")[2]
    told = rf"type .\python.exe -m pip install --force-reinstall --no-deps xlwings=={version} in the folder "
    assert told + str(jane.python.parent) in line
    assert jane.snapshot() == before


CLICK_TO_RUN = r"HKLM\Software\Microsoft\Office\ClickToRun\Configuration"


def test_excel_is_found_where_office_says_that_it_is(jane):
    jane.delete(APP_PATHS, "")
    assert install()[0] == "Excel is not found here; once it is installed, it finds the add-in"
    jane.set(CLICK_TO_RUN, "InstallationPath", str(jane.excel.parents[2]))
    assert install()[0].endswith(f"in {jane.excel.parent}")
    jane.delete(CLICK_TO_RUN, "InstallationPath")
    jane.set(APP_PATHS.replace("HKLM", "HKCU"), "", f'"{jane.excel}"')
    assert install()[0].endswith(f"in {jane.excel.parent}")


@pytest.mark.parametrize("content", [b"", b"MZ", b"MZ" + bytes(4000), bytes(60) + b"\xff\xff\xff\x7f"])
def test_a_program_that_cannot_be_read_is_as_wide_as_office_says(jane, content):
    jane.excel.write_bytes(content)
    assert "(64-bit)" in install()[0]
    jane.set(CLICK_TO_RUN, "Platform", "x86")
    assert "(32-bit)" in install()[0]


def test_an_older_one_of_ours_is_replaced_and_no_mark_of_the_web_is_left(jane):
    install()
    current, inode = jane.addin.read_bytes(), jane.addin.stat().st_ino
    older_version(jane.addin)
    assert any("is installed" in line for line in install())
    assert jane.addin.read_bytes() == current
    # A mark (the stream :Zone.Identifier) belongs to the file that was there, and ours is another file, moved there.
    assert jane.addin.stat().st_ino != inode
    assert not [name for name in jane.snapshot() if "Zone.Identifier" in name]


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"my own macros"])
def test_another_file_of_this_name_is_nobodys_to_touch(jane, content):
    jane.addin.write_bytes(content)
    before = jane.snapshot()
    assert f"{jane.addin} is not an add-in of this xlfuncs: move it elsewhere" in refused()
    assert remove() == ["the add-in was not in Excel"]
    assert jane.snapshot() == before


def test_excel_that_runs_is_told_of_and_has_the_functions_later(jane):
    jane.running = True
    assert any("when it is started anew" in line for line in install())
    assert any("is there already" in line for line in install())


def test_excel_that_holds_the_addin(jane, monkeypatch):
    install()
    older_version(jane.addin)
    jane.settings.write_bytes(b'"INTERPRETER_WIN","elsewhere"\r\n')
    before = jane.snapshot()
    jane.running = True
    with monkeypatch.context() as patch:
        Held(patch, jane.addin)
        assert refused() == f"xlfuncs: {installation.RUNNING}"
        assert refused("remove") == f"xlfuncs: {installation.RUNNING}"
    assert jane.snapshot() == before
    jane.running = False
    assert any("is installed" in line for line in install())


@pytest.mark.parametrize("which", ["addin", "settings"])
def test_another_program_that_holds_a_file(jane, monkeypatch, which):
    install()
    older_version(jane.addin)
    jane.settings.write_bytes(b'"INTERPRETER_WIN","elsewhere"\r\n')
    kept = jane.snapshot()
    with monkeypatch.context() as patch:
        Held(patch, getattr(jane, which))
        for change in ("install", "remove"):
            assert f"{getattr(jane, which)} is held by another program" in refused(change)
    assert getattr(jane, which).read_bytes() == kept[str(getattr(jane, which).relative_to(jane.root))]
    assert not staged(jane)
    install()
    assert read_by_vba(jane) == {"INTERPRETER_WIN": str(jane.python)}


@pytest.mark.parametrize("which", [0, 1])
def test_a_full_disk_leaves_all_as_it_was(jane, monkeypatch, which):
    install()
    older_version(jane.addin)
    jane.settings.write_bytes(b'"INTERPRETER_WIN","elsewhere"\r\n')
    before, written, real = jane.snapshot(), [], Path.write_bytes

    def full(self, content):
        written.append(self)
        real(self, content[: len(content) // 2] if len(written) > which else content)
        if len(written) > which:
            raise OSError(errno.ENOSPC, "No space left on device", str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        assert "the disk is full" in refused()
    assert len(written) == which + 1
    assert jane.snapshot() == before


def test_settings_that_a_person_added_stay(jane):
    jane.settings.parent.mkdir()
    jane.settings.write_bytes(
        '# José\n"PYTHONPATH","C:\\lab"\n\n"interpreter_win","C:\\old\\python.exe"\n'.encode("cp1252")
    )
    install()
    assert jane.settings.read_bytes() == (
        f'"INTERPRETER_WIN","{jane.python}"\r\n# José\r\n"PYTHONPATH","C:\\lab"\r\n'.encode("cp1252")
    )
    remove()
    assert jane.settings.read_bytes() == '# José\r\n"PYTHONPATH","C:\\lab"\r\n'.encode("cp1252")
    assert remove() == ["the add-in was not in Excel"]


def test_a_line_of_ours_that_the_addin_cannot_find_is_removed_too(jane):
    install()
    jane.settings.write_bytes(b'"LICENSE_KEY"\r\n' + jane.settings.read_bytes())
    assert f"removed: {jane.settings}" in remove()
    assert jane.settings.read_bytes() == b'"LICENSE_KEY"\r\n'


def test_other_files_beside_the_settings_stay(jane):
    install()
    (jane.settings.parent / "notes.txt").touch()
    remove()
    assert [path.name for path in jane.settings.parent.iterdir()] == ["notes.txt"]


def test_folders_that_excel_has_not_made_yet(jane):
    jane.xlstart.rmdir()
    jane.xlstart.parent.rmdir()
    install()
    assert addin.is_ours(jane.addin)


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs a second drive")
def test_folders_that_lead_to_another_drive(jane):
    with tempfile.TemporaryDirectory(dir="/dev/shm") as other:
        for folder in (jane.xlstart, jane.settings.parent):
            moved = Path(other, "moved", folder.name.strip("."))
            moved.mkdir(parents=True)
            shutil.rmtree(folder, ignore_errors=True)
            folder.symlink_to(moved, target_is_directory=True)
        install()
        assert addin.is_ours(jane.addin)
        assert read_by_vba(jane) == {"INTERPRETER_WIN": str(jane.python)}
        assert sorted(path.name for path in Path(other).rglob("*.*")) == ["xlfuncs.conf", "xlfuncs.xlam"]
        remove()
        assert not [path for path in Path(other).rglob("*") if path.is_file()]


def test_a_folder_that_leads_to_itself(jane):
    shutil.rmtree(jane.xlstart, ignore_errors=True)
    jane.xlstart.parent.mkdir(parents=True, exist_ok=True)
    jane.xlstart.symlink_to(jane.xlstart)
    assert str(jane.xlstart) in refused()


@pytest.mark.parametrize("name", ["APPDATA", "USERPROFILE"])
def test_an_environment_that_names_no_folder(jane, name):
    del jane.variables[name]
    assert f"the environment variable {name} is not set" in refused()


def test_python_from_the_store_writes_where_excel_does_not_look(jane):
    jane.base = jane.root / "Program Files" / "WindowsApps" / "PythonSoftwareFoundation.Python.3.12_qbz5n2kfra8p0"
    before = jane.snapshot()
    line = refused()
    assert "Microsoft Store" in line
    assert line.endswith("run: python install excel")
    assert jane.snapshot() == before


def test_excel_from_the_store_cannot_start_python(jane):
    jane.move_excel_to_the_store()
    before = jane.snapshot()
    assert "this Excel is from the Microsoft Store" in refused()
    assert jane.snapshot() == before


@pytest.mark.filterwarnings("ignore:No Python codec")  # of a code page that is not what it was
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_addin_is_never_a_traceback(jane, data):
    content = bytearray(installation.built())
    for place, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=9)
    ):
        content[place] = byte
    damaged = jane.root / "damaged.xlam"
    damaged.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    assert addin.is_ours(damaged) in (True, False)


def test_onedrive_and_a_network_are_told_of(machine):
    here = machine(checkout="OneDrive - Uni Köln/xlfuncs")
    here.variables["OneDriveCommercial"] = here.home / "OneDrive - Uni Köln"
    here.network = here.roaming
    said = install()
    assert any(line.startswith("xlfuncs lies in OneDrive") for line in said)
    assert any(line.startswith("XLSTART is on a network") for line in said)


def test_elsewhere_than_on_windows():
    for change in ("install", "remove"):
        line = refused(change)
        assert "the Excel add-in is for Windows" in line
        assert "xlfuncs templates DIR" in line
