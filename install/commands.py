"""What ``python3 install`` can be told to do, one entry each."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from install.environment import Environment, ensure
from install.steps import run, step
from install.system import ensure_system
from xlfuncs.trouble import TroubleError, system_trouble

CHECKOUT = Path(__file__).resolve().parent.parent
CHECKS = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"])


@dataclass(frozen=True)
class Command:
    """One word after ``python3 install``."""

    run: Callable[[Environment, list[str]], int]
    words: str
    takes_arguments: bool = False


def reproduce(environment: Environment, _arguments: list[str]) -> int:
    """Install, then reproduce the worked cases."""
    ensure(environment, "runtime")
    print("Reproducing the worked cases ...", flush=True)
    code = run([environment.python, "-m", "xlfuncs.cases"], environment.checkout)
    if code:
        raise TroubleError("xlfuncs is installed, but the worked cases are not reproduced: see above, and report it")
    print(f"xlfuncs is ready: {environment.python.with_name('xlfuncs')}")
    return 0


def check(environment: Environment, arguments: list[str]) -> int:
    """Install with the test tools, check the code, run the tests; every check runs whatever the others say."""
    ensure_system()
    ensure(environment, "runtime")
    ensure(environment, "test")
    failed = [" ".join(tool) for tool in CHECKS if run_tool(environment, tool)]
    code = run_tool(environment, ["pytest", *arguments])
    if failed:
        print(f"install: not clean: {', '.join(failed)} (see above)", file=sys.stderr, flush=True)
    return code or int(bool(failed))


def run_tool(environment: Environment, arguments: list[str]) -> int:
    """Run a tool of the environment in the checkout and say how long it took."""
    with step(" ".join(arguments)):
        return run([environment.python, "-m", *arguments], environment.checkout)


COMMANDS = {
    "": Command(reproduce, "install into .venv of this checkout and reproduce the worked cases"),
    "test": Command(check, "install, check the code and run the tests; more words go to pytest", takes_arguments=True),
}


def usage() -> str:
    """Return the help text."""
    rows = [f"  python3 install {name:<10} {command.words}" for name, command in COMMANDS.items()]
    return "\n".join(["usage:", *rows])


def main(words: list[str]) -> int:
    """Do what the words say and return the exit code."""
    name, arguments = (words[0], words[1:]) if words else ("", [])
    if name in ("-h", "--help"):
        print(usage())
        return 0
    command = COMMANDS.get(name)
    if command is None or (arguments and not command.takes_arguments):
        print(f"install: not understood: {' '.join(words)}\n{usage()}", file=sys.stderr)
        return 2
    return carry_out(command, arguments)


def carry_out(command: Command, arguments: list[str]) -> int:
    """Run a command so that foreseeable trouble ends in one line."""
    environment = Environment(CHECKOUT)
    try:
        if Path(sys.prefix).resolve() == environment.folder:
            # The environment may have to be removed, so its own Python cannot be the one that works on it.
            base = sys._base_executable  # type: ignore[attr-defined]
            return subprocess.run([base, *sys.orig_argv[1:]], check=False).returncode
        return command.run(environment, arguments)
    except TroubleError as trouble:
        message, code = str(trouble), 1
    except OSError as error:
        message, code = system_trouble(error), 1
    except KeyboardInterrupt:
        message, code = "stopped; run the same command again to go on", 130
    print(f"install: {message}", file=sys.stderr, flush=True)
    return code
