"""Who may call: servers with a shared token, and with Entra ID, whose keys are here our own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.hosts.officejs.excel_server import Server
from tests.hosts.officejs.http_calls import CALLS, post
from tests.hosts.officejs.http_calls import CLIENT as HTTP

TOKEN = "0123456789-abcdefghij_KLMNOP"
CALL = {"func_name": "NERNST", "args": [[[5]], [[140]], [["K+"]], [[37]]], "runtime": "1.4"}
CLIENT = "11111111-2222-3333-4444-555555555555"
TENANT = "99999999-8888-7777-6666-555555555555"
OPEN = [
    "/",
    "/taskpane.html",
    "/manifest.xml",
    "/xlwings/custom-functions-meta.json",
    "/xlwings/custom-functions-code.js",
    "/xlfuncs/session.json",
    "/xlfuncs/page.json",
    "/healthz",
    "/readyz",
]


@pytest.fixture(scope="module")
def with_token(tmp_path_factory):
    home = tmp_path_factory.mktemp("token")
    (home / "token").write_text(TOKEN + "\n")
    with Server(home, "--token-file", str(home / "token")) as running:
        yield running


def test_a_server_whose_own_check_is_missing_does_not_start(tmp_path, monkeypatch):
    """xlwings-server would check tokens in its own way then, which is to take "test-token"."""
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['auth.custom'] = None\n")
    (tmp_path / "token").write_text(TOKEN)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(RuntimeError, match="the server does not start"):
        Server(tmp_path, "--token-file", str(tmp_path / "token")).start()


@pytest.fixture(scope="module")
def keys():
    """Our key, that the server knows, and another."""
    return [rsa.generate_private_key(65537, 2048) for _ in range(2)]


@pytest.fixture(scope="module")
def with_entra(tmp_path_factory, keys):
    home = tmp_path_factory.mktemp("entra")
    (home / "keys.json").write_text(json.dumps({"keys": [public(keys[0], "ours")]}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XLFUNCS_ENTRA_JWKS", str(home / "keys.json"))
        with Server(home, "--entra-client-id", CLIENT, "--entra-tenant-id", TENANT) as running:
            yield running


def public(key, kid):
    numbers = key.public_key().public_numbers()
    return {"kty": "RSA", "use": "sig", "kid": kid, "n": number(numbers.n), "e": number(numbers.e)}


def number(n):
    return coded(n.to_bytes((n.bit_length() + 7) // 8, "big"))


def coded(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def claims(**other):
    now = int(time.time())
    ours = {
        "aud": CLIENT,
        "iss": f"https://login.microsoftonline.com/{TENANT}/v2.0",
        "tid": TENANT,
        "ver": "2.0",
        "scp": "access_as_user",
        "iat": now - 5,
        "nbf": now - 5,
        "exp": now + 600,
        "name": "A. User",
        "oid": "1",
    }
    return {name: value for name, value in (ours | other).items() if value is not None}


def unsigned(said, **header):
    parts = {"typ": "JWT", "alg": "RS256", "kid": "ours"} | header, said
    return ".".join(coded(json.dumps(part).encode()) for part in parts)


def signed(key, said, **header):
    text = unsigned(said, **header)
    return f"{text}.{coded(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def ask(server, shown):
    headers = {"Content-Type": "application/json"}
    if shown is not None:
        headers["Authorization"] = shown
    return post(server.url, CALL, headers=headers)


def assert_refused(server, shown):
    answer = ask(server, shown)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.text.endswith(".")
    assert len(answer.text.splitlines()) == 1
    assert "pane" in answer.text or "sign" in answer.text
    assert "Traceback" not in server.log.read_text()


def assert_known(server, shown):
    answer = ask(server, shown)
    assert answer.status_code == 200, answer.text
    assert answer.json()["result"][0][0] == pytest.approx(-89.05869403673188)


STRANGE = [
    None,
    "",
    "Bearer",
    "Bearer wrong",
    "Bearer " + TOKEN[:-1],
    "Bearer " + TOKEN.lower(),
    f"Bearer {TOKEN} {TOKEN}",
    f"Bearer{TOKEN}",
    "Basic " + base64.b64encode(TOKEN.encode()).decode(),
    "error 13001",
    "Bearer " + "x" * 30_000,
    "Bearer " + "." * 1_000,
    "Bearer a.b.c",
    "Bearer ÄÖÜ\x85".encode("latin-1"),
    "Bearer \N{GREEK SMALL LETTER MU}".encode(),
    b"\xff\xfe",
]


@pytest.mark.parametrize("shown", STRANGE)
@pytest.mark.parametrize("kind", ["with_token", "with_entra"])
def test_whoever_shows_nothing_or_something_else_is_refused_in_words(request, kind, shown):
    assert_refused(request.getfixturevalue(kind), shown)


@pytest.mark.parametrize("kind", ["with_token", "with_entra"])
def test_pages_and_health_are_open_and_say_how_to_sign_in(request, kind):
    url = request.getfixturevalue(kind).url
    assert {path: HTTP.get(url + path).status_code for path in OPEN} == dict.fromkeys(OPEN, 200)
    assert HTTP.get(url + "/xlfuncs/session.json").json() == {"auth": "token" if kind == "with_token" else "entraid"}


@pytest.mark.parametrize("shown", [f"Bearer {TOKEN}", f"bearer {TOKEN}", f"BEARER   {TOKEN}"])
def test_the_shared_token_opens_the_server(with_token, shown):
    assert_known(with_token, shown)


def test_the_shared_token_is_in_no_page_and_no_log(with_token):
    assert all(TOKEN not in HTTP.get(with_token.url + path).text for path in OPEN)
    assert TOKEN not in with_token.log.read_text()


def test_a_page_learns_nothing_about_the_call_before_it_has_signed_in(with_token):
    bad = post(with_token.url, b"{", headers={"Content-Type": "application/json"})
    unknown = post(with_token.url, {"func_name": "X"}, headers={"Content-Type": "application/json"})
    assert (bad.status_code, bad.text) == (unknown.status_code, unknown.text) == (401, ask(with_token, None).text)


def test_who_signs_in_with_the_add_in_is_let_in(with_entra, keys):
    token = signed(keys[0], claims())
    for scheme in ("Bearer", "bearer"):
        assert_known(with_entra, f"{scheme} {token}")
    assert_known(with_entra, "Bearer " + signed(keys[0], claims(scp="openid access_as_user profile")))
    assert token not in with_entra.log.read_text()


def test_tokens_of_the_older_form_are_let_in(with_entra, keys):
    older = claims(ver="1.0", aud=f"api://{CLIENT}", iss=f"https://sts.windows.net/{TENANT}/")
    assert_known(with_entra, "Bearer " + signed(keys[0], older))


OTHER = {
    "ended": {"exp": int(time.time()) - 1},
    "without end": {"exp": None},
    "an end that is no number": {"exp": "tomorrow"},
    "an end that is no finite number": {"exp": float("inf")},
    "an end that is true": {"exp": True},
    "not yet valid": {"nbf": int(time.time()) + 3600},
    "without beginning": {"nbf": None},
    "for another application": {"aud": TENANT},
    "for several applications": {"aud": [TENANT]},
    "for nobody": {"aud": None},
    "of another directory": {"tid": CLIENT, "iss": f"https://login.microsoftonline.com/{CLIENT}/v2.0"},
    "of another issuer": {"iss": "https://login.example.org/v2.0"},
    "of an issuer that begins alike": {"iss": f"https://login.microsoftonline.com/{TENANT}/v2.0/x"},
    "without an issuer": {"iss": None},
    "without a directory": {"tid": None},
    "of the older form, for the newer": {"ver": "1.0"},
    "of an unknown form": {"ver": "3.0"},
    "for another purpose": {"scp": "User.Read"},
    "of a program, not a person": {"scp": None, "roles": ["access_as_user"]},
    "with a list for the purpose": {"scp": ["access_as_user"]},
}


@pytest.mark.parametrize("other", OTHER.values(), ids=OTHER)
def test_a_token_that_says_something_else_is_refused(with_entra, keys, other):
    assert_refused(with_entra, "Bearer " + signed(keys[0], claims(**other)))


def test_a_token_that_somebody_else_has_signed_is_refused(with_entra, keys):
    good = signed(keys[0], claims())
    text, _, signature = good.rpartition(".")
    changed = unsigned(claims(name="An Other"))
    for bad in (
        signed(keys[1], claims()),
        signed(keys[1], claims(), kid="theirs"),
        signed(keys[0], claims(), kid="theirs"),
        signed(keys[0], claims(), kid=None),
        signed(keys[1], claims(), jwk=public(keys[1], "ours"), jku="https://example.org/keys"),
        f"{changed}.{signature}",
        f"{text}.",
        f"{text}.AAAA",
    ):
        assert_refused(with_entra, f"Bearer {bad}")


def test_a_token_signed_by_nobody_or_with_what_everybody_knows_is_refused(with_entra, keys):
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    pem = keys[0].public_key().public_bytes(serialization.Encoding.PEM, spki)
    for alg in ("none", "None", "NONE", "", None, 5):
        assert_refused(with_entra, f"Bearer {unsigned(claims(), alg=alg)}.")
    for secret in (pem, pem.strip(), json.dumps(public(keys[0], "ours")).encode(), b""):
        text = unsigned(claims(), alg="HS256")
        known = coded(hmac.new(secret, text.encode(), hashlib.sha256).digest())
        assert_refused(with_entra, f"Bearer {text}.{known}")


def test_a_token_is_refused_when_it_has_ended_although_it_was_let_in_before(with_entra, keys):
    for seconds in (3, 10, 60):  # the next one if this computer was so busy that they did not last for two calls
        ends = int(time.time()) + seconds
        token = f"Bearer {signed(keys[0], claims(exp=ends))}"
        statuses = [ask(with_entra, token).status_code for _ in range(2)]
        if time.time() < ends:
            break
    assert statuses == [200, 200]
    time.sleep(ends - time.time() + 0.1)
    assert_refused(with_entra, token)


def test_without_keys_callers_are_asked_to_come_again(tmp_path, monkeypatch, keys):
    monkeypatch.setenv("XLFUNCS_ENTRA_JWKS", str(tmp_path / "missing.json"))
    with Server(tmp_path, "--entra-client-id", CLIENT, "--entra-tenant-id", TENANT) as running:
        answer = ask(running, "Bearer " + signed(keys[0], claims()))
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert "missing.json" not in answer.text
        assert "missing.json" in running.log.read_text()


def test_other_ways_to_ask_need_the_token_as_well(with_token):
    address = with_token.url + CALLS
    assert post(with_token.url, {"client": "xlfuncs", "calls": [CALL]}).status_code == 401
    assert HTTP.post(f"{address}?token={TOKEN}", json=CALL).status_code == 401
    assert HTTP.post(address, json=CALL | {"token": TOKEN}).status_code == 401
    assert HTTP.post(address, json=CALL, headers={"Cookie": f"token={TOKEN}"}).status_code == 401
