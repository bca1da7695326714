"""A small clone of the project around the real root script: one package to install, and a command line that answers."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

PROJECT = Path(__file__).parents[2]
ANSWER = """
import sys
def main():
    import grain
    print("answered", sys.argv[1:], sys.prefix)
"""
# Does what the script asks of uv, by the pip that the project carries: a quarter of the time of `python -m venv`.
UV_THAT_WORKS = """#!/bin/sh
for last; do :; done
case "$1" in
    venv) exec {python} -I -m venv --without-pip "$last";;
    pip) set -- vendor/pip-*.whl; exec .venv/bin/python "$1/pip" install -q --require-hashes --no-deps -r "$last";;
esac
"""
UV_THAT_FAILS = "#!/bin/sh\necho \"$@\" >> {log}\necho '{says}' >&2\nexit 127\n"


class Clone:
    """`root` is the clone, `bin` the only folder on PATH besides the system's, `links` stands for the registry."""

    def __init__(self, folder: Path) -> None:
        self.root, self.bin, self.links = folder / "clone", folder / "bin", folder / "links"
        for made in (self.root / "src/tequio/cli", self.root / "vendor", self.bin, self.links):
            made.mkdir(parents=True)
        shutil.copy(PROJECT / "tequio", self.root / "tequio")
        for wheel in PROJECT.glob("vendor/pip-*.whl"):
            shutil.copy(wheel, self.root / "vendor")
        (self.root / "src/tequio/cli/__main__.py").write_text(ANSWER)
        (self.bin / "python3").symlink_to(Path(sys.executable).resolve())
        self.lock("requirements.lock", "1.0")
        self.lock("requirements-test.lock", "1.0")

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    def lock(self, name: str, version: str) -> None:
        digest = hashlib.sha256(wheel(self.links, version).read_bytes()).hexdigest()
        (self.root / name).write_text(f"grain=={version} --hash=sha256:{digest}\n")

    def uv_works(self) -> None:
        self._uv(UV_THAT_WORKS.format(python=Path(sys.executable).resolve()))

    def uv_says(self, words: str) -> Path:
        """Fails with `words`, and keeps what it was asked."""
        log = self.bin / "uv.log"
        self._uv(UV_THAT_FAILS.format(log=log, says=words))
        return log

    def _uv(self, text: str) -> None:
        (self.bin / "uv").write_text(text)
        (self.bin / "uv").chmod(0o755)

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name in ("HOME", "TMPDIR")}
        return {**kept, "PATH": f"{self.bin}:/usr/bin:/bin", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.links),
                **more}

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen([self.root / "tequio", *arguments], env=self.environment(**environment), text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *arguments: str, **environment: str) -> tuple[int, str, str]:
        process = self.start(*arguments, **environment)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err

    def script(self) -> ModuleType:
        """The root script as a module, to replace what a test cannot take away from the machine."""
        loader = SourceFileLoader("root_script", str(self.root / "tequio"))
        spec = spec_from_loader("root_script", loader)
        assert spec is not None
        module = module_from_spec(spec)
        loader.exec_module(module)
        return module


def wheel(folder: Path, version: str) -> Path:
    """The smallest package that pip installs."""
    path, info = folder / f"grain-{version}-py3-none-any.whl", f"grain-{version}.dist-info"
    if not path.exists():
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("grain.py", f"VERSION = '{version}'\n")
            archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: grain\nVersion: {version}\n")
            archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            archive.writestr(f"{info}/RECORD", f"grain.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
    return path
