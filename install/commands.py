"""What ``python3 install`` can be told to do, one entry each."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from install import node
from install.environment import Environment, ensure
from install.steps import run, step
from install.system import ensure_for_addin, ensure_for_tests
from xlfuncs.hosts.excel.office import require_visible_files
from xlfuncs.hosts.excel.windows import this as this_windows
from xlfuncs.hosts.libreoffice.office import find
from xlfuncs.system.user_errors import UserError, system_message

CHECKOUT = Path(__file__).resolve().parent.parent
CHECKS = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"])
# Most tests wait for other programs, or keep one processor busy. Those of a file share what they start, so they stay
# together. Not more processes than two: each has its own LibreOffice, browser and servers.
ALL_TESTS = ["-n", "2", "--dist", "loadfile"]


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
    code = run([environment.python, "-m", "xlfuncs.reproduction"], environment.checkout)
    if code:
        raise UserError("xlfuncs is installed, but the worked cases are not reproduced: see above, and report it")
    print(f"xlfuncs is ready: {environment.python.with_name('xlfuncs')}")
    offer_addins(environment)
    return 0


def offer_addins(environment: Environment) -> None:
    """Put the functions into the programs that are here; what is in the way is only told, the main thing being done."""
    if find() is None:
        print("LibreOffice is not here; once it is, python3 install libreoffice puts the functions into it", flush=True)
    elif xlfuncs(environment, "install", "libreoffice"):
        print(
            "Without LibreOffice all is done; to have the functions there too: python3 install libreoffice", flush=True
        )
    if on_windows() and xlfuncs(environment, "install", "excel"):
        print("Without Excel all is done; to have the functions there too: python install excel")


def install_into_libreoffice(environment: Environment, arguments: list[str]) -> int:
    """Install, and put the add-in into LibreOffice."""
    ensure(environment, "runtime")
    ensure_for_addin()
    return xlfuncs(environment, "install", "libreoffice", *arguments)


def install_into_excel(environment: Environment, _arguments: list[str]) -> int:
    """Install, and put the add-in into Excel for Windows; elsewhere say at once that there is none."""
    require_visible_files(this_windows())
    ensure(environment, "runtime")
    return xlfuncs(environment, "install", "excel")


def install_server(environment: Environment, _arguments: list[str]) -> int:
    """Install what the server of the Office.js add-in needs, and say how to start it."""
    ensure(environment, "runtime")
    ensure(environment, "server")
    print("The server for Excel on Windows, Mac and the web is ready. To try it out on this machine:", flush=True)
    print(f"    {environment.python.with_name('xlfuncs')} serve")
    print("It then says what to do in Excel. For several people, and about the licence of xlwings-server, which is")
    print(f"free for noncommercial use only: {environment.checkout / 'install' / 'SERVER.md'}")
    return 0


def remove_addins(environment: Environment, arguments: list[str]) -> int:
    """Take the functions out of the program that is named, or out of those that are here."""
    ensure(environment, "runtime")
    if arguments:
        return xlfuncs(environment, "remove", *arguments)
    codes = [xlfuncs(environment, "remove", program) for program in programs_here()]
    if not codes:
        print("No program that could have the functions is here")
    return max(codes, default=0)


def programs_here() -> list[str]:
    """Return the programs that an add-in may be in."""
    here = {"libreoffice": find() is not None, "excel": on_windows()}
    return [program for program, is_here in here.items() if is_here]


def on_windows() -> bool:
    """Return whether this is Windows, the one system that has our Excel add-in."""
    return os.name == "nt"


def xlfuncs(environment: Environment, *words: str) -> int:
    """Run the command xlfuncs of the environment."""
    return run([environment.python, "-m", "xlfuncs", *words], environment.checkout)


def check(environment: Environment, arguments: list[str]) -> int:
    """Install with the test tools, check the code, run the tests; every check runs whatever the others say."""
    ensure_for_tests()
    for layer in ("runtime", "server", "test"):
        ensure(environment, layer)
    failed = failed_checks(environment)
    # Who says more means a few tests, or looks for a fault: those run here, one after the other.
    code = run_tool(environment, ["pytest", *(arguments or ALL_TESTS)])
    unclean = tell_failed(failed)
    return code or unclean


def lint(environment: Environment, _arguments: list[str]) -> int:
    """Install with the test tools and check the code; nothing is installed into the system, no test runs."""
    for layer in ("runtime", "test"):  # the lock of the tests has the server's packages too, which mypy reads
        ensure(environment, layer)
    return tell_failed(failed_checks(environment))


def failed_checks(environment: Environment) -> list[str]:
    """Run every check of the code, whatever the others say, and return those that failed."""
    failed = [" ".join(tool) for tool in CHECKS if run_tool(environment, tool)]
    return failed + node.failed_checks(environment.checkout)


def tell_failed(checks: list[str]) -> int:
    """Say which checks failed, and return the exit code."""
    if checks:
        print(f"install: not clean: {', '.join(checks)} (see above)", file=sys.stderr, flush=True)
    return int(bool(checks))


def run_tool(environment: Environment, arguments: list[str]) -> int:
    """Run a tool of the environment in the checkout and say how long it took."""
    with step(" ".join(arguments)):
        return run([environment.python, "-m", *arguments], environment.checkout)


COMMANDS = {
    "": Command(
        reproduce,
        "install into .venv of this checkout, reproduce the worked cases, put the functions into LibreOffice and Excel",
    ),
    "libreoffice": Command(
        install_into_libreoffice, "put the add-in into LibreOffice, which is installed if need be", takes_arguments=True
    ),
    "excel": Command(install_into_excel, "put the add-in into Excel for Windows"),
    "server": Command(install_server, "install what serves the add-in for Excel on Windows, Mac and the web"),
    "remove": Command(
        remove_addins, "take the add-ins out; with libreoffice or excel after it, that one only", takes_arguments=True
    ),
    "lint": Command(lint, "install, check the code, run no test"),
    "test": Command(check, "install, check the code and run the tests; more words go to pytest", takes_arguments=True),
}


def usage() -> str:
    """Return the help text."""
    rows = [f"  python3 install {name:<12} {command.words}" for name, command in COMMANDS.items()]
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
    """Run a command so that a foreseeable failure ends in one line."""
    environment = Environment(CHECKOUT)
    try:
        if Path(sys.prefix).resolve() == environment.folder:
            # The environment may have to be removed, so its own Python cannot be the one that works on it.
            base = sys._base_executable  # type: ignore[attr-defined]
            return subprocess.run([base, *sys.orig_argv[1:]], check=False).returncode
        return command.run(environment, arguments)
    except UserError as error:
        message, code = str(error), 1
    except OSError as error:
        message, code = system_message(error), 1
    except KeyboardInterrupt:
        message, code = "stopped; run the same command again to go on", 130
    print(f"install: {message}", file=sys.stderr, flush=True)
    return code
