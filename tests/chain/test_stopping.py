"""A build that is told to stop leaves nothing behind."""

import os
import signal
from pathlib import Path

import pytest

from tequio.chain import build

PROCESS = '[process]\nname = "Prueba"\n[[territories]]\nkey = "centro"\nname = "Centro"\n'


def test_a_request_to_stop_takes_the_half_made_folder_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "proceso.toml").write_text(PROCESS, encoding="utf-8")
    before = signal.getsignal(signal.SIGTERM)

    def half_made(*_: object) -> None:
        assert (tmp_path / "fuera.partial").is_dir()
        (tmp_path / "fuera.partial" / "tequio.sqlite3").write_bytes(b"half")
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(build, "_run", half_made)
    with pytest.raises(SystemExit) as ended:
        build.build(tmp_path / "proceso.toml", tmp_path / "fuera")
    assert ended.value.code == 128 + signal.SIGTERM
    assert [path.name for path in tmp_path.iterdir()] == ["proceso.toml"]
    assert signal.getsignal(signal.SIGTERM) is before
