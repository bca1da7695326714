"""Builds the disk for experiments of `disk.c` and says with which environment a program gets it."""

import shutil
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("disk.c")


def compiler() -> str | None:
    return shutil.which("gcc") or shutil.which("cc")


def build(folder: Path) -> Path:
    """The shared object, made in `folder`."""
    made = folder / "disk.so"
    found = compiler()
    assert found, "a C compiler is needed: apt-get install gcc"
    subprocess.run([found, "-shared", "-fPIC", "-O2", "-o", str(made), str(SOURCE), "-ldl"], check=True)
    return made


def environment(disk: Path, *, delay_ms: float = 0, mirror: Path | None = None) -> dict[str, str]:
    found = {"LD_PRELOAD": str(disk)}
    if delay_ms:
        found["DISK_DELAY_US"] = str(int(delay_ms * 1000))
    if mirror:
        found["DISK_MIRROR"] = str(mirror)
    return found
