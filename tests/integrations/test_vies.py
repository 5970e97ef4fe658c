"""Asking VIES: only a plain yes or no is an answer, whatever else happens on the way."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import pytest

from integrations.sandbox.listening import Listening
from integrations.vies import LARGEST, Vies, read

VALID, INVALID, SILENT = "valid", "invalid", "silent"
YES = {
    "countryCode": "SE",
    "vatNumber": "555555555501",
    "requestDate": "2026-11-26T09:00:00.000Z",
    "valid": True,
    "requestIdentifier": "WAPIAAAAX1fGkN-a",
    "name": "Kafé Kopparn AB",
    "address": "Storgatan 1\n393 51 KALMAR",
    "traderNameMatch": "NOT_PROCESSED",
}
NO = YES | {"valid": False, "requestIdentifier": "", "name": "---", "address": "---"}


def fault(code):
    return {"actionSucceed": False, "errorWrappers": [{"error": code}]}


@contextmanager
def register_of_the_commission(status, content, *, hangs=False):
    """A local server that answers as VIES does; gives its address and the questions it has had."""
    questions, over = [], threading.Event()

    class Server(BaseHTTPRequestHandler):
        def do_POST(self):
            questions.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            if hangs:
                over.wait(30)
                return
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            pass

    with Listening(("127.0.0.1", 0), Server) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/check-vat-number", questions
        finally:
            over.set()
            server.shutdown()
            thread.join()


@pytest.mark.law("L11")
def test_a_valid_number_comes_with_its_proof(settings):
    settings.SHOP_VAT_NUMBER = "SE559000001001"
    with register_of_the_commission(200, json.dumps(YES).encode()) as (url, questions):
        told = Vies(url).ask("SE555555555501")

    assert (told.answer, told.reference) == (VALID, "WAPIAAAAX1fGkN-a")
    assert told.raw == {"status": 200, "body": YES}
    assert questions == [
        {
            "countryCode": "SE",
            "vatNumber": "555555555501",
            "requesterMemberStateCode": "SE",
            "requesterNumber": "559000001001",
        }
    ]


def test_nobody_is_named_as_asking_where_the_shop_has_no_number(settings):
    settings.SHOP_VAT_NUMBER = ""
    with register_of_the_commission(200, json.dumps(NO).encode()) as (url, questions):
        told = Vies(url).ask("NL004495445B01")

    assert told.answer == INVALID
    assert questions == [{"countryCode": "NL", "vatNumber": "004495445B01"}]


@pytest.mark.law("L13")
@pytest.mark.parametrize(
    ("case", "status", "body"),
    [
        ("the member state is away", 500, json.dumps(fault("MS_UNAVAILABLE"))),
        ("the member state is away, told as a success", 200, json.dumps(fault("MS_UNAVAILABLE"))),
        ("the member state is away, told as a no", 200, json.dumps(NO | {"userError": "MS_UNAVAILABLE"})),
        ("too many ask", 200, json.dumps(NO | fault("MS_MAX_CONCURRENT_REQ"))),
        ("our question was not understood", 400, json.dumps(fault("INVALID_INPUT"))),
        ("a no with an error's status", 500, json.dumps(NO)),
        ("an error page", 503, "<html><body>Service Unavailable</body></html>"),
        ("a page that says all is well", 200, "<html></html>"),
        ("an answer without an answer", 200, "{}"),
        ("no object", 200, "[false]"),
        ("a word instead of yes or no", 200, json.dumps(YES | {"valid": "true"})),
        ("it has moved", 302, json.dumps(NO)),
        ("nothing at all", 200, ""),
        ("far too much", 200, json.dumps(NO | {"name": "x" * LARGEST})),
    ],
)
def test_anything_else_is_silence(case, status, body):
    with register_of_the_commission(status, body.encode()) as (url, questions):
        told = Vies(url).ask("SE555555555501")

    assert told.answer == SILENT
    assert told.reference == ""
    assert told.raw
    assert len(questions) == 1


@pytest.mark.law("L13")
def test_one_who_does_not_answer_in_time_is_silent():
    with register_of_the_commission(200, b"", hangs=True) as (url, questions):
        told = Vies(url, wait=(1, 0.2, 1)).ask("SE555555555501")

    assert (told.answer, told.raw) == (SILENT, {"error": "ReadTimeout"})
    assert len(questions) == 1


@pytest.mark.law("L13")
def test_one_who_is_not_there_is_silent():
    with register_of_the_commission(200, b"") as (url, _questions):
        pass

    assert Vies(url).ask("SE555555555501").answer == SILENT


def test_an_answer_can_be_kept_in_the_database_whatever_it_holds():
    told = read(502, "a\0b" + "x" * 5000)

    assert (told.raw["status"], told.raw["text"][:2], len(told.raw["text"])) == (502, "ab", 1999)
