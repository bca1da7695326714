"""A project as it was read, made whole: every reference leads somewhere, every identifier is one thing's."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from tequio.diagnosis.refi_qda import marks
from tequio.diagnosis.refi_qda.account import Account
from tequio.diagnosis.refi_qda.model import (
    Case,
    Code,
    Coding,
    Group,
    Link,
    Project,
    Region,
    Selection,
    Source,
    User,
    Value,
)

Part = TypeVar("Part", Selection, Region)
Thing = TypeVar("Thing")
VARIABLES = ("Text", "Boolean", "Integer", "Float", "Date", "DateTime")
DIRECTIONS = ("", "Associative", "OneWay", "Bidirectional")
DEEPEST = 100


def mended(project: Project, account: Account) -> Project:
    """The same project with what points nowhere listed, and what was left unsaid said."""
    codes = _codes(project.codes, account)
    sources = _Sources(account, {code.guid for code in codes}).whole(project.sources)
    users, codes = _users(project, sources, account), _applied(codes, sources, account)
    notes = _once(project.notes, lambda note: note.guid, account, "notes")
    variables = tuple(replace(one, kind=one.kind if one.kind in VARIABLES else "Text")
                      for one in _once(project.variables, lambda one: one.guid, account, "variables"))
    _same_names(codes, sources, account)
    project = replace(project, users=users, codes=codes, variables=variables, sources=sources, notes=notes)
    return _referred(project, account)


def _once(parts: Iterable[Thing], of: Callable[[Thing], str], account: Account, kind: str) -> tuple[Thing, ...]:
    """The first with each identifier; the others are listed."""
    seen: dict[str, Thing] = {}
    for part in parts:
        if of(part) in seen:
            account.leave(kind, "repeated", of(part))
        else:
            seen[of(part)] = part
    return tuple(seen.values())


def _codes(codes: Iterable[Code], account: Account) -> tuple[Code, ...]:
    """Each code once, none of them above itself."""
    kept = _once(codes, lambda code: code.guid, account, "codes")
    above = {code.guid: code.parent for code in kept}
    return tuple(code if not code.parent or _rooted(code.guid, above) else replace(code, parent="") for code in kept)


def _rooted(guid: str, above: dict[str, str]) -> bool:
    for _ in range(DEEPEST):
        if not guid:
            return True
        guid = above.get(guid, "?")
    return False


@dataclass
class _Sources:
    """Sources with their passages and codings, each under an identifier of its own."""

    account: Account
    codes: set[str]

    def whole(self, sources: Iterable[Source]) -> tuple[Source, ...]:
        self._seen: set[str] = set(self.codes)
        return tuple(replace(
            source, guid=self._own(source.guid, "sources"), selections=tuple(self._parts(source.selections)),
            regions=tuple(self._parts(source.regions)), codings=tuple(self._codings(source.codings)))
            for source in sources)

    def _parts(self, parts: Iterable[Part]) -> Iterator[Part]:
        for part in parts:
            kind = "selections" if isinstance(part, Selection) else "regions"
            guid, codings = self._own(part.guid, kind), tuple(self._codings(part.codings))
            same = guid == part.guid and codings == part.codings
            yield part if same else replace(part, guid=guid, codings=codings)

    def _codings(self, codings: Iterable[Coding]) -> Iterator[Coding]:
        for coding in codings:
            if coding.code in self.codes:
                guid = self._own(coding.guid, "codings")
                yield coding if guid == coding.guid else replace(coding, guid=guid)
            else:
                self.account.leave("codings", "no_code", coding.guid)

    def _own(self, guid: str, kind: str) -> str:
        """Another one where something else has it: of two the first stays what others point to."""
        if guid in self._seen:
            self.account.notice(kind, "renamed")
            guid = next(made for number in range(1, len(self._seen) + 2)
                        if (made := marks.made_from("again", guid, number)) not in self._seen)
        self._seen.add(guid)
        return guid


def codings_of(sources: Iterable[Source]) -> Iterator[Coding]:
    for source in sources:
        yield from source.every_coding()


def _users(project: Project, sources: tuple[Source, ...], account: Account) -> tuple[User, ...]:
    known = _once(project.users, lambda user: user.guid, account, "users")
    there = {user.guid for user in known}
    acting = [coding.user for coding in codings_of(sources)]
    acting += [user for source in sources for user in (source.user, *(part.user for part in source.parts()))]
    acting += [note.user for note in project.notes]
    unknown = [guid for guid in dict.fromkeys(acting) if guid and guid not in there]
    for _ in unknown:
        account.notice("users", "unknown_user")
    return (*known, *(User(guid) for guid in unknown))


def _applied(codes: tuple[Code, ...], sources: tuple[Source, ...], account: Account) -> tuple[Code, ...]:
    applied = {coding.code for coding in codings_of(sources)}
    made = []
    for code in codes:
        if not code.codable and code.guid in applied:
            account.notice("codes", "category_applied")
            code = replace(code, codable=True)
        made.append(code)
    return tuple(made)


def _same_names(codes: tuple[Code, ...], sources: tuple[Source, ...], account: Account) -> None:
    for kind, names in (("codes", Counter((code.parent, code.name) for code in codes)),
                        ("sources", Counter(("", source.name) for source in sources if source.name))):
        twice = sum(count for count in names.values() if count > 1)
        if twice:
            account.notice(kind, "same_name", twice)


def _referred(project: Project, account: Account) -> Project:
    """References that lead somewhere. What they point to may be anything that has an identifier."""
    codes, sources = {one.guid for one in project.codes}, {one.guid for one in project.sources}
    notes, variables = {one.guid for one in project.notes}, {one.guid for one in project.variables}
    parts = {part.guid for source in project.sources for part in source.parts()}
    every = codes | sources | notes | variables | parts | {one.guid for one in codings_of(project.sources)} | {
        one.guid for one in project.cases} | {one.guid for one in project.groups} | {one.guid for one in project.users}

    def there(guids: tuple[str, ...], known: set[str]) -> tuple[str, ...]:
        kept = tuple(guid for guid in guids if guid in known)
        if len(kept) < len(guids):
            account.leave("references", "points_nowhere", count=len(guids) - len(kept))
        return kept

    def values(given: tuple[Value, ...]) -> tuple[Value, ...]:
        kept = tuple(one for one in given if one.variable in variables)
        if len(kept) < len(given):
            account.leave("values", "points_nowhere", count=len(given) - len(kept))
        return kept

    def coded(codings: tuple[Coding, ...]) -> tuple[Coding, ...]:
        return tuple(replace(one, notes=there(one.notes, notes)) if one.notes else one for one in codings)

    def case(one: Case) -> Case:
        return replace(one, codes=there(one.codes, codes), values=values(one.values),
                       sources=there(one.sources, sources), selections=there(one.selections, parts))

    def group(one: Group) -> Group:
        return replace(one, codes=there(one.codes, codes), sources=there(one.sources, sources),
                       notes=there(one.notes, notes))

    def part(one: Part) -> Part:
        if not one.notes and not any(coding.notes for coding in one.codings):
            return one
        return replace(one, codings=coded(one.codings), notes=there(one.notes, notes))

    def source(one: Source) -> Source:
        return replace(one, values=values(one.values), notes=there(one.notes, notes), codings=coded(one.codings),
                       selections=tuple(part(passage) for passage in one.selections),
                       regions=tuple(part(region) for region in one.regions))

    def links() -> Iterator[Link]:
        for one in _once(project.links, lambda link: link.guid, account, "links"):
            if one.origin in every and one.target in every:
                direction = one.direction if one.direction in DIRECTIONS else ""
                yield replace(one, direction=direction, notes=there(one.notes, notes))
            else:
                account.leave("links", "points_nowhere", one.guid)

    return replace(
        project, codes=tuple(replace(one, notes=there(one.notes, notes)) for one in project.codes),
        cases=tuple(case(one) for one in _once(project.cases, lambda one: one.guid, account, "cases")),
        sources=tuple(source(one) for one in project.sources), links=tuple(links()),
        groups=tuple(group(one) for one in _once(project.groups, lambda one: one.guid, account, "sets")))
