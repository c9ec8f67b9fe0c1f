"""The functions in Excel's cells and their server: many cells at once, a server that is away, and one that refuses."""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.hosts.officejs.excel_host import CALLS, Thrown, opened
from tests.hosts.officejs.excel_server import Server
from xlfuncs import udfs

MANY = 1_500


@pytest.fixture
def excel(excel):
    """Excel as all tests use it, without what a test has put between it and the server."""
    yield excel
    excel.page.unroute(CALLS)


@pytest.fixture
def fresh_excel(chromium, server):
    """Excel with the add-in open that has asked the server nothing yet."""
    with opened(chromium, server) as opened_excel:
        yield opened_excel


def potassium(outside):
    return "NERNST", [[[outside]], [[140]], [["K+"]], [[37]]]


def column():
    return [potassium(1 + i / 7) for i in range(MANY)]


def due_for(calls):
    return [[[udfs.NERNST(arguments[0][0][0], 140, "K+", 37)]] for _, arguments in calls]


def test_a_column_of_single_cell_formulas_takes_a_handful_of_requests(excel):
    with excel.sent() as bodies:
        assert excel.calculate(*column()) == due_for(column())
    assert len(bodies) <= 4


def test_the_same_call_in_many_cells_is_asked_once(excel):
    with excel.sent() as bodies:
        found = excel.calculate(*[potassium(5)] * MANY)
    assert found == due_for([potassium(5)] * MANY)
    assert [len(json.loads(body)["calls"]) for body in bodies] == [1]


def test_a_long_column_holds_up_no_single_cell(excel):
    long = ("NERNST", [[[5 + i] for i in range(50_000)], [[140]], [["K+"]], [[37]]])
    with excel.sent() as bodies:
        excel.calculate(potassium(5), long, potassium(6))
    assert sorted(len(json.loads(body)["calls"]) for body in bodies) == [1, 2]


def test_cells_that_excel_gives_up_are_not_asked_for(excel):
    with excel.sent() as bodies:
        excel.page.evaluate("(calls) => excel.calculateAndCancel(calls)", [potassium(5), potassium(6)])
        assert excel.calculate(potassium(7)) == due_for([potassium(7)])
    assert [len(json.loads(body)["calls"]) for body in bodies] == [1]


def test_every_cell_gets_its_answer_from_a_server_that_is_started_anew_meanwhile(chromium, tmp_path):
    with Server(tmp_path) as server, opened(chromium, server.url) as excel:
        assert excel.calculate(potassium(5)) == due_for([potassium(5)])
        server.stop()
        starting = threading.Timer(1, server.start)
        starting.start()
        found = excel.calculate(*column())
        starting.join()
    assert found == due_for(column())


def test_every_cell_gets_its_answer_from_a_proxy_that_says_that_the_server_is_away(excel):
    refusals = iter([503, 502, 504])
    answered = []

    def sometimes(route):
        status = next(refusals, None)
        answered.append((time.monotonic(), status))
        if status is None:
            return route.continue_()
        return route.fulfill(status=status, headers={"Retry-After": "2"} if status == 503 else {}, body="<html>")

    excel.page.route(CALLS, sometimes)
    assert excel.calculate(*column()[:300]) == due_for(column()[:300])
    (first, _), (second, _), *_ = answered
    assert [status for _, status in answered] == [503, 502, 504, None]
    assert second - first >= 2  # as it was told


def test_a_connection_that_breaks_is_no_answer_yet(excel):
    broken = iter([True, True])
    excel.page.route(CALLS, lambda route: route.abort() if next(broken, False) else route.continue_())
    assert excel.calculate(potassium(5)) == due_for([potassium(5)])


def test_an_answer_that_breaks_off_with_its_server_is_no_answer_yet(excel):
    with socket.create_server(("127.0.0.1", 0)) as dying, ThreadPoolExecutor(1) as thread:
        died = thread.submit(_die_in_an_answer, dying)
        first = iter([f"http://127.0.0.1:{dying.getsockname()[1]}/"])
        excel.page.route(CALLS, lambda route: route.continue_(url=next(first, None)))
        assert excel.calculate(potassium(5)) == due_for([potassium(5)])
        assert b"NERNST" in died.result()


def _die_in_an_answer(server):
    """Begin an answer and close; return what was asked."""
    connection, _ = server.accept()
    with connection:
        asked = b""
        while b'"calls"' not in asked:
            asked += connection.recv(65_536)
        connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"results":[[')
    return asked


def test_after_two_minutes_without_an_answer_the_cell_says_what_to_do(chromium, server):
    with opened(chromium, server, has_clock=True) as excel:
        excel.page.route(CALLS, lambda route: route.fulfill(status=503))
        excel.page.evaluate("(call) => void excel.calculate([call]).then((r) => (window.cellShows = r))", potassium(5))
        for _ in range(70):
            assert excel.page.evaluate("window.cellShows") is None
            excel.page.clock.run_for(2_000)
            if excel.page.evaluate("window.cellShows") is not None:
                break
        [found] = excel.page.evaluate("window.cellShows")
        assert 110 < excel.page.evaluate("performance.now()") / 1000 < 135
    reason = "The xlfuncs server does not answer (HTTP 503); press Ctrl+Alt+F9 when it is back"
    assert (found["code"], found["value"]) == (7, reason)


@pytest.mark.parametrize(
    ("status", "kind", "body", "reason"),
    [
        (400, "text/plain; charset=utf-8", "The request is not JSON.\n", "The request is not JSON."),
        (401, "text/plain", "The token is wrong.", "The token is wrong."),
        (403, "text/plain", "Other pages may not call.", "Other pages may not call."),
        (404, "text/html", "<h1>nginx</h1>", "The xlfuncs server refuses the call (HTTP 404)"),
        (413, "text/plain", "Too large.", "Too large."),
        (422, "text/plain", "It took longer than 30 s.", "It took longer than 30 s."),
        (500, "text/html", "<h1>Oops</h1>", "The xlfuncs server refuses the call (HTTP 500)"),
        (
            200,
            "text/html",
            "<h1>Sign in</h1>",
            "Something between Excel and the xlfuncs server gave an answer that is ",
        ),
        (200, "application/json", '{"results":[]}', "Something between Excel and the xlfuncs server gave an answer "),
    ],
)
def test_a_refusal_is_the_reason_in_the_cell_at_once(excel, status, kind, body, reason):
    excel.page.route(CALLS, lambda route: route.fulfill(status=status, content_type=kind, body=body))
    with excel.sent() as bodies:
        [found] = excel.calculate(potassium(5))
    assert found.kind == "#VALUE!"
    assert found.reason.startswith(reason)
    assert len(bodies) == 1


def test_a_batch_that_is_too_large_is_sent_in_halves(excel):
    def small_only(route):
        is_large = len(json.loads(route.request.post_data)["calls"]) > 100
        return (
            route.fulfill(status=413, content_type="text/plain", body="Too large.") if is_large else route.continue_()
        )

    excel.page.route(CALLS, small_only)
    assert excel.calculate(*column()) == due_for(column())


class TestAuthorization:
    def test_a_server_for_all_is_sent_nothing(self, fresh_excel):
        assert self.authorizations(fresh_excel, potassium(5)) == [None]

    def test_without_the_token_the_cell_says_where_to_type_it(self, fresh_excel):
        self.wants(fresh_excel, "token")
        reason = "This server wants its access token: open the xlfuncs pane (Home › xlfuncs) and type it"
        with fresh_excel.sent() as bodies:
            assert fresh_excel.calculate(potassium(5)) == [Thrown("#VALUE!", reason)]
        assert not bodies

    def test_the_token_typed_into_the_pane_is_shown(self, fresh_excel):
        self.wants(fresh_excel, "token")
        fresh_excel.page.evaluate("localStorage.setItem('xlfuncs-token', 'from-the-pane')")
        assert self.authorizations(fresh_excel, potassium(5)) == ["Bearer from-the-pane"]

    def test_the_token_typed_into_the_pane_is_shown_where_a_browser_forbids_storage(self, fresh_excel):
        self.wants(fresh_excel, "token")
        fresh_excel.page.evaluate(
            """() => {
              Object.defineProperty(window, "localStorage", { get() { throw new DOMException("forbidden") } });
              window.xlfuncsToken = "typed";
            }"""
        )
        assert self.authorizations(fresh_excel, potassium(5)) == ["Bearer typed"]

    def test_a_server_that_now_wants_a_token_gets_it_at_the_second_try(self, fresh_excel):
        fresh_excel.calculate(potassium(5))
        self.wants(fresh_excel, "token")
        fresh_excel.page.evaluate("localStorage.setItem('xlfuncs-token', 'new')")
        assert self.authorizations(fresh_excel, potassium(6), refused=(None,)) == [None, "Bearer new"]

    def test_excel_signs_in_once_for_as_long_as_its_token_lasts(self, fresh_excel):
        self.wants(fresh_excel, "entraid")
        self.sign_in_gives(fresh_excel, seconds=3600)
        sent = self.authorizations(fresh_excel, *column())
        assert set(sent) == {"Bearer " + fresh_excel.page.evaluate("token")}
        fresh_excel.calculate(potassium(5))
        assert fresh_excel.page.evaluate("asked") == [{"allowSignInPrompt": True, "allowConsentPrompt": True}]

    def test_excel_signs_in_anew_five_minutes_before_its_token_ends(self, fresh_excel):
        self.wants(fresh_excel, "entraid")
        self.sign_in_gives(fresh_excel, seconds=299)
        fresh_excel.calculate(potassium(5))
        fresh_excel.calculate(potassium(5))
        assert fresh_excel.page.evaluate("asked.length") == 2

    def test_a_sign_in_that_fails_is_the_reason(self, fresh_excel):
        self.wants(fresh_excel, "entraid")
        fresh_excel.page.evaluate(
            """() => {
              const refusal = { code: 13001, message: "The user is not signed in" };
              Office.auth.getAccessToken = () => Promise.reject(refusal);
            }"""
        )
        reason = "Excel could not sign in to this server: The user is not signed in (13001)"
        assert fresh_excel.calculate(potassium(5)) == [Thrown("#VALUE!", reason)]

    @staticmethod
    def wants(excel, mode):
        excel.page.route("**/xlfuncs/session.json", lambda route: route.fulfill(json={"auth": mode}))

    @staticmethod
    def sign_in_gives(excel, seconds):
        claims = base64.urlsafe_b64encode(json.dumps({"exp": time.time() + seconds, "name": "Zoë?>~"}).encode())
        excel.page.evaluate(
            """(token) => {
              Object.assign(window, { token, asked: [] });
              Office.auth.getAccessToken = (options) => (asked.push(options), Promise.resolve(token));
            }""",
            f"e30.{claims.decode().rstrip('=')}.signature",
        )

    @staticmethod
    def authorizations(excel, *calls, refused=()):
        """Calculate, and return what was shown to the server each time."""
        shown = []

        def note(route):
            shown.append(route.request.headers.get("authorization"))
            is_refused = shown[-1] in refused
            return route.fulfill(status=401, body="no") if is_refused else route.continue_()

        excel.page.route(CALLS, note)
        assert excel.calculate(*calls) == due_for(calls)
        return shown
