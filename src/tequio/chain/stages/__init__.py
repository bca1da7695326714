"""The stages of the chain, in order. Each takes the build, adds its room's nouns by that room's actions, and counts."""

from collections.abc import Callable

from tequio.chain.context import Build
from tequio.chain.stages.agendas import draft_agendas
from tequio.chain.stages.declared import declare
from tequio.chain.stages.deliberation import deliberate
from tequio.chain.stages.diagnosis import diagnose
from tequio.chain.stages.followup import follow_up
from tequio.chain.stages.listening import listen
from tequio.chain.stages.measurement import measure
from tequio.chain.stages.protection import protect

Counts = dict[str, int]
STAGES: tuple[tuple[str, Callable[[Build], Counts]], ...] = (
    ("places", declare),
    ("listening", listen),
    ("protection", protect),
    ("diagnosis", diagnose),
    ("measurement", measure),
    ("deliberation", deliberate),
    ("agendas", draft_agendas),
    ("followup", follow_up),
)
