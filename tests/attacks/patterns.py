"""Every regular expression of the program, and how it is used: from the start of a text, or from each of its signs."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import tequio

ANYWHERE = ("search", "finditer", "findall", "sub", "split", "subn")
SOURCE = Path(tequio.__file__).parent
# What the detector reads is held by tests of its own, rule by rule.
ELSEWHERE = "tequio.protection.deidentify"


class Use(NamedTuple):
    name: str
    pattern: "re.Pattern[str] | re.Pattern[bytes]"
    anywhere: bool


def uses() -> list[Use]:
    found: dict[object, Use] = {}
    for module in pkgutil.walk_packages(tequio.__path__, "tequio."):
        if ".migrations" in module.name or module.name.endswith("__main__") or module.name.startswith(ELSEWHERE):
            continue
        loaded = importlib.import_module(module.name)
        for name, value in vars(loaded).items():
            for pattern in inside(value):
                known = found.get((pattern.pattern, pattern.flags))
                if known is None:
                    anywhere = isinstance(value, (dict, tuple, list)) or used_anywhere(name)
                    found[pattern.pattern, pattern.flags] = Use(f"{module.name}.{name}", pattern, anywhere)
    return list(found.values())


def inside(value: object, depth: int = 0) -> Iterator["re.Pattern[str]"]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict) and depth < 3:
        for one in value.values():
            yield from inside(one, depth + 1)
    elif isinstance(value, (tuple, list, frozenset, set)) and depth < 3:
        for one in value:
            yield from inside(one, depth + 1)


@cache
def everything() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py")))


def used_anywhere(name: str) -> bool:
    methods = set(re.findall(rf"\b{name}\.([a-z]+)\(", everything()))
    return bool(methods & set(ANYWHERE)) or not methods
