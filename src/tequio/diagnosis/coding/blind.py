"""Who codes a voice blind sees nobody else's codings of it: rows are not handed out, whatever page asks for them.

The rule stands in the manager, as reach does: pages, search and the trail all fetch their rows there.
"""

from typing import Any

from django.apps import apps
from django.db import models

from tequio.diagnosis.coding.coder import coder_name
from tequio.foundation.accounts.reach import looker
from tequio.foundation.trail.noun import NounManager

SUGGESTED = "suggested"


class BlindManager(NounManager):
    """Rows within the reach of whoever asks, without those that they may not see yet."""

    def get_queryset(self) -> models.QuerySet[Any]:
        rows, who = super().get_queryset(), looker()
        return rows.exclude(unseen(self.model, who)) if who else rows


def unseen(model: type[models.Model], who: str, before: str = "") -> models.Q:
    """Of the voices that `who` codes and not all have finished, what others made; `before` leads to `model`."""
    assigned = apps.get_model("diagnosis", "Assignment")
    who = coder_name(who)
    voices = assigned._base_manager.filter(coder=who, open=True).values("voice_id")
    others = models.Q(**{f"{before}voice_id__in": voices}) & ~models.Q(**{f"{before}coder": who})
    # The machine's suggestions are offered to both alike.
    return others & ~models.Q(**{f"{before}status": SUGGESTED}) if hasattr(model, "status") else others
