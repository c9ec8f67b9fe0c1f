"""Sources and targets that are no common files, or have uncommon names and rights."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.hosts.portable.test_command import refused, run, workbook

CALL = "=NERNST(5,140,1,37)"
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@pytest.mark.parametrize("source", [".", "/", ""])
@pytest.mark.parametrize("target", [(), ("--to", ".")])
def test_a_folder_is_no_workbook(source: str, target: tuple[str, ...]) -> None:
    refused(run(source, *target), "is a folder, not a workbook")


@posix
def test_what_may_never_end_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    refused(run(tmp_path / "pipe.xlsx"), "pipe.xlsx: is a device or a pipe, not a workbook")
    refused(run("/dev/zero"), "is a device")


@posix
def test_a_link_to_nowhere_stays_unless_it_is_asked_for(tmp_path: Path) -> None:
    source, copy = workbook(tmp_path / "a.xlsx", CALL), tmp_path / "a portable.xlsx"
    copy.symlink_to(tmp_path / "gone.xlsx")
    refused(run(source), "is there already", "--replace")
    assert copy.is_symlink()
    assert run(source, "--replace").exit_code == 0
    assert copy.is_file()


def test_a_file_that_lost_its_beginning_is_damaged(tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", CALL)
    data = source.read_bytes()
    source.write_bytes(data[:4] + data[200:])
    refused(run(source), "a.xlsx: is damaged (bytes are missing or too many)")


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_who_may_read_the_workbook_may_read_the_copy(tmp_path: Path, mode: int) -> None:
    source = workbook(tmp_path / "a.xlsx", CALL)
    source.chmod(mode)
    assert run(source).exit_code == 0
    assert stat.S_IMODE((tmp_path / "a portable.xlsx").stat().st_mode) == mode


def test_a_share_that_keeps_no_rights_gets_its_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    source = workbook(tmp_path / "a.xlsx", CALL)
    monkeypatch.setattr("shutil.copymode", refuse)
    assert run(source).exit_code == 0
    assert (tmp_path / "a portable.xlsx").is_file()


def test_a_folder_that_takes_no_file_is_told_by_the_copy_s_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path / ".xlfuncs-x1y2z3"))

    source = workbook(tmp_path / "a.xlsx", CALL)
    monkeypatch.setattr("tempfile.TemporaryDirectory", refuse)
    done = run(source)
    refused(done, f"no permission to write here ({tmp_path / 'a portable.xlsx'})")
    assert ".xlfuncs-" not in done.stderr


@posix
def test_a_name_of_two_lines_is_told_in_one(tmp_path: Path) -> None:
    source = workbook(tmp_path / "a\nb.xlsx", CALL)
    done = run(source)
    assert done.exit_code == 0
    [line] = done.stdout.splitlines()
    assert line.startswith(rf"{tmp_path}/a\nb portable.xlsx: 1 call ")
    refused(run(source), r"a\nb portable.xlsx: is there already")
