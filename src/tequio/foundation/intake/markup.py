"""Parsing the XML of documents: no DTD, no entities, no network, no encodings that hide one from a search."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from lxml import etree

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.limits import MB

FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
MOST_HELD = 32 * MB
LONGEST_MARK = max(map(len, FORBIDDEN))
OTHER_WIDTHS = (b"\xfe\xff", b"\xff\xfe", b"\x00", b"<\x00")
SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False,
        "huge_tree": False, "remove_comments": True, "remove_pis": True}


def parse(data: bytes, *, file: str, part: str = "") -> etree._Element:
    """The root element of a small document.

    Raises TequioError: TQ-215 for a DOCTYPE or an entity, TQ-209 for damaged XML.
    """
    if len(data) > MOST_HELD:
        raise TequioError("TQ-211", file=file, value=part, limit=MOST_HELD // MB)
    clean = b"".join(checked([data], file, part))
    try:
        return etree.fromstring(clean, etree.XMLParser(**SAFE))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise TequioError("TQ-209", file=file, value=part) from error


def elements(chunks: Iterable[bytes], *names: str, file: str, part: str) -> Iterator[etree._Element]:
    """Each element with one of the local `names`, in document order, as soon as it is whole.

    An element is emptied once the next one is asked for: a sheet of any length costs the memory of one row.
    Raises TequioError as `parse` does, and TQ-211 when what lies between two of them would fill the memory.
    """
    reader = etree.XMLPullParser(events=("end",), tag=[f"{{*}}{name}" for name in names], **SAFE)
    held = 0
    try:
        for chunk in checked(chunks, file, part):
            reader.feed(chunk)
            held += len(chunk)
            for _, element in reader.read_events():
                yield element
                _forget(element)
                held = 0
            if held > MOST_HELD:
                raise TequioError("TQ-211", file=file, value=part, limit=MOST_HELD // MB)
        reader.close()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise TequioError("TQ-209", file=file, value=part) from error


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; '' for what is no element."""
    return _bare(element.tag)


@lru_cache(maxsize=1_000)
def _bare(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _forget(element: etree._Element) -> None:
    """Let go of an element and of all that came before it."""
    element.clear()
    for node in (element, *element.iterancestors()):
        while node.getprevious() is not None:
            del node.getparent()[0]


def checked(chunks: Iterable[bytes], file: str, part: str) -> Iterator[bytes]:
    before = b""
    for chunk in chunks:
        seen = before + chunk
        if (not before and not _utf8(seen)) or any(mark in seen for mark in FORBIDDEN):
            raise TequioError("TQ-215", file=file, value=part)
        before = seen[-LONGEST_MARK:]
        yield chunk


def _utf8(start: bytes) -> bool:
    """Whether a part declares nothing but UTF-8: another encoding would hide its marks from a search of bytes."""
    if start.startswith(OTHER_WIDTHS):
        return False
    head = start[:200].lower().lstrip(b"\xef\xbb\xbf")
    declared = head.partition(b"encoding")[2][:30] if head.startswith(b"<?xml") else b""
    return not declared or any(name in declared for name in (b"utf-8", b"utf8", b"ascii"))
