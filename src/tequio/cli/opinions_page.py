"""One page of what a table of votes shows, for somebody without the rest of the house."""

from typing import Any

from tequio.foundation.paper import render_html
from tequio.foundation.paper.model import Block, Callout, Column, Document, Language, Paragraph, Section, Table

TEXTS = {
    "title": ("Lo que dicen los votos", "What the votes say"),
    "groups": ("Grupos de opinión", "Opinion groups"),
    "no_groups": ("No se distinguen grupos con estos votos.", "No groups can be told apart from these votes."),
    "some": ("Se distinguen {k} grupos de {sizes} personas; estabilidad {stability} de 1.",
             "{k} groups of {sizes} people can be told apart; stability {stability} of 1."),
    "unites": ("Lo que une", "What unites"), "divides": ("Lo que divide", "What divides"),
    "bridges": ("Lo que tiende puentes", "What bridges"),
    "slate": ("Una lista que representa", "A representative slate"),
    "nothing": ("Nada que decir con seguridad.", "Nothing to say with certainty."),
    "statement": ("Afirmación", "Statement"), "at_least": ("Al menos, en cada grupo", "At least, in every group"),
    "score": ("Valor", "Score"), "margin": (
        "Con {people} personas, un reparto por mitades se conoce con un margen de ±{margin} puntos.",
        "With {people} people, an even split is known within ±{margin} points."),
    "unreviewed": (
        "Nadie ha preguntado todavía si estas afirmaciones reproducen violencia. Lo que aquí une, tiende puentes o "
        "representa es una cuenta, no una propuesta: antes de usarlo, cada una se revisa y se contesta.",
        "Nobody has asked yet whether these statements reproduce violence. What unites, bridges or represents here is "
        "a count, not a proposal: before it is used each is reviewed and answered."),
    "moderated": (
        "La moderación de la plataforma sacó {statements} afirmaciones. No se cuentan, ni los {votes} votos que "
        "tuvieron; {people} personas no votaron otra cosa.",
        "The moderators of the platform took {statements} statements out. They are not counted, nor are the {votes} "
        "votes on them; {people} people voted on nothing else."),
    "sign": ("En el archivo de votos, {agree} se leyó como «de acuerdo» y {other} como «en desacuerdo».",
             "In the file of votes, {agree} was read as «agree» and {other} as «disagree»."),
    "unconfirmed": (
        "Nada en los archivos lo confirma, y hay bases de datos que lo escriben al revés: compáralo con una afirmación "
        "que conozcas, o trae comments.csv.",
        "Nothing in the files confirms it, and some databases write it the other way round: compare it with a "
        "statement you know, or bring comments.csv."),
    "private": ("groups.csv dice a qué grupo va cada participante: no debe publicarse.",
                "groups.csv says which group each participant is in: it must not be published."),
}
REASONS = {
    "too_few_people": ("Votaron muy pocas personas.", "Too few people voted."),
    "too_few_statements": ("Hay muy pocas afirmaciones.", "There are too few statements."),
    "too_alike": ("Hay menos de tres maneras distintas de responder.",
                  "There are fewer than three different ways of answering."),
    "votes_not_better_explained": ("Suponer grupos no explica mejor los votos.",
                                   "Assuming groups does not explain the votes any better."),
    "not_stable": ("Los grupos cambian demasiado al repetir la cuenta.",
                   "The groups change too much when the count is repeated."),
}


def page(answer: dict[str, Any], language: str) -> str:
    spoken: Language = "en" if language == "en" else "es"

    def say(key: str, **facts: object) -> str:
        return TEXTS[key][spoken == "en"].format(**facts)

    limits = answer["limits"]
    blocks: tuple[Block, ...] = (
        Callout("gap", say("unreviewed")),
        Paragraph(say("margin", people=limits["people"], margin=round(100 * limits["margin"])), lead=True),
        Paragraph(_sign(answer, say)),
        *_moderated(answer, say),
        Section(say("groups"), (Paragraph(_groups(answer, say, spoken)), Callout("note", say("private")))),
        _ranked(answer["consensus"], "unites", "at_least", say),
        _ranked(answer["divisive"], "divides", "score", say),
        _ranked(answer["bridging"], "bridges", "score", say),
        _ranked([{"statement": name} for name in (answer["slate"] or {}).get("winners", ())], "slate", "", say),
    )
    marks = tuple(mark.split(" / ")[spoken == "en"] for mark in answer["marks"])
    return render_html(Document(title=say("title"), language=spoken, blocks=blocks, marks=marks))


def _sign(answer: dict[str, Any], say: Any) -> str:
    said = str(say("sign", agree=answer["agree"], other=-answer["agree"]))
    return said if answer["agree_confirmed"] else f"{said} {say('unconfirmed')}"


def _moderated(answer: dict[str, Any], say: Any) -> tuple[Callout, ...]:
    out = answer["moderated_out"]
    return (Callout("note", say("moderated", **out)),) if out["statements"] else ()


def _groups(answer: dict[str, Any], say: Any, language: str) -> str:
    groups = answer["groups"]
    if groups is None:
        why = REASONS.get(answer["reason"], ("", ""))[language == "en"]
        return f"{say('no_groups')} {why}".strip()
    return str(say("some", k=groups["k"], sizes=", ".join(map(str, groups["sizes"])), stability=groups["stability"]))


def _ranked(rows: list[dict[str, Any]], title: str, value: str, say: Any) -> Section:
    if not rows:
        return Section(say(title), (Paragraph(say("nothing")),))
    columns = [Column(say("statement"), weight=3.0)] + ([Column(say(value), "number")] if value else [])
    cells = tuple((row["statement"], *([f"{row[value]:.2f}"] if value else [])) for row in rows)
    return Section(say(title), (Table(say(title), tuple(columns), cells),))
