"""`xlfuncs serve` as an administrator types it: what it says, whom it lets in, what it writes down."""

from __future__ import annotations

import json
import logging
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from tests.hosts.officejs.excel_server import ROOT, Server, free_port
from tests.hosts.officejs.http_calls import CALLS, CLIENT, call, post
from xlfuncs.hosts.officejs import logs
from xlfuncs.hosts.officejs.certificate import ensure_certificate
from xlfuncs.hosts.officejs.serving import own_folder
from xlfuncs.hosts.officejs.settings import Settings
from xlfuncs.hosts.officejs.workers import SharingLoop

ID = "00000000-0000-4000-8000-000000000001"
PATIENCE = 180  # seconds
NERNST = call('NERNST(5,140,"K+",37)') | {"runtime": "1.4"}


def refusal(tmp_path, *options, **variables):
    """Type the command, which must refuse; return its one line."""
    own = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), **variables}
    command = [sys.executable, "-m", "xlfuncs", "serve", *options]
    done = subprocess.run(command, env=os.environ | own, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 1, done
    [line] = done.stderr.splitlines()
    assert line.startswith("xlfuncs: ")
    assert not list(tmp_path.iterdir()), "it has written something"
    return line.removeprefix("xlfuncs: ")


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--host", "0.0.0.0"], "--host 0.0.0.0 opens the server to others: say with --public-url"),
        (["--host", "0.0.0.0", "--public-url", "http://lab.example"], "--public-url must begin with https://"),
        (["--public-url", "http://lab.example"], "--public-url must begin with https://"),
        (["--public-url", "lab.example"], "--public-url lab.example: wanted is https://name"),
        (["--public-url", "https://lab.example/xlfuncs"], "wanted is https://name or https://name:port"),
        (["--public-url", "https://lab.example#x"], "wanted is https://name or https://name:port"),
        (["--public-url", "https://me:secret@lab.example"], "wanted is https://name or https://name:port"),
        (["--public-url", "https://lab.example:abc"], "wanted is https://name or https://name:port"),
        (["--public-url", "https://lab.example:65536"], "wanted is https://name or https://name:port"),
        (["--public-url", "https://bücher.example"], "wanted is https://name or https://name:port"),
        (["--public-url", "https://[::1"], "wanted is https://name or https://name:port"),
        (["--certificate", __file__], "--certificate and --key go together"),
        (["--http", "--certificate", __file__, "--key", __file__], "--http is without a certificate"),
        (["--entra-client-id", "x"], "--entra-client-id and --entra-tenant-id go together"),
        (
            ["--entra-client-id", ID, "--entra-tenant-id", "lab.example"],
            "--entra-tenant-id lab.example: wanted is the ID",
        ),
        (["--entra-client-id", ID, "--entra-tenant-id", ID, "--token-file", __file__], "a shared token or Entra ID"),
        (["--token-file", __file__], "a token is one word of 16 or more letters"),
    ],
)
def test_what_cannot_be_is_said_in_one_line_and_nothing_is_written(tmp_path, options, line):
    assert line in refusal(tmp_path, *options)


@pytest.mark.parametrize("folder", ["", "config"])
def test_token_and_key_are_never_kept_where_the_command_happens_to_be_given(monkeypatch, folder):
    monkeypatch.setenv("XDG_CONFIG_HOME", folder)
    assert own_folder().is_absolute()


@pytest.mark.parametrize(("workers", "loop"), [("1", "asyncio"), ("2", f"{SharingLoop.__module__}:SharingLoop")])
def test_several_workers_run_loops_that_share(tmp_path, workers, loop):
    told = "import uvicorn\nuvicorn.run = lambda *_, **options: print(options['loop'])\n"
    start = ["-c", f"{told}from xlfuncs.cli import main\nmain()", "serve", "--http", "--port", str(free_port())]
    own = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, *start, "--workers", workers]
    done = subprocess.run(command, env=os.environ | own, capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert done.stdout.splitlines()[-1] == loop


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_certificate_that_cannot_be_used_is_said_in_one_line(tmp_path, workers):
    own, other = (ensure_certificate(tmp_path.parent / f"{tmp_path.name}-{which}", []) for which in ("own", "other"))
    locked = own.key.with_name("locked.key")
    secret = serialization.BestAvailableEncryption(b"secret")
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    private = serialization.load_pem_private_key(own.key.read_bytes(), None)
    locked.write_bytes(private.private_bytes(pem, form, secret))
    for certificate, key, line in (
        (own.certificate, other.key, "the key is another certificate's"),
        (own.certificate, __file__, "wanted are a certificate and its key as PEM files"),
        (own.key, own.key, "wanted are a certificate and its key as PEM files"),
        (own.certificate, locked, "locked.key is locked by a password: openssl pkey -in"),
    ):
        options = ["--certificate", str(certificate), "--key", str(key), "--workers", workers]
        assert line in refusal(tmp_path, *options)


def test_a_licence_key_that_xlwings_does_not_take_is_said_in_one_line(tmp_path):
    line = refusal(tmp_path, "--http", "--workers", "2", "--port", str(free_port()), XLWINGS_LICENSE_KEY="wrong")
    assert line.startswith("XLWINGS_LICENSE_KEY: Invalid xlwings license key.")


def test_an_empty_licence_key_is_none_and_other_settings_of_xlwings_are_not_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("XLWINGS_LICENSE_KEY", "")
    monkeypatch.setenv("XLWINGS_ENVIRONMENT", "development")
    monkeypatch.setenv("XLWINGS_STATIC_URL_PATH", "/assets")
    monkeypatch.setenv("XLWINGS_CORS_ALLOW_ORIGINS", '["*"]')
    with Server(tmp_path) as server:
        shown = CLIENT.get(f"{server.url}/static/icons/icon-32.png", headers={"Origin": "https://evil.example"})
        assert "as which it now starts" in server.log.read_text()
    assert shown.status_code == 200
    assert "access-control-allow-origin" not in shown.headers


def test_a_port_in_use_is_said_in_one_line(tmp_path):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert f"port {port} cannot be used" in refusal(tmp_path, "--http", "--port", str(port))


def test_without_the_servers_parts_it_says_how_to_get_them(tmp_path):
    blocked = tmp_path.parent / f"{tmp_path.name}-blocked"
    blocked.mkdir()
    (blocked / "sitecustomize.py").write_text(
        "import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'xlwings_server' else find(name, *a)\n"
    )
    path = os.pathsep.join([str(blocked), os.environ.get("PYTHONPATH", "")])
    line = refusal(tmp_path, "--http", PYTHONPATH=path)
    assert line.startswith("the server's parts are not here (xlwings_server): run python3 install server")


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("served")) as server:
        yield server


def test_it_says_where_the_manifest_is_and_how_each_excel_takes_it(started):
    said = started.log.read_text()
    [file] = re.findall(r"also in (.*)", said)
    served = CLIENT.get(f"{started.url}/manifest.xml").text
    assert Path(file).read_text("utf-8") == served
    assert f"{started.url}/taskpane.html" in served
    for platform in ("Excel on the web: ", "Excel on a Mac: ", "Excel on Windows: "):
        assert platform in said


def logged(server, last):
    """Return the requests in the log, once the last one is in it: it is written when the answer is out."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        whole = server.log.read_text().rpartition("\n")[0].splitlines()
        lines = [json.loads(line) for line in whole if line.startswith("{")]
        requests = [line for line in lines if line["event"] == "request"]
        if requests and requests[-1]["path"] == last:
            return requests
        time.sleep(0.05)
    raise AssertionError(f"{last} is not the last request in the log")


def test_logs_are_lines_of_json_without_what_is_in_cells(started):
    secret = "patient 4711"
    post(started.url, call(f'NERNST("{secret}",140,1,37)'))
    post(started.url, call("NERNST(-31415,140,1,37)"))
    CLIENT.get(f"{started.url}/nothing?q={secret}")
    requests = logged(started, last="/nothing")
    assert {"time", "level", "logger", "event", "method", "path", "status", "ms"} <= set(requests[-1])
    assert [line["path"] for line in requests[-3:]] == [CALLS, CALLS, "/nothing"]
    assert "patient" not in started.log.read_text()
    assert "31415" not in started.log.read_text()


def test_the_log_of_a_fault_of_ours_names_the_place_and_no_cell(capsys):
    logs.set_up()
    try:
        float("patient 4711")
    except ValueError:
        logging.getLogger("xlfuncs").exception("NERNST failed")
    finally:
        logging.getLogger().handlers.clear()
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["error"]) == ("NERNST failed", "ValueError")
    assert "test_serving.py" in line["trace"][0]
    assert "could not convert" not in str(line)


def test_no_code_of_the_folder_in_which_it_is_started_is_run(tmp_path):
    ran = "from pathlib import Path; Path('ran').touch()\n"
    for file in (
        "routers/custom.py",
        "custom_functions/__init__.py",
        "auth/custom/__init__.py",
        "config.py",
        "lifespan.py",
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(ran)
    with Server(tmp_path) as server:
        assert post(server.url, NERNST).status_code == 200
    assert not (tmp_path / "ran").exists()


def test_health_and_readiness_answer_whoever_asks(started):
    for path, text in (("/healthz", "ok"), ("/readyz", "ready")):
        response = CLIENT.get(started.url + path, headers={"Host": "10.1.2.3"})
        assert (response.status_code, response.text) == (200, text)


@pytest.mark.parametrize("path", ["/", "/taskpane.html", "/xlfuncs/page.json", "/xlwings/custom-functions-meta.json"])
def test_pages_come_compressed_and_are_not_sent_twice(started, path):
    first = CLIENT.get(started.url + path)
    assert first.headers["content-encoding"] == "gzip"
    again = CLIENT.get(started.url + path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert CLIENT.head(started.url + path).status_code == 200


def test_opened_to_others_it_wants_a_token_of_its_own_making(tmp_path):
    options = ["--host", "0.0.0.0", "--public-url", "https://lab.example"]
    with Server(tmp_path, *options) as server:
        [file] = re.findall(r"has to show the token in (.*): users", server.log.read_text())
        token = Path(file).read_text("ascii").strip()
        assert len(token) >= 32
        assert os.name == "nt" or Path(file).stat().st_mode & 0o777 == 0o600
        assert token not in server.log.read_text()
        refused = post(server.url, NERNST)
        assert refused.status_code == 401
        shown = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        assert post(server.url, NERNST, headers=shown).status_code == 200
        assert CLIENT.get(f"{server.url}/xlfuncs/session.json").json() == {"auth": "token"}
        assert token not in server.log.read_text()
    with Server(tmp_path, *options) as again:
        assert post(again.url, NERNST, headers=shown).status_code == 200


@pytest.mark.parametrize(("url", "remembered"), [("https://lab.example", True), ("https://localhost", False)])
def test_browsers_remember_tls_for_a_server_of_its_own_name_only(url, remembered):
    assert Settings(public_url=url).is_always_secure is remembered


def test_behind_a_proxy_on_this_computer_it_wants_a_token_as_well(tmp_path):
    with Server(tmp_path, "--public-url", "https://lab.example") as server:
        assert post(server.url, NERNST).status_code == 401


def test_options_can_be_given_as_environment_variables(tmp_path, monkeypatch):
    port = free_port()
    monkeypatch.setenv("XLFUNCS_SERVE_PUBLIC_URL", f"http://localhost:{port}")
    with Server(tmp_path) as server:
        assert f"http://localhost:{port}/taskpane.html" in CLIENT.get(f"{server.url}/manifest.xml").text
