"""Requests that are huge, hostile or no HTTP at all. The server refuses them in words, and goes on."""

from __future__ import annotations

import gzip
import json
import re
import socket
import sys
import zlib
from pathlib import Path

import pytest

from tests.hosts.officejs.attacks import (
    ARGS,
    CALL,
    E_K,
    JSON,
    MIB,
    REVEALING,
    assert_told,
    post,
    raw,
    request,
    statuses,
    unharmed,
)
from tests.hosts.officejs.http_calls import CALLS, CLIENT
from xlfuncs.functions import FUNCTIONS


@pytest.fixture(autouse=True)
def _goes_on(attacked):
    with unharmed(attacked):
        yield


ACROSS, DOWN = [[1.0] * 16_384], [[1.0]] * 1_048_576


def test_a_row_by_a_column_is_refused_before_it_is_calculated(attacked):
    for args in ([ACROSS, DOWN, [[1]], [[37]]], [DOWN, [[1]], ACROSS, [[37]]]):
        assert_told(post(attacked, CALL | {"args": args}), 413)


def test_many_middling_calls_are_counted_together(attacked):
    side = [[1.0] * 300], [[1.0]] * 300
    several = {"calls": [CALL | {"args": [*side, [[1]], [[37]]]}] * 60}
    assert_told(post(attacked, several), 413)


@pytest.mark.parametrize("name", [function.name for function in FUNCTIONS])
def test_no_function_answers_a_small_request_with_a_huge_result(attacked, name):
    count = len(next(f for f in FUNCTIONS if f.name == name).arguments)
    for across in range(count):
        args = [[[1.0] * 4_000] if i == across else [[1.0]] * 4_000 for i in range(count)]
        answer = post(attacked, {"func_name": name, "args": args})
        assert answer.status_code in (200, 400, 413)
        assert len(answer.content) < MIB


def test_more_than_2000_calls_at_once_are_refused(attacked):
    assert_told(post(attacked, {"calls": [CALL] * 2_001}), 413)
    assert_told(post(attacked, {"calls": [{}] * 1_000_000}), 413)


def test_three_million_cells_keep_nobody_waiting(attacked):
    column = b",".join([b"[5.5]"] * 3_000_000)
    body = json.dumps(CALL | {"args": [["?"], *ARGS[1:]]}).encode().replace(b'"?"', column)
    with socket.create_connection(("127.0.0.1", attacked.port), timeout=180) as connection:
        connection.sendall(request(body, f"Content-Length: {len(body)}", "Connection: close"))
        for _ in range(20):
            assert post(attacked, CALL, headers=JSON).json()["result"][0][0] == pytest.approx(E_K)
        received = bytearray()
        while part := connection.recv(MIB):
            received += part
    head, _, answer = bytes(received).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert answer.startswith(b'{"result":[[')
    one = answer[len(b'{"result":[') : answer.index(b"]") + 1]
    assert answer == b'{"result":[' + b",".join([one] * 3_000_000) + b"]}"


def test_a_body_of_50_mb_is_refused_announced_or_in_chunks(attacked):
    large = b" " * (50 * MIB)
    assert_told(CLIENT.post(attacked.url + CALLS, content=large, headers=JSON), 413)
    chunks = (large[:MIB] for _ in range(50))
    assert_told(CLIENT.post(attacked.url + CALLS, content=chunks, headers=JSON), 413)


def test_a_length_that_is_announced_but_not_sent_is_not_reserved(attacked):
    assert raw(attacked, request(b"{}", f"Content-Length: {2**62}")) == b""
    for length in ("-1", "+5", "0x10", "1e3", "5, 6", " ", "５".encode().decode("latin-1")):
        assert statuses(raw(attacked, request(b"{}", f"Content-Length: {length}")))[:1] in ([400], [])


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "GZIP", "x", "identity, gzip"])
def test_compressed_bodies_are_refused_before_they_are_unpacked(attacked, coding):
    packed = {"gzip": gzip.compress, "deflate": zlib.compress}.get(coding, bytes)(bytes(50 * MIB))[:MIB]
    answer = CLIENT.post(attacked.url + CALLS, content=packed, headers=JSON | {"Content-Encoding": coding})
    assert_told(answer, 415)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_calls_are_only_posted(attacked, method):
    answer = CLIENT.request(method, attacked.url + CALLS)
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_pages_are_only_read(attacked, method):
    for path in ("/", "/manifest.xml", "/static/vendor/uplot/uPlot.min.js", "/healthz", "/xlwings/alert"):
        assert_told(CLIENT.request(method, attacked.url + path), 405)


KINDS = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json", "", "*/*"]
KINDS += ["application/jsonp", "text/plain; application/json", "application/json, text/plain"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_page_may_send_without_asking_is_no_call(attacked, kind):
    assert_told(post(attacked, CALL, headers={"Content-Type": kind}), 415)
    assert_told(CLIENT.post(attacked.url + CALLS, content=b"{}"), 415)


ORIGINS = ["https://example.org", "null", "", "http://localhost", "http://localhost:1", "http://localhost.example.org"]


@pytest.mark.parametrize("origin", ORIGINS)
def test_other_pages_cannot_call(attacked, origin):
    answer = post(attacked, CALL, headers=JSON | {"Origin": origin})
    assert_told(answer, 403)
    assert "access-control-allow-origin" not in answer.headers
    assert post(attacked, CALL, headers=JSON | {"Origin": attacked.url}).status_code == 200


HOSTS = [
    "example.org",
    "localhost.example.org",
    "127.0.0.1.example.org",
    "",
    "localhost@example.org",
    "[::2]",
    "0.0.0.0",
]


@pytest.mark.parametrize("host", HOSTS)
def test_the_server_answers_to_its_own_name_only(attacked, host):
    for path in ("/", "/manifest.xml", "/taskpane.html", "/static/vendor/uplot/uPlot.min.js"):
        assert_told(CLIENT.get(attacked.url + path, headers={"Host": host}), 400)
    assert_told(post(attacked, CALL, headers=JSON | {"Host": host}), 400)


def test_a_request_with_two_hosts_or_none_reaches_nothing(attacked):
    body = json.dumps(CALL).encode()
    length = f"Content-Length: {len(body)}"
    assert statuses(raw(attacked, request(body, length, host=None))) == [400]
    assert statuses(raw(attacked, request(body, length, "Host: example.org"))) == [400]
    assert statuses(raw(attacked, request(body, length, "Host: localhost", host="example.org"))) == [400]


def test_the_manifest_names_the_address_that_was_set_and_no_other(attacked):
    headers = {"X-Forwarded-Host": "example.org", "X-Forwarded-Proto": "gopher", "Forwarded": "host=example.org"}
    shown = CLIENT.get(attacked.url + "/manifest.xml", headers=headers).text
    assert attacked.url in shown
    assert "example.org" not in shown
    assert "gopher" not in shown


def test_smuggled_requests_are_refused_or_read_as_one(attacked):
    inner = b"GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
    shapes = [
        ("Content-Length: 5", "Transfer-Encoding: chunked"),
        ("Transfer-Encoding: chunked", "Content-Length: 5"),
        ("Transfer-Encoding: xchunked", "Content-Length: 5"),
        ("Transfer-Encoding : chunked", "Content-Length: 5"),
        ("Transfer-Encoding: chunked, identity",),
        ("Transfer-Encoding: identity, chunked", "Content-Length: 5"),
        ("Content-Length: 5", "Content-Length: 6"),
        ("X: y\nTransfer-Encoding: chunked", "Content-Length: 5"),
        ("Transfer-Encoding:\x0bchunked", "Content-Length: 5"),
    ]
    for headers in shapes:
        answered = raw(attacked, request(b"0\r\n\r\n" + inner, *headers))
        assert statuses(answered)[0] == 400, headers
        assert b"404" not in answered, headers


@pytest.mark.parametrize(
    "noise",
    [
        b"GET /\r\n\r\n",
        b"GET / HTTP/0.9\r\n\r\n",
        b"GET / HTTP/3.0\r\n\r\n",
        b"\x16\x03\x01\x02\x00" * 50,
        bytes(5_000),
        b"\xff" * 5_000,
        b"A" * 60_000,
        b"SSH-2.0-OpenSSH\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\r\n" * 1_000,
        b"GET http://example.org/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"CONNECT example.org:443 HTTP/1.1\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /%ff%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 400_000 + b"\r\n\r\n",
    ],
    ids=lambda noise: repr(noise[:16]),
)
def test_noise_is_refused_or_passed_over(attacked, noise):
    answered = raw(attacked, noise)
    assert all(status < 500 for status in statuses(answered))
    assert not REVEALING.search(answered.decode("latin-1")) or statuses(answered) == [200]


def test_a_websocket_is_not_opened(attacked):
    key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    upgrade = "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", key
    for path in ("/", "/socket.io/?EIO=4&transport=websocket", CALLS):
        answered = raw(attacked, request(b"", *upgrade, start=f"GET {path} HTTP/1.1"))
        assert 101 not in statuses(answered)
        assert all(status < 500 for status in statuses(answered))


CLIMBS = [
    "../app.py",
    "..%2fapp.py",
    "%2e%2e/%2e%2e/app.py",
    "..%5capp.py",
    "....//app.py",
    "..;/app.py",
    "%252e%252e/app.py",
]
CLIMBS += [
    "/etc/passwd",
    "//etc/passwd",
    "file:///etc/passwd",
    "pane/../../../../settings.py",
    "icons/..%00/x",
    "pane/%00",
]
CLIMBS += [
    "vendor/office-js/../../../config.py",
    "vendor/../../main.py",
    "icons",
    "icons/",
    "vendor",
    ".",
    "",
    "icons//",
]
CLIMBS += ["..%c0%af..%c0%afetc/passwd", "icons/.hidden", "js/xlwings.js", "css/style.css", "wasm/main.py"]


@pytest.mark.parametrize("path", CLIMBS)
def test_no_file_but_those_of_the_pages_is_shown(attacked, path):
    answered = raw(attacked, request(b"", "Connection: close", start=f"GET /static/{path} HTTP/1.1"))
    assert statuses(answered) in ([404], [400])
    assert not REVEALING.search(answered.decode("latin-1"))


UNWANTED = [
    "/xlwings/alert?prompt=<script>alert(1)</script>&title=x&buttons=ok&mode=x&callback=x",
    "/xlwings/custom-scripts-meta.json",
    "/xlwings/custom-scripts-call/hello_world",
    "/xlwings/custom-functions-meta",
    "/xlwings/custom-functions-code",
    "/xlwings/custom-functions-call/",
    "/manifest",
    "/taskpane",
    "/socket.io/?EIO=4&transport=polling",
    "/docs",
    "/redoc",
    "/openapi.json",
    "/wasm/main.py",
    "/examples",
    "/auth",
    "/.env",
    "/.git/config",
    "/pyproject.toml",
    "/static",
    "/static/js/xlwings.js",
    "//",
    "/%2e%2e/",
    "/HEALTHZ",
    "/index.html",
    "/metrics",
]


@pytest.mark.parametrize("path", UNWANTED)
def test_what_xlwings_server_has_besides_is_not_served(attacked, path):
    assert_told(CLIENT.get(attacked.url + path), 404)


@pytest.mark.parametrize("path", ["/static/vendor/office-js/99.0/dist/office.js", "/static/icons/icon-17.png"])
def test_that_a_file_is_not_there_is_kept_by_nobody(attacked, path):
    assert_told(CLIENT.get(attacked.url + path), 404)


PAGES = ["/", "/taskpane.html"]
SHOWN = [*PAGES, "/xlfuncs/page.json", "/xlfuncs/session.json", "/manifest.xml", "/xlwings/custom-functions-meta.json"]
SHOWN += ["/xlwings/custom-functions-code.js", "/static/vendor/uplot/uPlot.min.js", "/static/icons/icon-32.png"]


@pytest.mark.parametrize("path", [*SHOWN, "/healthz", "/nowhere", CALLS])
def test_everything_carries_the_headers_that_browsers_protect_by(attacked, path):
    headers = CLIENT.get(attacked.url + path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert "*" not in policy["frame-ancestors"].split()
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["permissions-policy"]
    assert "server" not in headers
    assert not [name for name in headers if name.startswith("access-control-")]


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_nothing_that_their_policy_forbids(attacked, path):
    page = CLIENT.get(attacked.url + path).text
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:", page, re.IGNORECASE)
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", page)


def test_a_refusal_repeats_nothing_that_a_browser_would_run(attacked):
    script = "<script>alert(1)</script>"
    for answer in (
        CLIENT.get(f"{attacked.url}/{script}"),
        post(attacked, CALL | {"func_name": script}),
        post(attacked, CALL | {"args": [[[script]], *ARGS[1:]]}),
    ):
        assert_told(answer, answer.status_code)


def test_what_was_asked_cannot_forge_a_line_of_the_log(attacked):
    before = attacked.log.stat().st_size
    CLIENT.get(attacked.url + "/x%0d%0a%7B%22level%22:%22forged%22%7D%1b%5b2J")
    post(attacked, CALL | {"func_name": '\n{"level":"forged"}\n'})
    lines = attacked.log.read_bytes()[before:].decode().splitlines()
    assert [json.loads(line)["level"] for line in lines] == ["info"] * len(lines)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system's list of sockets is Linux'")
def test_nothing_listens_to_other_computers(attacked):
    listening = [
        address
        for table in ("tcp", "tcp6")
        for address, state in [line.split()[1:4:2] for line in Path("/proc/net", table).read_text().splitlines()[1:]]
        if state == "0A" and int(address.rpartition(":")[2], 16) == attacked.port
    ]
    assert listening == [f"0100007F:{attacked.port:04X}"]
