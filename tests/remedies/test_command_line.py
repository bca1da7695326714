"""Folders and ports of the command line that are refused, and what is given instead."""

import socket
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from tests.remedies.refusing import refused

from tequio.cli import publish, serve
from tequio.foundation.errors import TequioError


@pytest.mark.parametrize("command", [publish.command, serve.command])
def test_a_folder_that_holds_no_process(command: object, tmp_path: Path) -> None:
    found = CliRunner().invoke(command, [str(tmp_path)])  # type: ignore[arg-type]
    assert isinstance(found.exception, TequioError) and found.exception.problem.code == "TQ-911"
    assert "--out" in found.exception.problem.remedy("es")


def test_a_port_that_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused("TQ-912", lambda: serve.serve(uuid4(), "Ceiba", port=port, browser=False))
    server = serve.listening(lambda environ, start: [], 0)
    assert server.effective_port != port
    server.close()
