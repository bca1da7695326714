"""A round as a document: what a released `RoundContent` looks like on paper and on a screen."""

from collections.abc import Iterator, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.deliberation.cards import beyond, firm_words, reason_words
from tequio.deliberation.content import RoundContent, Said, Votes
from tequio.deliberation.rounds.cards import answer_words, band_words, side_words
from tequio.deliberation.standing import Standing
from tequio.foundation.paper.charts.opinion_map import OpinionArea, Placed, opinion_map
from tequio.foundation.paper.model import (
    Block,
    Callout,
    Column,
    Document,
    Fact,
    Figure,
    Language,
    Paragraph,
    Points,
    Quote,
    Section,
    Table,
)
from tequio.protection.disclosure import Coarse
from tequio.protection.release import Released


def round_document(released: Released[RoundContent]) -> Document:
    """The report: what unites and what does not, who took part and who did not, what answers what is not adopted."""
    content = released.content
    return Document(
        title=str(content.title), language=_language(), subtitle=content.process, kind=_("Ronda de deliberación"),
        marks=released.marks, about=tuple(_about(content)), blocks=tuple(_blocks(content)))


def map_of(votes: Votes, caption: str, language: Language, *, narrow: bool = False) -> Figure | None:
    """The map of opinion groups; nothing where none can be told, or none is large enough to be drawn."""
    areas = [OpinionArea(number, area.centre, area.across, area.up)
             for number, area in enumerate(votes.areas, start=1) if area is not None]
    if not areas:
        return None
    placed = [Placed(one.number, str(one.text), one.place, one.groups) for one in votes.statements]
    return opinion_map(areas, placed, groups=votes.groups, caption=caption, language=language,
                       narrow=narrow)


def _language() -> Language:
    return "en" if (get_language() or "es").startswith("en") else "es"


def _words(count: Coarse) -> str:
    return count.words(_language())


def _about(content: RoundContent) -> Iterator[Fact]:
    yield Fact(_("Territorio"), content.territory)
    if content.question:
        yield Fact(_("Pregunta"), str(content.question))
    yield Fact(_("Boletas"), _words(content.votes.ballots))
    if content.rooms:
        yield Fact(_("Salas"), ", ".join(str(room.title) for room in content.rooms))
    if content.second_vote:
        yield Fact(_("Votos"), _("dos: antes y después de conversar. Se reporta el segundo donde lo hubo."))


def _blocks(content: RoundContent) -> Iterator[Block]:
    votes = content.votes
    lead = Paragraph(_("Esto respondieron quienes vinieron. No es una encuesta ni una elección: sirve para seguir "
                       "conversando, y guarda en qué coinciden y en qué no."), lead=True)
    yield Section(_("Lo que salió"), (lead, _groups(votes), *_rankings(votes), *_refused(votes), *_held(votes),
                                      *_changes(content), *_reasons(content)))
    yield Section(_("Todas las respuestas"), (*_every(votes), *_rooms(content), *_online(content)))
    yield _taking_part(content)


def _groups(votes: Votes) -> Section:
    limits = Callout("gap", _("Lo que estas boletas no pueden decir"), points=_limits(votes))
    if not votes.groups:
        return Section(_("No se distinguen grupos de opinión"), (Paragraph(reason_words(votes.reason)), limits),
                       level=2)
    sizes = ", ".join(_("grupo %(n)s: %(size)s boletas") % {"n": number, "size": _words(size)}
                      for number, size in enumerate(votes.sizes, start=1))
    figure = map_of(votes, _("Mapa de maneras de responder"), _language())
    note = Paragraph(_("Cada área es un grupo de opinión: quien responde parecido queda cerca. Nadie es un punto. Los "
                       "números son las afirmaciones de la tabla. Dentro de cada área está la mitad de su grupo; la "
                       "otra mitad queda alrededor, también en medio. Son maneras de responder, no bandos de "
                       "personas."))
    return Section(_("Se distinguen %(count)s grupos de opinión") % {"count": votes.groups},
                   (Paragraph(f"{firm_words(votes.stability)} {sizes.capitalize()}."),
                    *((note, figure) if figure else ()), limits), level=2)


def _limits(votes: Votes) -> tuple[str, ...]:
    """What so many ballots cannot say; the margin is that of the rounded count."""
    if votes.margin is None:
        return (_("Son muy pocas boletas: lo que aquí se lee vale para esta sala."), *beyond(votes.limits))
    return (_("Si se preguntara a otras tantas personas, una mitad podría salir hasta unos %(margin)s puntos más "
              "arriba o más abajo.") % {"margin": votes.margin}, *beyond(votes.limits))


def _rankings(votes: Votes) -> Iterator[Section]:
    ranked = votes.ranked
    each = _("de cada grupo de opinión") if votes.groups else _("de quienes votaron")
    yield _listing(_("Lo que une"), _("La mayoría %(each)s está de acuerdo.") % {"each": each}, votes, ranked.unites,
                   _("Ninguna afirmación tiene a la mayoría %(each)s de acuerdo.") % {"each": each}, bound=True)
    if ranked.unites_against:
        yield _listing(_("Lo que une en contra"), _("La mayoría %(each)s está en desacuerdo.") % {"each": each}, votes,
                       ranked.unites_against, "")
    yield _listing(_("Lo que divide"), _("Las dos respuestas se conservan; no se promedian."), votes, ranked.divides,
                   _("Ninguna afirmación divide de manera que se pueda asegurar."))
    yield _listing(_("Lo que tiende puentes"), _("Gente que casi siempre responde distinto aquí coincide."), votes,
                   ranked.bridges, _("No hay con qué decir qué tiende puentes: hacen falta grupos que respondan "
                                     "distinto."))
    told = _("Elegidas juntas para que a cada parte de la sala le toque lo que apoya. No es una lista de prioridades.")
    if votes.represented and votes.represented.value:
        told += " " + _("Al menos una de ellas la apoyan %(count)s boletas.") % {"count": _words(votes.represented)}
    yield _listing(_("Una selección que representa"), told, votes, ranked.slate,
                   _("No se ha hecho una selección: faltan votos."))


def _listing(title: str, text: str, votes: Votes, numbers: Sequence[int], empty: str, *,
             bound: bool = False) -> Section:
    by_number = {one.number: one for one in votes.statements}
    if not numbers:
        return Section(title, (Paragraph(empty),), level=2)
    return Section(title, (Paragraph(text), Points(tuple(_line(by_number[number], bound) for number in numbers))),
                   level=2)


def _line(one: Said, bound: bool) -> str:
    said = f"{one.number}. {one.text}"
    if bound and one.at_least:
        said += " " + _("Al menos %(share)s de cada 100.") % {"share": one.at_least}
    if one.review == "risk" and str(one.reply):
        said += " " + _("Con esta condición: %(reply)s") % {
            "reply": one.instead if str(one.instead) else one.reply}
        return said if said.endswith((".", "!", "?", "»")) else f"{said}."
    return said


def _refused(votes: Votes) -> Iterator[Section]:
    rows = [one for one in votes.statements if one.standing == Standing.REFUSED]
    if not rows:
        return
    yield Section(_("Respuestas que reproducirían violencia"), (
        Paragraph(_("El apoyo que tienen es un hallazgo sobre el miedo, y se contesta. No es una prioridad: no entran "
                    "en ninguna lista.")), *(_answered(one) for one in rows)), level=2)


def _answered(one: Said) -> Callout:
    said = [_("Están de acuerdo: %(agree)s. En desacuerdo: %(disagree)s.") % {
        "agree": _words(one.agree), "disagree": _words(one.disagree)}]
    said += [_("Qué la alimenta: %(text)s") % {"text": one.feeds}] if str(one.feeds) else []
    said += [_("Se contesta: %(text)s") % {"text": one.reply}] if str(one.reply) else [
        _("Todavía no está escrito qué se contesta.")]
    said += [str(one.instead)] if str(one.instead) else []
    return Callout("refused", f"{one.number}. {one.text}", points=tuple(said))


def _held(votes: Votes) -> Iterator[Callout]:
    rows = [one for one in votes.statements if one.standing in (Standing.UNREVIEWED, Standing.UNANSWERED)]
    if rows:
        why = {Standing.UNREVIEWED: _("nadie ha revisado si reproduce violencia"),
               Standing.UNANSWERED: _("hay riesgo y falta escribir qué se contesta")}
        yield Callout("gap", _("Estas afirmaciones se cuentan y no entran en ninguna lista:"), points=tuple(
            f"{one.number}. {one.text} ({why[Standing(one.standing)]})" for one in rows))


def _changes(content: RoundContent) -> Iterator[Section]:
    if not content.second_vote:
        return
    rows = [(one, one.shift) for one in content.votes.statements if one.shift and one.shift.moved.value is not None]
    points = []
    for one, shift in rows:
        moves = "; ".join(_("%(count)s pasaron de «%(before)s» a «%(after)s»") % {
            "count": _words(count), "before": answer_words(before), "after": answer_words(after)}
            for before, after, count in shift.moves)
        told = _("%(moved)s cambiaron su respuesta y %(kept)s la dejaron") % {
            "moved": _words(shift.moved), "kept": _words(shift.kept)}
        points.append(f"{one.number}. {one.text} {told}{'; ' if moves else ''}{moves}.")
    none = _("En ninguna afirmación cambiaron tantas respuestas que se pueda decir sin señalar a nadie.")
    yield Section(_("Lo que cambió después de conversar"), (Points(tuple(points)) if points else Paragraph(none),
                  Paragraph(_("De las demás no se dice cuántas cambiaron: son muy pocas, o ninguna."))), level=2)


def _reasons(content: RoundContent) -> Iterator[Section]:
    if content.reasons:
        texts = {one.number: str(one.text) for one in content.votes.statements}
        yield Section(_("Razones que se dieron"), tuple(
            Quote(str(one.text), f"{one.group} · {side_words(one.side)}: {one.statement}. {texts[one.statement]}")
            for one in content.reasons), level=2)


def _every(votes: Votes) -> tuple[Block, ...]:
    columns = (Column(_("Afirmación"), weight=3.2), Column(_("De acuerdo"), "number"),
               Column(_("En desacuerdo"), "number"), Column(_("Pasan"), "number"),
               Column(_("Prefieren no decir"), "number"))
    rows = tuple((f"{one.number}. {one.text}", *(_words(count) for count in (
        one.agree, one.disagree, one.passed, one.not_said))) for one in votes.statements)
    note = _("Sin orden de apoyo. Las cuentas se redondean y las pequeñas no se dan.")
    return (Table(_("Respuestas a cada afirmación"), columns, rows, (note,)),)


def _rooms(content: RoundContent) -> Iterator[Section]:
    if len(content.rooms) < 2:
        return
    columns = (Column(_("Afirmación"), weight=2.4), *(Column(str(room.title)) for room in content.rooms))
    rows = tuple((f"{one.number}. {one.text}", *(band_words(band) for band in one.rooms))
                 for one in content.votes.statements)
    heads = ", ".join(f"{room.title}: {_words(room.ballots)}" for room in content.rooms)
    yield Section(_("Sala por sala"), (
        Paragraph(_("Lo que cada sala respondió, lado a lado y sin comparar cuál votó mejor. Boletas: %(heads)s.") % {
            "heads": heads}), Table(_("Cuántas están de acuerdo en cada sala"), columns, rows)), level=2)


def _online(content: RoundContent) -> Iterator[Section]:
    if content.pools_online:
        yield Section(_("Lo que se respondió en línea"), (Paragraph(_(
            "El equipo decidió contarlo junto con las salas.")),), level=2)
    elif content.online:
        text = _("%(count)s boletas por invitación. Se dan aparte: no es la misma manera de preguntar ni las mismas "
                 "personas.") % {"count": _words(content.online.ballots).capitalize()}
        asked = tuple(one for one in content.online.statements if one.standing == Standing.OPEN)
        rows = tuple((f"{one.number}. {one.text}", _words(one.agree), _words(one.disagree)) for one in asked)
        table = Table(_("Respuestas en línea"), (Column(_("Afirmación"), weight=3), Column(_("De acuerdo"), "number"),
                                                 Column(_("En desacuerdo"), "number")), rows)
        yield Section(_("Lo que se respondió en línea"), (Paragraph(text), table), level=2)


def _taking_part(content: RoundContent) -> Section:
    rows = tuple((group or _("Sin grupo declarado"), _words(count)) for group, count in content.taking_part)
    table = Table(_("Boletas por grupo de población"), (Column(_("Grupo"), weight=2), Column(_("Boletas"), "number")),
                  rows)
    absent = tuple(f"{group}. {text}" if str(text) else group for group, text in content.absent)
    silence = Callout("silence", _("Quién no vino, y a dónde no se llegó"), points=absent) if absent else Callout(
        "gap", _("Nadie anotó quién faltó. Que no esté escrito no quiere decir que estuvieran todas las personas."))
    return Section(_("Quién votó y quién no"), (table, silence))
