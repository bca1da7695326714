"""The script that writes what commands print: figures are renewed, what chance makes stays, the rest is named."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tests.docs.reading import ROOT

PAGE = """# A page

```console
$ git clone somewhere
$ ./tequio demo --no-serve --out demo
…
  Listening   0.14 s   voices 3
…
Done: /home/you/demo
```

Between.

```console
$ ./tequio trace A-1 --in demo
voice A-1
  findings: about 15
  a long line that …
```
"""
DEMO = "Demonstration\n\n  Listening   9.99 s   voices 12\n  more\nDone: /tmp/x/demo\n"
TRACE = "voice A-1\n  findings: fewer than 10\n  a long line that goes on\n"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("print_commands", ROOT / "docs" / "print_commands.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    return tmp_path / "page.md"


def test_figures_are_renewed_and_what_chance_makes_stays(script: ModuleType, page: Path) -> None:
    text, by_hand = script.corrected(page, [DEMO, TRACE])
    assert not by_hand
    assert text == PAGE.replace("voices 3", "voices 12").replace("findings: about 15", "findings: fewer than 10")


def test_what_is_as_it_is_printed_is_left_alone(script: ModuleType, page: Path) -> None:
    text, by_hand = script.corrected(page, [DEMO.replace("12", "3"), TRACE.replace("fewer than 10", "about 15")])
    assert (text, by_hand) == (PAGE, [])


def test_a_line_that_is_no_longer_printed_is_named(script: ModuleType, page: Path,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "ROOT", page.parent)
    text, by_hand = script.corrected(page, [DEMO.replace("Listening", "Hearing"), TRACE])
    assert len(by_hand) == 1 and "Listening" in by_hand[0]
    assert "voices 3" in text and "findings: fewer than 10" in text
