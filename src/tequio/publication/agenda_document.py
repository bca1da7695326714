"""An agenda as a document: what a released `AgendaContent` looks like on paper and on a screen."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.agendas.apart import Apart, reading_alike, told_apart
from tequio.agendas.content import TOGETHER, AgendaContent, Claim, Line, Ordered, Part
from tequio.agendas.ordering import shown
from tequio.foundation.paper.charts.bars import CountBar, count_bars
from tequio.foundation.paper.charts.matrix import Duty, responsibility_matrix
from tequio.foundation.paper.model import (
    Block,
    Callout,
    Column,
    Contents,
    Document,
    Fact,
    ItemList,
    Language,
    Paragraph,
    ProposalItem,
    Section,
    Table,
)
from tequio.protection.release import Released

MATRIX_ROWS = 40
BARS = 15


def agenda_document(released: Released[AgendaContent]) -> Document:
    """The booklet: for each group context → what people already do → proposals; then what is shared, what differs."""
    content = released.content
    return Document(
        title=str(content.title), language=_language(), subtitle=content.process,
        kind=_("Agenda Nacional") if content.national else _("Agenda Local"), marks=released.marks,
        about=tuple(_about(content)), blocks=tuple(_blocks(content)))


def _language() -> Language:
    return "en" if (get_language() or "es").startswith("en") else "es"


def _about(content: AgendaContent) -> Iterator[Fact]:
    if content.territory:
        yield Fact(_("Territorio"), content.territory)
    yield Fact(_("Estado"), content.status)
    yield Fact(_("Encuentros realizados"), content.encounters_held.words(_language()))
    yield Fact(_("Encuentros que no se pudieron hacer"), content.encounters_not_held.words(_language()))
    yield Fact(_("Voces"), content.voices.words(_language()))
    if content.source_files:
        yield Fact(_("Fuentes"), ", ".join(map(str, content.source_files)))


def _blocks(content: AgendaContent) -> Iterator[Block]:
    yield Contents()
    yield from _opening(content)
    alike = reading_alike(content)
    for part in content.parts:
        yield from _part(part, content, alike)
    if content.order:
        yield _order(content.order)
    for title, claims in _together(content):
        yield from _claims_section(title, claims, by_group=claims is content.alone)
    yield from _stays(content)
    yield from _owed(content)
    yield from _problems(content)
    yield from _gaps(content)
    yield from _refused(content)
    yield from _rest(content)
    yield from _twins(content)
    yield from _trail(content)


def _opening(content: AgendaContent) -> Iterator[Block]:
    wanted = [part for part in content.parts if part.wanted]
    blocks: list[Block] = []
    for part in wanted:
        words = Paragraph(str(part.wanted), lead=True)
        blocks.append(Section(part.group or _("Todas las personas"), (words,), level=2))
    if not wanted and not content.national:
        blocks.append(Callout("gap", _("Nadie ha escrito todavía la seguridad que cada grupo quiere, con las palabras "
                                       "de cada grupo.")))
    if not content.national:
        yield Section(_("La seguridad que queremos"), tuple(blocks))
    if content.context:
        yield Section(_("De dónde partimos"), tuple(_paragraphs(str(content.context))))


def _paragraphs(text: str) -> Iterator[Block]:
    return (Paragraph(part.strip()) for part in text.split("\n\n") if part.strip())


def _together(content: AgendaContent) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """The sections of findings that several groups hold, in the order in which they are printed."""
    yield _("Lo que ya hacen varios grupos"), content.already
    yield _("Lo que sostiene y lo que desgasta a varios grupos"), content.wearing
    yield _("Lo que varios grupos comparten"), content.shared
    yield _("Diferencias entre grupos"), content.differences
    yield _("Lo que dijo un solo grupo, o sin grupo anotado"), content.alone


def _part(part: Part, content: AgendaContent, alike: Mapping[int, Apart]) -> Iterator[Block]:
    if not (part.lines or part.context or part.already or part.wearing or part.returns):
        return
    national = content.national
    title = part.group or (_("Puntos de la agenda") if national else _("Sin grupo declarado"))
    blocks: list[Block] = []
    if not national and part.group:
        shared = [name for name in part.elsewhere if name in ("shared", "differences")]
        blocks += _own(_("Contexto"), part.context, _("De este grupo no quedó un hallazgo propio."))
        blocks += _refer(content, shared)
        if part.already or "already" not in part.elsewhere:
            blocks += _own(_("Lo que ya hacemos"), part.already,
                           _("No se preguntó, o no quedó anotado, lo que este grupo ya hace."))
        if part.wearing:
            blocks += _own(_("Lo que nos sostiene y lo que nos desgasta"), part.wearing, "")
        blocks += _refer(content, [name for name in part.elsewhere if name in ("already", "wearing")])
    blocks += _proposals(part.lines, alike, flat=national)
    blocks += [Callout("note", str(row.note) or row.outcome,
                       title=_("Devolución a este grupo: %(outcome)s") % {"outcome": row.outcome})
               for row in part.returns]
    yield Section(title, tuple(blocks))


def _order(order: Ordered) -> Section:
    """By which rule the points stand as they do, and what a majority would have made of them."""
    blocks: list[Block] = [Paragraph(text) for text in shown.rule(order)]
    if text := shown.moved(order):
        blocks.append(Callout("note", text))
    blocks.append(Callout("difference", shown.by_most(order), points=tuple(map(shown.dropped, order.dropped))))
    if order.kept:
        place, here, by_most = shown.kept_columns()
        blocks.append(Table(shown.kept_of(), (Column(place, weight=2.0), Column(here, "number"),
                                              Column(by_most, "number")),
                            tuple((one.place, str(one.here), str(one.by_most)) for one in order.kept)))
    return Section(_("Cómo se ordenaron los puntos"), tuple(blocks))


def _own(title: str, claims: Iterable[Claim], missing: str) -> list[Block]:
    said = tuple(_claim(claim) for claim in claims)
    return [Section(title, said or (Callout("gap", missing),), level=2)]


def _refer(content: AgendaContent, names: Collection[str]) -> list[Block]:
    """Names the printed sections in which the findings stand that this group holds together with others."""
    titles = [f"«{title}»" for (title, claims), name in zip(_together(content), TOGETHER, strict=True)
              if name in names and claims]
    if not titles:
        return []
    if len(titles) == 1:
        return [Paragraph(_("Lo que este grupo comparte con otros está en %(section)s.") % {"section": titles[0]})]
    return [Paragraph(_("Lo que este grupo comparte con otros está en %(first)s y en %(second)s.") % {
        "first": titles[0], "second": titles[1]})]


def _proposals(lines: Iterable[Line], alike: Mapping[int, Apart], *, flat: bool) -> list[Block]:
    """The proposals under their themes where they have one."""
    by_theme: dict[str, list[ProposalItem]] = {}
    for line in lines:
        by_theme.setdefault(str(line.section), []).append(_item(line, alike.get(line.number)))
    if flat:
        return [ItemList(tuple(items)) for items in by_theme.values()]
    return [Section(theme or _("Propuestas"), (ItemList(tuple(items)),), level=2) for theme, items in by_theme.items()]


def _item(line: Line, alike: Apart | None) -> ProposalItem:
    text = f"{line.title}. {line.text}" if line.title else str(line.text)
    notes = [str(note) for note in (line.particular,) if note]
    if line.problem:
        notes.append(_("El problema: %(problem)s") % {"problem": line.problem})
    if alike:
        notes.append(told_apart(alike))
    if line.safeguard:
        notes.append(_("Para que no reproduzca violencia: %(safeguard)s") % {"safeguard": line.safeguard})
    if line.stays:
        notes.append(_("No va a ninguna oficina: sólo la sostienen voces que no permitieron el diálogo."))
    if line.could_not_speak:
        notes.append(_("No pudo opinar: %(places)s") % {"places": ", ".join(line.could_not_speak)})
    if line.shared_by:
        notes.append(_("La comparten: %(places)s") % {"places": ", ".join(line.shared_by)})
    return ProposalItem(number=str(line.number), text=text, bodies=tuple(_bodies(line)), priority=line.priority,
                        trail=_trail_line(line), notes=tuple(notes), anchor=f"p{line.number}")


def _bodies(line: Line) -> Iterator[str]:
    for body in line.bodies:
        who = f"{body.office} ({body.sphere})" if body.office else body.sphere
        yield f"{who}: {body.task}" if body.task else who


def _trail_line(line: Line) -> str:
    place = f"{line.place} · " if line.place else ""
    if line.rows:
        rows = ", ".join(str(row) for row in line.rows)
        return place + (_("fila %(rows)s") if len(line.rows) == 1 else _("filas %(rows)s")) % {"rows": rows}
    return place + _("la sostienen %(voices)s voces") % {"voices": line.voices.words(_language())}


def _claims_section(title: str, claims: Iterable[Claim], *, by_group: bool) -> Iterator[Block]:
    blocks = tuple(Paragraph(f"{claim.group}: {claim.text}") if by_group and claim.group else _claim(claim)
                   for claim in claims)
    if blocks:
        yield Section(title, blocks)


def _claim(claim: Claim) -> Block:
    return _difference(claim) if claim.differ else Paragraph(str(claim.text))


def _difference(claim: Claim) -> Callout:
    points = [_("Coinciden: %(groups)s") % {"groups": ", ".join(claim.converge)}] if claim.converge else []
    points += [f"{group}: {note}" for group, note in claim.differ]
    return Callout("difference", str(claim.text), points=tuple(points))


def _stays(content: AgendaContent) -> Iterator[Block]:
    """Which items go to no office, by their numbers: listed, so that nobody looks for them in vain."""
    if content.stays:
        yield Section(_("Puntos que no van a ninguna oficina"), (Callout("gap", _(
            "Descansan sólo en voces que no permitieron el diálogo: %(numbers)s. Cuentan en el diagnóstico, y no se "
            "piden a nadie.") % {"numbers": ", ".join(map(str, content.stays))}),))


def _owed(content: AgendaContent) -> Iterator[Block]:
    """Who owes what: a drawing where it fits a page, a table of counts where it does not."""
    lines = [line for part in content.parts for line in part.lines if not line.stays]
    spheres = list(dict.fromkeys(body.sphere for line in lines for body in line.bodies))
    if not spheres:
        return
    blocks: list[Block] = []
    if len(lines) <= MATRIX_ROWS:
        duties = [Duty(f"{line.number}. {line.title or line.text}",
                             tuple(body.sphere for body in line.bodies if body.public),
                             tuple(body.sphere for body in line.bodies if not body.public)) for line in lines]
        blocks.append(responsibility_matrix(duties, spheres, caption=_("A quién le toca"), language=_language()))
    else:
        blocks.append(_duty_table(lines, spheres))
    if content.without_body:
        numbers = _numbers(content.without_body)
        blocks.append(Callout("gap", _(
            "Estas propuestas aún no nombran al organismo público que las debe: %(numbers)s. "
            "La comunidad no puede quedarse sola con ellas.") % {"numbers": numbers}))
    yield Section(_("A quién le toca"), tuple(blocks))


def _numbers(numbers: tuple[int, ...]) -> str:
    """Numbers of items, runs of them as «3–17»."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def _duty_table(lines: list[Line], spheres: list[str]) -> Table:
    themes = dict.fromkeys(str(line.section) for line in lines)
    rows = [(theme or _("Sin tema"), *(str(sum(any(body.sphere == sphere for body in line.bodies)
            for line in lines if str(line.section) == theme)) for sphere in spheres)) for theme in themes]
    columns = (Column(_("Tema"), weight=2.0), *(Column(sphere, "number") for sphere in spheres))
    return Table(_("Propuestas que piden algo a cada parte, por tema"), columns, tuple(rows))


def _problems(content: AgendaContent) -> Iterator[Block]:
    if not content.problems:
        return
    shown = content.problems[:BARS]
    bars = []
    for code in shown:
        count = max(code.accepted, code.suggested, key=lambda one: one.value or 0)
        low, high = count.interval
        bars.append(CountBar(code.label, low, high, count.words(_language())))
    suggested = all(code.accepted.value is None for code in shown)
    note = _("Códigos aceptados por quienes analizan.")
    if suggested:
        note = _("Códigos sugeridos por la computadora a partir de palabras; ninguna persona los ha revisado.")
    figure = count_bars(bars, caption=_("De qué se habla"), language=_language(), heading=_("voces"))
    yield Section(_("De qué se habla"), (Paragraph(note), figure))


def _gaps(content: AgendaContent) -> Iterator[Block]:
    if not content.gaps:
        yield Section(_("Silencios y huecos"), (Callout("gap", _(
            "Nadie anotó silencios: no se sabe qué temas se evitaron ni qué grupos faltaron. Que no estén escritos no "
            "quiere decir que no existan.")),))
        return
    blocks: list[Block] = []
    for gap in content.gaps:
        title = " · ".join(part for part in (gap.kind, gap.group) if part)
        blocks.append(Callout("silence", str(gap.text) or title, title=title))
    yield Section(_("Silencios y huecos"), tuple(blocks))


def _refused(content: AgendaContent) -> Iterator[Block]:
    blocks = [Callout("refused", str(row.text), points=tuple(str(part) for part in (row.reason, row.answer) if part))
              for row in content.refused]
    if blocks:
        yield Section(_("Lo que se pidió y no se adopta"), tuple(blocks))


def _rest(content: AgendaContent) -> Iterator[Block]:
    if content.without_proposal:
        rows = tuple((str(row), str(text)) for row, text in content.without_proposal)
        yield Section(_("Problemas nombrados sin propuesta acordada"), (Table(
            _("Filas que nombran un problema y no piden nada"),
            (Column(_("Fila"), "number", 0.4), Column(_("Problema"), weight=3)), rows),))
    if content.places:
        places = tuple((spelling, place, str(count)) for spelling, place, count in sorted(
            content.places, key=lambda row: (row[1], row[0])))
        columns = (Column(_("Como se escribió")), Column(_("Como se cuenta")), Column(_("Filas"), "number", 0.4))
        yield Section(_("Nombres de lugares que se unieron"), (Table(_("Lugares"), columns, places),))


def _twins(content: AgendaContent) -> Iterator[Block]:
    """Side by side, so that whoever reads can say whether two items are one."""
    if content.twins:
        said = {line.number: str(line.text) for part in content.parts for line in part.lines}
        rows = tuple((f"{one} · {other}", said[one], said[other]) for one, other in content.twins)
        yield Section(_("Puntos que quizá piden lo mismo"), (
            Paragraph(_("La computadora no los unió: cambian el orden de las palabras, una palabra o un número de "
                        "referencia. Decidan ustedes si son uno solo.")),
            Table(_("Parecidos por sus palabras"), (Column(_("Puntos"), weight=0.5), Column(_("Uno")),
                                                    Column(_("Otro"))), rows)))


def _trail(content: AgendaContent) -> Iterator[Block]:
    text = _("Cada propuesta viene de hallazgos, y cada hallazgo de voces. Aquí se dan cuentas redondeadas: menos de "
             "%(n)s no se muestra, para que ningún rastro lleve a un cuarto pequeño.") % {"n": content.voices.threshold}
    if any(line.rows for part in content.parts for line in part.lines):
        text = _("Cada propuesta lleva el número de las filas de las que viene. El texto de esas filas sólo se abre en "
                 "la copia de trabajo sellada.")
    yield Section(_("Cómo seguir el rastro"), (Paragraph(text),))
