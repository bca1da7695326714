"""The root script: makes .venv once, never leaves half of one, and says what is missing."""

import ast
import shutil
import string
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.cli.clone import PROJECT, Clone

pytestmark = pytest.mark.slow


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


@pytest.fixture
def with_uv(clone: Clone) -> Clone:
    clone.uv_works()
    return clone


@pytest.fixture
def ready(with_uv: Clone) -> Clone:
    code, _, err = with_uv.run()
    assert code == 0, err
    return with_uv


def test_first_start_sets_up_and_answers(with_uv: Clone) -> None:
    code, out, err = with_uv.run("demo", "--out", "x y")
    assert (code, out.strip()) == (0, f"answered ['demo', '--out', 'x y'] {with_uv.venv}"), err
    assert "solo esta vez" in err
    assert with_uv.run("demo")[2] == ""


def test_a_uv_that_only_pretends_to_be_there_is_passed_over(clone: Clone) -> None:
    log = clone.uv_says("uv: command not found")
    assert clone.run()[0] == 0
    assert log.read_text() == "--version\n"


def test_python_without_ensurepip_uses_the_vendored_pip(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in clone.environment().items():
        monkeypatch.setenv(name, value)
    script = clone.script()
    bare = clone.bin / "bare-python"
    bare.write_text(f'#!/bin/sh\ncase "$*" in *without-pip*) exec {script.BASE_PYTHON} "$@";; *) exit 1;; esac\n')
    bare.chmod(0o755)
    script.BASE_PYTHON = str(bare)
    script.set_up("requirements.lock")
    assert clone.run()[0] == 0
    assert not list(clone.venv.glob("lib/*/site-packages/pip"))


def test_an_altered_pip_is_refused(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    script = clone.script()
    with (clone.root / script.PIP_WHEEL).open("ab") as file:
        file.write(b"x")
    with pytest.raises(script.Stopped, match="altered"):
        script.with_pip_wheel("requirements.lock")


def test_a_package_that_does_not_match_its_hash_is_refused(with_uv: Clone) -> None:
    lock = with_uv.root / "requirements.lock"
    lock.write_text(lock.read_text()[:-5] + "0000\n")
    code, _, err = with_uv.run(LANG="en_US.UTF-8")
    assert code == 2
    assert "does not match its SHA-256" in err
    assert "git checkout -- requirements.lock" in err
    assert not with_uv.venv.exists()


def test_the_language_asked_for_is_spoken_from_the_first_word(with_uv: Clone) -> None:
    assert "only this once" in with_uv.run("--lang", "en", "demo")[2]


def test_half_a_setup_is_made_again(ready: Clone) -> None:
    (ready.venv / "tequio.stamp").write_text("unfinished\n")
    shutil.rmtree(next(ready.venv.glob("lib/*/site-packages")))
    assert ready.run()[0] == 0


def test_another_lock_means_another_setup(ready: Clone) -> None:
    ready.lock("requirements.lock", "2.0")
    assert ready.run()[0] == 0
    assert list(ready.venv.glob("lib/*/site-packages/grain-2.0.dist-info"))
    assert not (ready.root / ".venv.old").exists()


def test_a_uv_that_is_kept_from_the_network_leaves_it_to_pip(clone: Clone) -> None:
    clone.uv_says("error: error sending request: invalid peer certificate: UnknownIssuer")
    assert clone.run()[0] == 0


def test_without_network_what_worked_before_comes_back(ready: Clone) -> None:
    before = (ready.root / "requirements.lock").read_text()
    ready.lock("requirements.lock", "2.0")
    ready.uv_says("error: dns error: failed to lookup address information")
    for found in ready.links.iterdir():
        found.unlink()
    code, _, err = ready.run("demo")
    assert code == 2
    assert "no hay red" in err
    assert err.rstrip().endswith("./tequio demo")
    (ready.root / "requirements.lock").write_text(before)
    assert ready.run("demo")[0] == 0


def test_testing_installs_the_test_lock_and_keeps_it(ready: Clone) -> None:
    ready.lock("requirements-test.lock", "3.0")
    assert ready.run("--lang", "en", "test", "--all")[0] == 0
    assert ready.run("demo") == (0, f"answered ['demo'] {ready.venv}\n", "")
    assert "requirements-test.lock" in (ready.venv / "tequio.stamp").read_text()


def test_parallel_starts_wait_for_one_another(with_uv: Clone) -> None:
    starts = [with_uv.start() for _ in range(3)]
    said = [start.communicate(timeout=60) for start in starts]
    assert [start.returncode for start in starts] == [0, 0, 0]
    assert sum("solo esta vez" in err for _, err in said) == 1


def test_a_venv_made_by_somebody_else_stays_untouched(clone: Clone) -> None:
    clone.venv.mkdir()
    (clone.venv / "mine").touch()
    code, _, err = clone.run()
    assert code == 2
    assert f"rm -r {clone.venv}" in err
    assert [path.name for path in clone.venv.iterdir()] == ["mine"]


def test_a_full_disk_is_said_before_anything_is_fetched(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    script = clone.script()
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=10**6))
    with pytest.raises(script.Stopped, match="disk"):
        script.set_up("requirements.lock")
    assert not clone.venv.exists()


@pytest.mark.parametrize(("said", "cause"), [
    ("OSError: [Errno 28] No space left on device", "disk"),
    ("failed to write: No space left on device (os error 28)", "disk"),
    ("Temporary failure in name resolution", "network"),
    ("error sending request for url", "network"),
    ("ERROR: No matching distribution found for numpy==2.4.6", "no_wheel"),
    ("THESE PACKAGES DO NOT MATCH THE HASHES", "altered"),
    ("can't open file '/home/ana/network-proxy/vendor/pip'", ""),
])
def test_causes_are_recognised(clone: Clone, said: str, cause: str) -> None:
    assert clone.script().cause_of(said) == cause


def test_an_old_python_looks_for_a_newer_one_and_then_says_so(clone: Clone, capfd: pytest.CaptureFixture[str]) -> None:
    script = clone.script()
    script.OLDEST_PYTHON, script.OTHER_PYTHONS = (99, 0), ("python-that-is-not-here",)
    with pytest.raises(script.Stopped, match="old_python"):
        script.use_new_enough_python([])
    script.say("old_python")
    assert "Python 3.11" in capfd.readouterr().err


def test_old_pythons_can_read_the_script() -> None:
    ast.parse((PROJECT / "tequio").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_every_message_says_the_same_in_both_languages(clone: Clone) -> None:
    for spanish, english in clone.script().MESSAGES.values():
        assert fields(spanish) == fields(english)
        assert spanish != english


def fields(text: str) -> set[str | None]:
    return {field for _, field, _, _ in string.Formatter().parse(text)}
