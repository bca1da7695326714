"""What a machine of the field brings never moves what stood here: it gives way, or is refused."""

from collections.abc import Mapping

from tequio.exchange.content import key_id, revision_name, written
from tequio.exchange.history import Revision, shown
from tequio.exchange.kinds import kinds
from tequio.exchange.merging import shapes, winners
from tequio.exchange.placing import TELLING, Content, Key, NoTwoAlike, Shape, placed, seat_of
from tequio.exchange.state import State, add_revisions
from tequio.foundation.errors import TequioError


def standing(state: State) -> dict[Key, Content]:
    """Every row that has its place, as it is shown."""
    return placed(shapes(), winners(state), frozenset(state.ended)).rows


def make_room(state: State, stood: Mapping[Key, Content], arrived: set[Key]) -> None:
    """Whatever arrived with the name of a row that `stood` here gets a longer one, before anything is shown.

    Rows take their places in the order of their numbers, the same on every machine, and whoever makes up a number can
    make up a small one. Raises TQ-543 where another name does not help.
    """
    for shape in shapes():
        _make_room(state, shape, stood, arrived)
    now = standing(state)
    moved = [key for key, content in stood.items()
             if key not in arrived and key not in state.ended and now.get(key) != content]
    if moved:
        raise TequioError("TQ-543", value=moved[0][0])


def _make_room(state: State, shape: Shape, stood: Mapping[Key, Content], arrived: set[Key]) -> None:
    theirs = sorted(key for key in arrived if key[0] == shape.label and key in state.histories)
    here = [key for key in stood if key[0] == shape.label and key not in arrived] if theirs else []
    for place in (place for place in shape.places if here and place.named):
        taken = {seat: key for key in here if (seat := seat_of(shape, place, stood[key])) is not None}
        for key in theirs:
            content = state.winner(key)
            other = taken.get(seat_of(shape, place, content) or ()) if content is not None else None
            if content is not None and other is not None and key < other:
                _rename(state, key, content, place)


def _rename(state: State, key: Key, content: Content, place: NoTwoAlike) -> None:
    said = str(content[place.named])
    told = {**content, place.named: f"{said[:place.longest - TELLING - 1]}-{key[1].hex[-TELLING:]}"}
    parent, seal = shown(state.histories[key]), key_id(kinds()[key[0]], key[1], told)
    if seal is not None:
        state.opened.make_keys([seal])
    name = revision_name(state.opened, seal, key, [parent], written(told))
    state.contents[key][name] = told
    state.contents[key].pop(parent, None)
    add_revisions(state, [(key, Revision(name, frozenset([parent])))])
