"""What a person is told when pip fails."""

from __future__ import annotations

import pytest

from xlfuncs.system.user_errors import AGAIN, clean_environment, pip_message


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("Retrying after NewConnectionError: Failed to establish a new connection: [Errno -2] Name", "network"),
        ("ProxyError('Cannot connect to proxy.')", "network"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "lock"),
        ("ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/x'", "permission"),
        ("ERROR: [WinError 5] Access is denied: 'C:\\x\\xlwings64-0.37.8.dll'", "close Excel"),
        ("ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED]", "PIP_CERT"),
        ("ERROR: No matching distribution found for ironcalc==0.9.1", "3.11 to 3.14"),
        ("something never seen", "exit code 1"),
        ("", "exit code 1"),
    ],
)
def test_pip_failure_names_the_remedy_in_one_line(log, words):
    told = pip_message(1, log)
    assert words in told
    assert told.endswith(AGAIN)
    assert "\n" not in told


def test_offline_is_told_before_its_consequence():
    log = "Failed to establish a new connection\nERROR: No matching distribution found for numpy==2.4.6"
    assert "network" in pip_message(1, log)


def test_killed_pip_is_told():
    assert "signal 9" in pip_message(-9, "")


def test_settings_of_other_installations_are_left_out():
    variables = {"PYTHONPATH": "/elsewhere", "PIP_TARGET": "/elsewhere", "PIP_USER": "1", "PIP_INDEX_URL": "kept"}
    cleaned = clean_environment(variables)
    assert not {"PYTHONPATH", "PIP_TARGET"} & cleaned.keys()
    assert (cleaned["PIP_USER"], cleaned["PIP_INDEX_URL"]) == ("0", "kept")
