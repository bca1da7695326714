"""Each block of a document as HTML."""

from collections.abc import Iterable
from functools import singledispatch
from html import escape

from tequio.foundation.paper.model import (
    Block,
    Callout,
    Contents,
    Document,
    Figure,
    ItemList,
    PageBreak,
    Paragraph,
    Points,
    ProposalItem,
    Quote,
    Run,
    Section,
    Step,
    Table,
    Text,
    Trail,
)
from tequio.foundation.paper.prepare import headings
from tequio.foundation.paper.text import plain, runs
from tequio.foundation.paper.words import word


def printed(blocks: Iterable[Block], document: Document) -> str:
    """The blocks one after the other."""
    return "".join(_block(block, document) for block in blocks)


def lined(text: Text) -> str:
    """A text escaped, its emphasis and line ends kept."""
    return "".join(_run(run) for run in runs(text)).replace("\n", "<br>")


def isolated(text: Text) -> str:
    """A text inside a line of others, so that its writing direction stays its own."""
    return f"<bdi>{lined(text)}</bdi>"


def listed(texts: Iterable[Text], name: str) -> str:
    """Texts as a list with the class `name`; nothing when there are none."""
    lines = "".join(f'<li dir="auto">{lined(text)}</li>\n' for text in texts)
    return f'<ul class="{name}">\n{lines}</ul>\n' if lines else ""


def _run(run: Run) -> str:
    text = escape(run.text)
    text = f"<em>{text}</em>" if run.emphasis else text
    return f"<strong>{text}</strong>" if run.strong else text


@singledispatch
def _block(block: Block, document: Document) -> str:
    raise TypeError(f"no way to print {type(block).__name__}")


@_block.register
def _section(section: Section, document: Document) -> str:
    level = section.level + 1
    return (f'<section id="{section.anchor}" class="level-{section.level}">\n'
            f"<h{level}>{lined(section.title)}</h{level}>\n{printed(section.blocks, document)}</section>\n")


@_block.register
def _paragraph(paragraph: Paragraph, document: Document) -> str:
    name = ' class="lead"' if paragraph.lead else ""
    return f'<p{name} dir="auto">{lined(paragraph.text)}</p>\n'


@_block.register
def _points(points: Points, document: Document) -> str:
    if not points.ordered:
        return listed(points.points, "points")
    lines = "".join(f'<li dir="auto">{lined(point)}</li>\n' for point in points.points)
    return f'<ol class="points">\n{lines}</ol>\n'


@_block.register
def _quote(quote: Quote, document: Document) -> str:
    by = f"<figcaption>{lined(quote.attribution)}</figcaption>\n" if quote.attribution else ""
    return (f'<figure class="quote">\n<blockquote><p dir="auto">{lined(quote.text)}</p></blockquote>\n'
            f"{by}</figure>\n")


@_block.register
def _item_list(item_list: ItemList, document: Document) -> str:
    items = "".join(_item(item, document) for item in item_list.items)
    return f'<ol class="items" role="list">\n{items}</ol>\n' if items else ""


def _item(item: ProposalItem, document: Document) -> str:
    anchor = f' id="{item.anchor}"' if item.anchor else ""
    facts = "".join((
        _fact("bodies", " · ".join(isolated(body) for body in item.bodies), document),
        _fact("priority", lined(item.priority), document),
        _fact("trail", lined(item.trail), document),
    ))
    return (f'<li{anchor}>\n<span class="number">{lined(item.number)}</span>\n<div>\n'
            f'<p class="proposal" dir="auto">{lined(item.text)}</p>\n'
            + (f'<dl class="owed">\n{facts}</dl>\n' if facts else "")
            + f'{listed(item.notes, "notes")}</div>\n</li>\n')


def _fact(key: str, value: str, document: Document) -> str:
    if not value:
        return ""
    return f'<div class="owed-{key}"><dt>{word(key, document.language)}</dt><dd>{value}</dd></div>\n'


@_block.register
def _table(table: Table, document: Document) -> str:
    label = f"{word('table', document.language)} {table.number}"
    return _grid(table, label) + listed(table.notes, "notes")


def _grid(table: Table, label: str) -> str:
    """The table in a frame that scrolls sideways, by keyboard too, where the screen is narrow."""
    head = "".join(f'<th scope="col" class="{column.align}">{lined(column.title)}</th>' for column in table.columns)
    rows = "".join(f"<tr>{_cells(table, row)}</tr>\n" for row in table.rows)
    name = escape(f"{label}. {table.caption}", quote=True)
    return (f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">\n<table>\n'
            f"<caption><b>{label}.</b> {isolated(table.caption)}</caption>\n"
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n")


def _cells(table: Table, row: tuple[str, ...]) -> str:
    cells = []
    for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
        tag, scope = ("th", ' scope="row"') if place == 0 and table.row_titles else ("td", "")
        cells.append(f'<{tag}{scope} class="{column.align}" dir="auto">{lined(cell)}</{tag}>')
    return "".join(cells)


@_block.register
def _figure(figure: Figure, document: Document) -> str:
    label = f"{word('figure', document.language)} {figure.number}"
    twin = ""
    if figure.twin:
        summary = f"{word('data_of', document.language)} {figure.number}"
        twin = (f"<details>\n<summary>{summary}</summary>\n{_grid(figure.twin, summary)}"
                f"{listed(figure.twin.notes, 'notes')}</details>\n")
    return (f'<figure class="drawing">\n<div role="img" aria-label="{escape(figure.alt)}">{figure.svg}</div>\n'
            f"<figcaption><b>{label}.</b> {isolated(figure.caption)}</figcaption>\n"
            f"{listed(figure.notes, 'notes')}{twin}</figure>\n")


@_block.register
def _callout(callout: Callout, document: Document) -> str:
    kind = word(callout.kind, document.language)
    title = f'<p class="title">{lined(callout.title)}</p>\n' if callout.title else ""
    body = f'<p dir="auto">{lined(callout.text)}</p>\n' if plain(callout.text) else ""
    return (f'<div class="callout {callout.kind}">\n<p class="kind">{kind}</p>\n{title}{body}'
            f"{listed(callout.points, 'points')}</div>\n")


@_block.register
def _trail(trail: Trail, document: Document) -> str:
    steps = "".join(_step(step) for step in trail.steps)
    text = f'<p dir="auto">{lined(trail.text)}</p>\n' if plain(trail.text) else ""
    return (f'<div class="trail">\n<p class="kind">{word("chain", document.language)}</p>\n'
            f'<ol role="list">\n{steps}</ol>\n{text}</div>\n')


def _step(step: Step) -> str:
    detail = f'<span class="detail">{lined(step.detail)}</span>' if step.detail else ""
    return f"<li><b>{lined(step.count)}</b> <span>{lined(step.noun)}</span> {detail}</li>\n"


@_block.register
def _page_break(page_break: PageBreak, document: Document) -> str:
    return '<div class="page-break"></div>\n'


@_block.register
def _contents(contents: Contents, document: Document) -> str:
    lines = "".join(
        f'<li class="level-{section.level}"><a href="#{section.anchor}">{lined(section.title)}</a></li>\n'
        for section in headings(document.blocks) if section.level <= contents.depth)
    title = word("contents", document.language)
    return (f'<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">{title}</h2>\n'
            f'<ol role="list">\n{lines}</ol>\n</nav>\n') if lines else ""
