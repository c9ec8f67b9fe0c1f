"""The certificate that the server makes for this computer, and connections that are made by it."""

from __future__ import annotations

import os
import ssl
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from tests.hosts.officejs.excel_server import ROOT, TO_START, TO_STOP, free_port
from xlfuncs.hosts.officejs import certificate
from xlfuncs.hosts.officejs.certificate import ensure_certificate, how_to_trust
from xlfuncs.system.user_errors import UserError

NAMES = ["xlfuncs.example.org", "10.1.2.3"]


def read(file):
    return x509.load_pem_x509_certificate(file.read_bytes())


@pytest.fixture
def made(tmp_path):
    return ensure_certificate(tmp_path / "certificate", NAMES)


def again(made, names=NAMES):
    return ensure_certificate(made.key.parent, names)


@pytest.fixture(scope="module")
def secure(tmp_path_factory):
    """A server with its own certificate: its port, and the authority to trust."""
    home, port = tmp_path_factory.mktemp("secure"), free_port()
    own = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "xlfuncs", "serve", "--port", str(port)]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(command, env=os.environ | own, cwd=home, stdout=log, stderr=log)
    try:
        yield port, started(process, home, port)
    finally:
        process.terminate()
        process.wait(TO_STOP)


def started(process, home, port):
    ends = time.monotonic() + TO_START
    while time.monotonic() < ends and process.poll() is None:
        authority = next(home.rglob("authority.crt"), None)
        try:
            if authority and get(f"https://localhost:{port}/readyz", authority).status == 200:
                return authority
        except OSError:
            time.sleep(0.1)
    raise RuntimeError((home / "log").read_text())


def get(url, authority):
    return urllib.request.urlopen(url, context=ssl.create_default_context(cafile=authority), timeout=60)


def test_who_trusts_the_authority_reaches_the_server_by_name_and_address(secure):
    port, authority = secure
    for host in ("localhost", "127.0.0.1"):
        assert get(f"https://{host}:{port}/healthz", authority).status == 200


def test_who_does_not_trust_it_is_warned(secure):
    port, _ = secure
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        get(f"https://localhost:{port}/healthz", None)


def test_the_server_says_how_to_trust_it(secure, monkeypatch):
    _, authority = secure
    home = authority.parents[3]
    monkeypatch.setenv("HOME", str(home))
    log = (home / "log").read_text()
    assert all(line in log for line in how_to_trust(authority, sys.platform))


def test_it_holds_for_this_computer_and_the_names_that_were_given(made):
    names = read(made.certificate).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost", "xlfuncs.example.org"]
    assert [str(a) for a in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1", "::1", "10.1.2.3"]


def test_the_authority_can_sign_nothing_but_these_names(made):
    limits = read(made.authority).extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    assert limits.value.excluded_subtrees is None
    permitted = [str(name.value) for name in limits.value.permitted_subtrees]
    assert permitted == ["localhost", "127.0.0.1/32", "::1/128", "xlfuncs.example.org", "10.1.2.3/32"]


def test_the_key_of_the_authority_is_kept_nowhere(made):
    files = sorted(made.key.parent.iterdir())
    assert files == sorted([made.authority, made.certificate, made.key])
    key = serialization.load_pem_private_key(made.key.read_bytes(), None)
    assert key.public_key() != read(made.authority).public_key()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_can_read_the_key(made):
    assert stat.S_IMODE(made.key.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.key.parent.stat().st_mode) == 0o700


def test_a_good_certificate_is_kept(made):
    before = made.certificate.read_bytes()
    assert made.made
    second = again(made, [*reversed(NAMES), "LOCALHOST", NAMES[0]])
    assert (second.made, second.why) == (False, "")
    assert made.certificate.read_bytes() == before


def test_other_names_need_another_certificate(made):
    assert "the names of the server changed" in again(made, ["other.example.org"]).why


@pytest.mark.parametrize(("days", "is_new"), [(365, False), (367, True), (500, True), (-30, True)])
def test_it_is_renewed_before_it_ends(made, monkeypatch, days, is_new):
    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(days=days)

    ends = read(made.certificate).not_valid_after_utc
    assert ends - datetime.now(UTC) < timedelta(days=397)
    monkeypatch.setattr(certificate, "datetime", Later)
    assert again(made).made == is_new


@pytest.mark.parametrize("file", ["certificate", "key", "authority"])
@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"-----BEGIN X-----\nAAAA\n-----END X-----\n", None])
def test_damaged_files_are_replaced_with_a_word(made, file, content):
    damaged = getattr(made, file)
    damaged.unlink() if content is None else damaged.write_bytes(content)
    assert "damaged" in again(made).why
    assert not again(made).made


@pytest.mark.parametrize("file", ["certificate", "key", "authority"])
def test_files_that_do_not_belong_together_are_replaced(made, tmp_path, file):
    other = ensure_certificate(tmp_path / "other", NAMES)
    getattr(made, file).write_bytes(getattr(other, file).read_bytes())
    assert again(made).made


@pytest.mark.parametrize("name", ["", "a b", "*.example.org", "https://x", "x:8443", "-x", "a..b", "x/y", "x" * 64])
def test_what_is_no_name_of_a_computer_is_refused_in_words(tmp_path, name):
    with pytest.raises(UserError, match="is not the name or address of a computer"):
        ensure_certificate(tmp_path, [name])


def test_a_name_of_other_letters_is_taken_as_browsers_spell_it(tmp_path):
    made = ensure_certificate(tmp_path, ["Zürich.example"])
    names = read(made.certificate).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "xn--zrich-kva.example" in names.get_values_for_type(x509.DNSName)


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError):
        ensure_certificate(tmp_path / "file" / "folder", [])


@pytest.mark.parametrize(
    ("system", "trusts", "takes_back"),
    [
        ("win32", "certutil -user -addstore Root", "certutil -user -delstore Root"),
        ("darwin", "security add-trusted-cert", "security delete-certificate"),
        ("linux", "update-ca-certificates", "update-ca-certificates --fresh"),
    ],
)
def test_each_system_is_told_how_to_trust_it_and_how_to_take_it_back(made, system, trusts, takes_back):
    lines = how_to_trust(made.authority, system)
    back = lines.index("To take it back:")
    assert any(trusts in line and str(made.authority) in line for line in lines[:back])
    assert any(takes_back in line for line in lines[back:])


_OLDER, _NEWER = ".pki/nssdb", ".local/share/pki/nssdb"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Chromium has this database on Linux only")
@pytest.mark.parametrize(
    ("there", "taken"), [([], _OLDER), ([_OLDER], _OLDER), ([_NEWER], _NEWER), ([_OLDER, _NEWER], _OLDER)]
)
def test_the_lines_for_chromium_find_its_database(made, tmp_path, monkeypatch, there, taken):
    home, programs = tmp_path / "a home", tmp_path / "programs"
    for folder in [home / folder for folder in there] + [programs]:
        folder.mkdir(parents=True)
    # Like certutil, which makes a database but not its folder.
    (programs / "certutil").write_text('#!/bin/sh\nd="${2#sql:}"; test -d "$d" && echo "$3" >> "$d/done"\n')
    (programs / "certutil").chmod(0o755)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    for line in [line for line in how_to_trust(made.authority, "linux") if "certutil -d" in line]:
        subprocess.run(line, shell=True, check=True)
    assert (home / taken / "done").read_text() == "-A\n-D\n"
