"""What the functions need beside themselves in LibreOffice's Python: numpy, as the lock names it, without its tests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from xlfuncs.hosts.libreoffice.office import Interpreter
from xlfuncs.system.user_errors import UserError, clean_environment, pip_message

LOCK = Path(__file__).with_name("libraries.txt")
# A third of the files and of the size, all for those who develop with numpy.
_UNNEEDED = (
    "bin",
    "numpy/f2py",
    "numpy/distutils",
    "numpy/_core/include",
    "numpy/_core/_simd.*",
    "numpy/_core/_*_tests.*",
    "numpy/**/tests",
    "numpy/**/lib/*.a",
    "numpy/**/*.lib",
    "numpy/**/*.pyi",
    "numpy/**/*.pxd",
)


def are_in(folder: Path) -> bool:
    """Return whether a folder holds the libraries that the lock names."""
    pins = re.findall(r"^([a-z0-9-]+)==([^ ]+)", LOCK.read_text("utf-8"), re.MULTILINE)
    return all((folder / f"{name}-{version}.dist-info").is_dir() for name, version in pins)


def fetch(interpreter: Interpreter, folder: Path, lock: Sequence[int]) -> None:
    """Fill the folder with the libraries for an interpreter, not the one that runs this; pip keeps the lock."""
    major, minor = interpreter.version
    for_it = ["--python-version", f"{major}.{minor}", "--implementation", "cp", "--abi", f"cp{major}{minor}"]
    exactly = ["--require-hashes", "--only-binary=:all:", "--no-deps", "-r", str(LOCK), "--target", str(folder)]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", *for_it, *exactly],
        env=clean_environment(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        pass_fds=lock,
    )
    if done.returncode:
        told = pip_message(done.returncode, done.stdout)
        if "above" in told:
            print(done.stdout, file=sys.stderr, flush=True)
        raise UserError(told)
    for pattern in _UNNEEDED:
        for path in list(folder.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
