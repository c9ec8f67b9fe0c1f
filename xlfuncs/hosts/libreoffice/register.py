"""Adds an extension to a LibreOffice user profile or removes it: a program for LibreOffice's own Python alone.

    register.py LOCK PIPE IDENTIFIER FILE SOFFICE ...    start LibreOffice with these words, add the file, end it
    register.py LOCK PIPE IDENTIFIER ""   SOFFICE ...    the same, but remove

FILE is a URL. LibreOffice is asked through a local pipe. One line of JSON on standard output says what came of it.
Two of these programs never work at once: one that outlived its installation keeps the installation's lock.
The package itself cannot be imported here, and the Python may be an old one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import Any

import uno
import unohelper
from com.sun.star.connection import NoConnectException
from com.sun.star.deployment import DeploymentException
from com.sun.star.lang import DisposedException, IllegalArgumentException
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import CommandFailedException, XCommandEnvironment

MANAGER = "/singletons/com.sun.star.deployment.ExtensionManager"
RESTART = (79, 81)  # what LibreOffice ends with when it wants to be started once more
BETWEEN_TRIES = 0.05  # seconds


class Consent(unohelper.Base, XCommandEnvironment, XInteractionHandler):
    """Agrees to what the extension manager asks: the person who started the installation has."""

    def getInteractionHandler(self) -> Consent:
        """Return who answers questions."""
        return self

    def getProgressHandler(self) -> None:
        """Return who shows progress: nobody."""
        return

    def handle(self, request: Any) -> None:
        """Approve without reading the request, which Python cannot always."""
        for continuation in request.getContinuations():
            approval = continuation.queryInterface(uno.getTypeByName("com.sun.star.task.XInteractionApprove"))
            if approval:
                approval.select()
                return


def listening(pipe: str) -> str:
    """Return how LibreOffice is told to listen on a pipe."""
    return f"pipe,name={pipe};urp"


def connection(pipe: str) -> Any:
    """Return the component context of the LibreOffice that listens on the pipe; None when none does."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    try:
        return resolver.resolve(f"uno:{listening(pipe)};StarOffice.ComponentContext")
    except NoConnectException:
        return None


def desktop(context: Any) -> Any:
    """Return what has the windows and ends the program."""
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def end(context: Any) -> None:
    """Ask LibreOffice to end; its going away in the middle of the answer is what was asked for."""
    try:
        desktop(context).terminate()
    except DisposedException:
        return


def end_leftover(pipe: str) -> bool:
    """End the LibreOffice that a killed installation left behind, unless somebody uses it; return whether one was."""
    context = found = connection(pipe)
    while context and not desktop(context).getFrames().getCount():
        end(context)
        time.sleep(BETWEEN_TRIES)
        context = connection(pipe)
    return bool(found)


def keep(lock: str) -> None:
    """Lock the installation's file too, until this program ends; where a lock can be inherited, it has been."""
    if sys.platform == "win32":
        import msvcrt

        descriptor = os.open(lock, os.O_RDWR)
        os.lseek(descriptor, 1, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)


def start(pipe: str, arguments: list[str]) -> tuple[subprocess.Popen[bytes], Any]:
    """Start LibreOffice; return the process and its component context, which is None if it ended instead."""
    command = [*arguments, "--nodefault", f"--accept={listening(pipe)}"]
    code: int | None = RESTART[0]
    while code in RESTART:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        context = None
        while context is None and process.poll() is None:
            time.sleep(BETWEEN_TRIES)
            context = connection(pipe)
        code = process.poll()
    return process, context


def installed(manager: Any, identifier: str, consent: Consent) -> Any:
    """Return the extension of the user's repository, then those of the others; None where there is none."""
    try:
        return manager.getExtensionsWithSameIdentifier(identifier, "", consent)
    except IllegalArgumentException:  # none anywhere
        return [None]


def carry_out(manager: Any, identifier: str, file: str) -> dict[str, Any]:
    """Remove what is installed under the identifier, or replace it by the file; return both versions."""
    consent = Consent()
    before = installed(manager, identifier, consent)[0]
    abort = manager.createAbortChannel()
    after = None
    if file:
        after = manager.addExtension(file, (), "user", abort, consent)
    elif before:
        manager.removeExtension(identifier, before.getName(), "user", abort, consent)
    return {"before": before and before.getVersion(), "after": after and after.getVersion()}


def words(error: Any) -> str:
    """Return what an exception of LibreOffice says, with the cause, which is where the reason stands."""
    try:
        said = [getattr(reason, "Message", "") for reason in (error, getattr(error, "Cause", None))]
    except SystemError:  # a cause of a kind that Python cannot read
        return "no reason given; often the disk is full"
    return " ".join(": ".join(filter(None, said)).split())


def main(pipe: str, identifier: str, file: str, *arguments: str) -> dict[str, Any]:
    """Do it; return what came of it."""
    if end_leftover(pipe):
        return {"disturbed": "another LibreOffice was left behind"}
    process, context = start(pipe, list(arguments))
    if process.poll() is not None:
        if not context:
            return {"failure": f"it ended with code {process.returncode}"}
        # One was there before, and the process has handed it its words; it takes these in the same way.
        subprocess.run([*arguments, f"--unaccept={listening(pipe)}"], check=True)
        return {"disturbed": "another LibreOffice is running"}
    try:
        return carry_out(context.getValueByName(MANAGER), identifier, file)
    except (DeploymentException, CommandFailedException) as error:
        return {"failure": words(error)}
    finally:
        end(context)
        process.wait()


if __name__ == "__main__":
    keep(sys.argv[1])
    print(json.dumps(main(*sys.argv[2:])))
