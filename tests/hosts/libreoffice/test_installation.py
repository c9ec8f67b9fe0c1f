"""The add-in put into the real LibreOffice and taken out again, whatever happens in between."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import venv
from contextlib import contextmanager, suppress
from types import SimpleNamespace

import pytest

from tests.support.libreoffice import TIMEOUT, require_addin, told
from xlfuncs import __version__
from xlfuncs.hosts.libreoffice import installation, libraries
from xlfuncs.hosts.libreoffice.installation import check, install, remove, require
from xlfuncs.hosts.libreoffice.office import digest, is_running, listens
from xlfuncs.hosts.libreoffice.profile import installed_version
from xlfuncs.system import lock
from xlfuncs.system.user_errors import UserError

# Does one thing with a profile; the libraries are copied from a folder.
PROGRAM = """
import shutil, sys
from pathlib import Path
from xlfuncs.hosts.libreoffice import installation, libraries
_, change, profile, source = sys.argv
own = shutil.ignore_patterns("xlfuncs")
libraries.fetch = lambda _interpreter, folder, _lock: shutil.copytree(source, folder, ignore=own)
getattr(installation, change)(Path(profile))
"""
# What the words of the programs that take part contain.
ALL, INSTALLER, BETWEEN, LIBREOFFICE = "", "-c", "register.py", "soffice.bin"
TRIES = 5
posix = pytest.mark.skipif(os.name != "posix", reason="kills by process groups")


@pytest.fixture(scope="module", autouse=True)
def _libreoffice():
    require_addin()


@pytest.fixture
def quick(monkeypatch):
    """Leave numpy out: the functions cannot answer then, and what counts is that LibreOffice lists the add-in."""
    tried = installation._fault

    def fault(office, profile, folder):
        tried(office, profile, folder)
        return "" if installed_version(profile) else "it is not there"

    monkeypatch.setattr(libraries, "fetch", lambda _interpreter, folder, _lock: folder.mkdir())
    monkeypatch.setattr(installation, "_fault", fault)


@pytest.fixture
def profile(tmp_path):
    """Give a place for a profile; no LibreOffice outlives its test there."""
    place = tmp_path / "a profile é"
    yield place
    if os.name == "posix":
        kill(place, ALL)
    lock.place(place).unlink(missing_ok=True)


@pytest.fixture
def copy(addin_profile, profile):
    """Copy the profile that has the add-in, for tests that change it."""
    shutil.copytree(addin_profile, profile)
    return profile


def ours(profile):
    """List what is of ours in a profile; names in the free pages of LibreOffice's own registry files are not."""
    return [
        path
        for path in profile.rglob("*")
        if "xlfuncs" in path.name
        or "numpy" in path.name
        or (path.is_file() and path.suffix != ".rdb" and b"xlfuncs" in path.read_bytes())
    ]


def processes(profile):
    """Return the number of every process that works on a profile, with the words it was started with."""
    listed = subprocess.run(["ps", "-axww", "-o", "pid=,command="], capture_output=True, text=True, check=True).stdout
    folder = re.escape(str(profile.parent))
    return {int(number): words for number, words in re.findall(rf"^ *(\d+) (.*{folder}.*)$", listed, re.MULTILINE)}


def kill(profile, *names):
    """Kill every process that works on a profile and is started by one of the names."""
    for number, words in processes(profile).items():
        if any(name in words for name in names):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)


def started(change, profile, source, **streams):
    """Start another process that installs or removes."""
    return subprocess.Popen([sys.executable, "-c", PROGRAM, change, profile, source], text=True, **streams)


def wait_for(condition):
    limit = time.monotonic() + TIMEOUT
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.01)


@contextmanager
def caught(change, profile, source, moment):
    """Have another process install or remove, and do the block at a moment of it.

    It is tried again when this computer was so busy that the moment passed unseen. A removal is from a copy of the
    source.
    """
    for _ in range(TRIES):
        with started(change, profile, source, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            wait_for(lambda: moment(profile) or process.poll() is not None)
            if process.poll() is None:
                yield
                return
        shutil.rmtree(profile)
        if change == "remove":
            shutil.copytree(source, profile)
    raise AssertionError("the moment was never seen")


def test_it_is_installed_once_and_says_what_it_did(addin_profile, monkeypatch):
    monkeypatch.setattr(libraries, "fetch", None)
    said = []
    install(addin_profile, said.append)
    where, what, result = said
    assert str(require().folder) in where
    assert str(addin_profile) in where
    assert f"xlfuncs {__version__} is there already" in what
    assert told(what) == ["xlfuncs", "remove", "libreoffice", "--profile", str(addin_profile)]
    assert result.endswith("calculates =NERNST(5;140;1;37) as -89.06 mV")


def test_a_percent_sign_in_the_profile_is_one(addin_profile, tmp_path, monkeypatch):
    profile = tmp_path / "a%25b"
    shutil.copytree(addin_profile, profile)
    monkeypatch.setattr(libraries, "fetch", None)
    said = []
    install(profile, said.append)
    assert said[-1].endswith("calculates =NERNST(5;140;1;37) as -89.06 mV")
    remove(profile)
    assert installed_version(profile) is None


def test_removed_nothing_is_left(copy):
    assert installed_version(copy) == __version__
    assert ours(copy)
    said = []
    remove(copy, said.append)
    assert said == [f"xlfuncs {__version__} is out of {copy}"]
    assert ours(copy) == []
    remove(copy, said.append)
    assert said[-1] == f"the add-in was not in {copy}"


def test_a_profile_that_is_not_there_is_not_made_to_remove_the_addin(profile):
    remove(profile)
    assert not profile.exists()


def test_a_damaged_addin_is_replaced(copy, quick):
    next(copy.rglob("addin.py")).write_text("")
    said = []
    install(copy, said.append)
    assert any(f"xlfuncs {__version__} is installed in place of {__version__}" in line for line in said)
    assert len(list(copy.rglob("addin.py"))) == 1
    remove(copy)
    assert ours(copy) == []


def test_the_doctor_follows(copy, monkeypatch, tmp_path):
    # Whoever runs the tests may have another Python first.
    monkeypatch.setenv("PATH", require().environment()["PATH"])
    assert check(copy).words.endswith("calculates =NERNST(5;140;1;37) as -89.06 mV")
    venv.create(tmp_path / "environment", symlinks=True)
    with monkeypatch.context() as polluted:
        polluted.setenv("PATH", f"{tmp_path / 'environment/bin'}{os.pathsep}{os.environ['PATH']}")
        health = check(copy)
        assert not health.fine
        assert f"PATH={require().python.parent}:$PATH" in health.words
        # Our own starts are not spoilt.
        install(copy)
    with monkeypatch.context() as newer:
        newer.setattr(installation, "__version__", "9.9")
        assert f"the add-in is xlfuncs {__version__}, and this is 9.9: type" in check(copy).words
    next(copy.rglob("addin.py")).unlink()
    health = check(copy)
    assert not health.fine
    assert told(health.words) == ["xlfuncs", "install", "libreoffice", "--profile", str(copy)]
    assert not check(tmp_path).fine
    assert "the add-in is not installed: " in check(tmp_path).words
    assert told(check(tmp_path).words) == ["xlfuncs", "install", "libreoffice", "--profile", str(tmp_path)]


@posix
def test_the_words_to_type_work_as_they_are(copy, monkeypatch, tmp_path):
    """A newcomer has the command in an environment that is not on the PATH, here one with a blank in its place."""
    folder = tmp_path / "an environment"
    folder.mkdir()
    for name, words in {"python": "", "xlfuncs": "-m xlfuncs"}.items():
        (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n')
        (folder / name).chmod(0o755)
    said = []
    with monkeypatch.context() as newcomer:
        newcomer.setenv("PATH", "/usr/bin:/bin")
        newcomer.setattr(sys, "executable", str(folder / "python"))
        install(copy, said.append)
        [typed] = re.findall("to take it out: (.*), or Tools", said[1])
        assert typed == f"'{folder}/xlfuncs' remove libreoffice --profile '{copy}'"
        subprocess.run(typed, shell=True, check=True)
        assert installed_version(copy) is None
        assert check(copy).words.endswith(f"type {typed.replace('remove', 'install', 1)}")
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    # Another installation's command may come first: its own is told all the same.
    assert f"{folder}/xlfuncs" not in check(copy).words
    assert "type xlfuncs " not in check(copy).words
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    assert check(copy).words.endswith(f"type xlfuncs install libreoffice --profile '{copy}'")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    assert check().words.endswith("type xlfuncs install libreoffice")


@pytest.fixture
def running(profile):
    """Start LibreOffice on the profile as its user would, but without a window."""
    office = require()
    # With a new profile it starts itself once more; a pipe of its own says when that is over.
    pipe = f"xlfuncs-test-{digest(profile)}"
    words = [*office.arguments(profile), "--nodefault", f"--accept=pipe,name={pipe};urp"]
    with subprocess.Popen(words, env=office.environment()) as process:
        wait_for(lambda: listens(pipe))
        yield process
        kill(profile, ALL)


@posix
def test_a_running_libreoffice_is_left_alone(running, profile, quick, monkeypatch):
    monkeypatch.setattr(installation, "ENDING", 0)
    for change in (install, remove):
        with pytest.raises(UserError, match="LibreOffice is running: close all its windows"):
            change(profile)
    assert running.poll() is None
    assert ours(profile) == []
    # The same if it had started a moment later; what it was told meanwhile is taken back.
    answers = iter([False])
    monkeypatch.setattr(installation.program, "is_running", lambda place: next(answers, True) and is_running(place))
    with pytest.raises(UserError, match="LibreOffice is running: close all its windows"):
        install(profile)
    assert not list(answers)
    assert running.poll() is None
    wait_for(lambda: not listens(installation._pipe(profile)))


@posix
def test_the_lock_of_a_killed_libreoffice_is_no_obstacle(running, profile, quick):
    wait_for(lambda: (profile / ".lock").exists())
    kill(profile, ALL)
    running.wait()
    assert (profile / ".lock").exists()
    install(profile)
    assert installed_version(profile) == __version__


MOMENTS = {
    "fetching": lambda profile: (profile / "xlfuncs-install").exists(),
    "asking": lambda profile: listens(installation._pipe(profile)),
    "added": lambda profile: installed_version(profile) is not None,
}


@posix
@pytest.mark.parametrize(
    ("moment", "killed"),
    [
        ("fetching", [ALL]),
        ("asking", [INSTALLER]),
        ("asking", [BETWEEN]),
        ("asking", [LIBREOFFICE]),
        ("asking", [INSTALLER, BETWEEN]),
        ("added", [ALL]),
    ],
)
def test_killed_and_run_again(profile, quick, tmp_path_factory, moment, killed):
    with caught("install", profile, tmp_path_factory.mktemp("no libraries"), MOMENTS[moment]):
        kill(profile, *killed)
    install(profile)
    assert installed_version(profile) == __version__
    # Not its helper uno.bin, which LibreOffice itself leaves when it is killed.
    assert not [words for words in processes(profile).values() if LIBREOFFICE in words]
    if moment == "added":
        remove(profile)
        assert ours(profile) == []


@posix
def test_two_installations_at_once_take_turns(profile, addin_profile):
    source = next(addin_profile.rglob("pythonpath"))
    with started("install", profile, source, stdout=subprocess.PIPE) as first:
        wait_for(lambda: (profile / "xlfuncs-install").exists() or first.poll() is not None)
        with started("install", profile, source, stdout=subprocess.PIPE) as second:
            said = first.communicate(timeout=TIMEOUT)[0], second.communicate(timeout=TIMEOUT)[0]
    assert (first.returncode, second.returncode) == (0, 0), said
    assert f"xlfuncs {__version__} is installed;" in said[0]
    assert f"xlfuncs {__version__} is there already;" in said[1]


def test_one_that_waited_for_another_in_vain_says_so(copy, monkeypatch):
    monkeypatch.setattr(lock, "LIMIT", 0)
    before = installed_version(copy)
    with lock.turn(copy):
        for change in (install, remove):
            with pytest.raises(UserError, match="another installation is under way: wait until it has ended"):
                change(copy)
        assert "another installation is under way" in check(copy).words
    assert installed_version(copy) == before


@posix
def test_the_lock_is_not_taken_through_a_link(profile, tmp_path):
    lock.place(profile).symlink_to(tmp_path / "elsewhere")
    try:
        with pytest.raises(OSError, match="symbolic links"):
            install(profile)
    finally:
        lock.place(profile).unlink()
    assert not (tmp_path / "elsewhere").exists()


@posix
@pytest.mark.parametrize("moment", [is_running, lambda profile: listens(installation._pipe(profile))])
def test_an_installation_waits_for_what_a_killed_removal_left(copy, addin_profile, quick, moment):
    with caught("remove", copy, addin_profile, moment):
        kill(copy, INSTALLER)
    install(copy)
    wait_for(lambda: not [words for words in processes(copy).values() if BETWEEN in words])
    assert installed_version(copy) == __version__


@posix
def test_pip_that_outlives_its_installation_keeps_the_lock(profile, monkeypatch):
    """A pip that still writes is waited for."""
    locked = []

    def pip(arguments, pass_fds, **_):
        program = "import sys; sys.stdin.read()"
        locked.append(subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, pass_fds=pass_fds))
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(libraries, "subprocess", SimpleNamespace(run=pip, PIPE=None, STDOUT=None, DEVNULL=None))
        with pytest.raises(KeyboardInterrupt):
            install(profile)
    monkeypatch.setattr(lock, "LIMIT", 0)
    with pytest.raises(UserError, match="under way"):
        install(profile)
    locked[0].communicate()
    with lock.turn(profile):
        pass
