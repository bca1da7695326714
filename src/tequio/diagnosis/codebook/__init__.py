"""The default codebook, and reading a process's own. Pure but for the file it reads.

Facets: violence (VL, VN), insecurity (IN), effects (EF), factors (FA), capacities (CA), responses (RE), actors (AC)
and levels (L). One passage may carry several.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from tequio.foundation.errors import TequioError


@dataclass(frozen=True)
class Entry:
    """One code of a codebook, with the words that make the computer suggest it."""

    key: str
    es: str
    en: str
    definition_es: str = ""
    definition_en: str = ""
    crosswalk: str = ""
    cues: Sequence[str] = ()
    # A category holds others together and is applied to no passage.
    codable: bool = True

    @property
    def family(self) -> str:
        return self.key.rstrip("0123456789")


def default_codebook() -> list[Entry]:
    return _entries(tomllib.loads(resources.files("tequio.diagnosis").joinpath("codebook.toml").read_text("utf-8")))


def read_codebook(path: Path) -> list[Entry]:
    """A process's own codebook, in the same form as the default one.

    Raises TQ-511 when the file is absent or is no TOML, TQ-512 when an entry lacks its key or a label.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return _entries(content)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise TequioError("TQ-511", file=path.name) from fault
    except (KeyError, TypeError, AttributeError) as fault:
        raise TequioError("TQ-512", file=path.name, value=fault) from fault


def _entries(content: Mapping[str, Any]) -> list[Entry]:
    return [Entry(**row) for row in content["codes"]]
