"""The locks: every package pinned and hashed, both agree, and nobody's address stands in them."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
RUN, TEST = PROJECT / "requirements.lock", PROJECT / "requirements-test.lock"
REQUIREMENTS = [PROJECT / "requirements.in", PROJECT / "requirements-test.in"]
PACKAGE = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)


def pins(lock: Path) -> dict[str, str]:
    return dict(PACKAGE.findall(lock.read_text(encoding="utf-8")))


@pytest.mark.parametrize("lock", [RUN, TEST], ids=lambda lock: lock.name)
def test_every_package_has_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(pins(lock))
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "index" not in text


def test_the_test_lock_holds_everything_of_the_other() -> None:
    assert pins(RUN).items() <= pins(TEST).items()


@pytest.mark.parametrize("wanted", REQUIREMENTS, ids=lambda wanted: wanted.name)
def test_every_requirement_is_locked_and_says_why(wanted: Path) -> None:
    for line in wanted.read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "-r")):
            name, _, reason = line.partition("#")
            assert re.split(r"[\[<>=]", name.strip())[0].lower() in pins(TEST), line
            assert reason.strip(), line
