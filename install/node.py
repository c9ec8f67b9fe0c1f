"""The tools that check the JavaScript: what the lock in install/javascript names, brought by npm."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

from install.steps import run, run_quietly, step
from install.system import NPM, advice, hosts_required
from xlfuncs.system.user_errors import AGAIN, UserError

FOLDER = "install/javascript"
_TOOLS = f"{FOLDER}/node_modules"
_LINTED = ("xlfuncs/hosts/web/runtime", "tests/**/*.mjs")
CHECKS = (
    [f"{_TOOLS}/eslint/bin/eslint.js", "--config", f"{FOLDER}/eslint.config.js", "--max-warnings", "0", *_LINTED],
    [f"{_TOOLS}/typescript/bin/tsc", "--project", FOLDER],
)


def failed_checks(checkout: Path) -> list[str]:
    """Run every check of the JavaScript, and return those that failed; where the tools cannot be had, say so."""
    try:
        ensure_tools(checkout)
    except UserError as error:
        print(f"install: {error}\nGoing on; the JavaScript is not checked.", file=sys.stderr, flush=True)
        return ["the tools that check the JavaScript"] if hosts_required() else []
    return [Path(tool[0]).stem for tool in CHECKS if run_check(checkout, tool)]


def run_check(checkout: Path, tool: list[str]) -> int:
    """Run one check in the checkout and say how long it took."""
    with step(f"node {' '.join(tool)}"):
        return run(["node", *tool], checkout)


def ensure_tools(checkout: Path) -> None:
    """Install what the lock names, without anything that a package would run; do nothing if it is there."""
    digest = hashlib.sha256((checkout / FOLDER / "package-lock.json").read_bytes()).hexdigest()
    stamp = checkout / _TOOLS / "xlfuncs-installed.txt"
    if stamp.exists() and stamp.read_text("utf-8") == digest:
        return
    npm = shutil.which("npm")
    if npm is None:
        raise UserError(advice([NPM]))
    with step(f"Installing what checks the JavaScript ({FOLDER}/package-lock.json, hashes checked)"):
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(checkout / FOLDER))
        code, log = run_quietly(npm, "ci", *quiet)
    if code:
        print(log, file=sys.stderr, flush=True)
        raise UserError(f"npm failed (exit code {code}): its lines above say why; fix that, {AGAIN}")
    stamp.write_text(digest, "utf-8")
