"""What a log says of a fault: its kind and the line of the program, and nothing that somebody sent."""

import logging

import pytest
from django.test import Client

from tequio.web.plain_log import Plain


def test_a_name_that_is_not_ours_is_answered_and_leaves_no_trace_of_itself(
        caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], db: None) -> None:
    answer = Client(raise_request_exception=False).get("/entrar/", headers={"host": "zarhost.example"})
    assert answer.status_code == 400
    printed = "".join(capfd.readouterr()) + "\n".join(Plain().format(record) for record in caplog.records)
    assert "zarhost" not in printed and "Traceback" not in printed
    assert "zarhost" not in answer.content.decode()


def test_a_fault_is_one_line_without_what_it_said() -> None:
    try:
        int("zarvalor")
    except ValueError as fault:
        record = logging.LogRecord("django.request", logging.ERROR, "x", 1, "zarcamino %s", ("zarcosa",),
                                   (type(fault), fault, fault.__traceback__))
    said = Plain().format(record)
    assert "zar" not in said and "\n" not in said
    assert said.startswith("ERROR django.request ValueError test_quiet_log.py:")


def test_no_other_page_may_read_what_lies_here(db: None) -> None:
    answer = Client().get("/static/vendor/htmx/htmx.min.js")
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
