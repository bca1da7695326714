"""Every field in which somebody can write freely is posted in the workflow whose traces are searched."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

from django import forms

import tequio
from tests.attacks.fields import FIELDS, PUBLIC, SECRET

TEMPLATES = Path(tequio.__file__).parent
TAG = re.compile(r"<(?:textarea|input)\b[^>]*>")
OTHER = re.compile(r'^<input.*\btype="(?!text|search|tel|email)')
NAMED = re.compile(r'\bname="([\w-]+)"')


def of_forms() -> Iterator[str]:
    for module in pkgutil.walk_packages(tequio.__path__, "tequio."):
        if module.name.endswith("forms"):
            importlib.import_module(module.name)
    waiting: list[type[forms.BaseForm]] = [forms.BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith("tequio"):
            yield from (name for name, field in getattr(form, "base_fields", {}).items()
                        if isinstance(field, forms.CharField))


def of_templates() -> Iterator[str]:
    for path in TEMPLATES.rglob("*.html"):
        for tag in TAG.findall(path.read_text("utf-8")):
            if not OTHER.search(tag) and (named := NAMED.search(tag)):
                yield named[1]


def test_every_field_that_takes_any_words_is_posted() -> None:
    free = {*of_forms(), *of_templates()}
    assert len(free) > 20
    assert free - {*FIELDS, *PUBLIC, *SECRET} == set(), "add them to tests/attacks/fields.py"
