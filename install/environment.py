"""The virtual environment ``.venv`` of the checkout: made, repaired, and stamped when complete.

The stamp is written last and says what was installed. Without it the folder is unfinished or
foreign, and is made anew; with it, and nothing changed since, there is nothing to do.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from install.steps import pip_install, run, step
from install.system import INSTALL_BY_HAND, apt_install, can_install
from xlfuncs.system.user_errors import AGAIN, UserError, clean_environment, system_message

# Looks for what xlfuncs requires without importing it, which would take seconds.
PROBE = """
import re, pip, xlfuncs
from importlib.metadata import requires, version
for requirement in requires("xlfuncs"):
    if "extra ==" not in requirement:
        version(re.match(r"[\\w.-]+", requirement)[0])
"""
LAYERS = {"runtime": "requirements.txt", "server": "requirements-server.txt", "test": "requirements-test.txt"}


@dataclass(frozen=True)
class Environment:
    """The environment of one checkout."""

    checkout: Path

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self.checkout / ".venv"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """The file that says that it is complete."""
        return self.folder / "xlfuncs-installed.json"

    def base(self) -> dict[str, str]:
        """Return what cannot change without making it anew: the Python and the place."""
        python = f"{sys.implementation.cache_tag} {sysconfig.get_platform()}"
        return {"python": python, "place": str(self.checkout)}

    def digest(self, layer: str) -> str:
        """Return the hash of everything that decides what a layer holds."""
        parts = [self.checkout / "install" / LAYERS[layer], self.checkout / "pyproject.toml"]
        return hashlib.sha256(b"\0".join(part.read_bytes() for part in parts)).hexdigest()

    def read_stamp(self) -> dict[str, str]:
        """Return what is installed; empty when unfinished, foreign or damaged."""
        try:
            stamp = json.loads(self.stamp.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def write_stamp(self, stamp: dict[str, str]) -> None:
        """Write the stamp in one move, so that it is never half there."""
        beside = self.stamp.with_suffix(".new")
        beside.write_text(json.dumps(stamp, indent=1), "utf-8")
        beside.replace(self.stamp)

    def sound(self) -> bool:
        """Return whether its Python starts and finds pip, xlfuncs and all that xlfuncs requires."""
        try:
            probe = [str(self.python), "-I", "-c", PROBE]
            return not subprocess.run(probe, capture_output=True, env=clean_environment(os.environ)).returncode
        except OSError:
            return False

    def usable(self, stamp: dict[str, str]) -> bool:
        """Return whether it can be kept, as it is or with more installed into it."""
        return stamp.items() >= self.base().items() and self.sound()


def ensure(environment: Environment, layer: str) -> None:
    """Bring one layer of the environment to what the lock says; do nothing if it is there."""
    stamp = environment.read_stamp()
    if not environment.usable(stamp):
        make(environment)
        stamp = environment.base()
    if stamp.get(layer) == environment.digest(layer):
        return
    environment.stamp.unlink(missing_ok=True)
    try:
        fill(environment, layer)
    except UserError:
        # pip undoes a failed installation itself, so what was complete before still is.
        if stamp != environment.base():
            environment.write_stamp(stamp)
        raise
    environment.write_stamp(stamp | {layer: environment.digest(layer)})


def make(environment: Environment) -> None:
    """Make the environment anew, with nothing in it but pip."""
    require_venv()
    if environment.folder.exists() or environment.folder.is_symlink():
        with step(f"Removing {environment.folder}, which is unfinished or of another Python or place"):
            remove(environment.folder)
    with step(f"Making {environment.folder} with Python {sys.version.split()[0]}"):
        code = run([sys.executable, "-m", "venv", environment.folder], environment.checkout)
    if code:
        raise UserError(f"Python could not make .venv, the line above says why; fix that, {AGAIN}")


def remove(folder: Path) -> None:
    """Remove the folder, or the link or file in its place."""
    try:
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        else:
            folder.unlink()
    except OSError as error:
        raise UserError(system_message(error)) from error


def fill(environment: Environment, layer: str) -> None:
    """Install what the lock of a layer names; with the first layer the project itself."""
    log = environment.folder / "pip.log"
    lock = f"install/{LAYERS[layer]}"
    with step(f"Installing the {layer} requirements ({lock}, hashes checked)"):
        locked = ["--require-hashes", "--only-binary=:all:", "-r", lock]
        pip_install(environment.python, locked, environment.checkout, log)
    if layer == "runtime":
        with step("Installing xlfuncs itself, editable"):
            itself = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--editable", "."]
            pip_install(environment.python, itself, environment.checkout, log)


def require_venv() -> None:
    """See that this Python can make environments; on Debian the part may be a package of its own."""
    if can_make_environments():
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not shutil.which("apt-get"):
        raise UserError("this Python lacks venv or ensurepip: install a complete Python 3.11 or newer")
    if can_install():
        apt_install([package])
        importlib.invalidate_caches()
    if not can_make_environments():
        by_hand = INSTALL_BY_HAND["apt-get"]
        raise UserError(f"this Python cannot make environments: run: {by_hand} {package}; {AGAIN}")


def can_make_environments() -> bool:
    """Return whether the standard library is complete enough to make an environment."""
    specs = [importlib.util.find_spec(module) for module in ("venv", "ensurepip")]
    # A package that was removed may leave a folder behind, which Python finds but which has no file.
    return all(spec is not None and spec.origin for spec in specs)
