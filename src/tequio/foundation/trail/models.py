"""Edges of the chain: what gave rise to what. Kinds and UUIDs, no foreign keys, so every room can join in."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import CodeField


class Edge(models.Model):
    """`source` stands behind `target`. Votes and voters are never nodes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process_id = models.UUIDField()
    source_kind = CodeField(max_length=24)
    source_id = models.UUIDField()
    target_kind = CodeField(max_length=24)
    target_id = models.UUIDField()

    class Meta:
        verbose_name = _("arista")
        constraints = [models.UniqueConstraint(fields=["source_id", "target_id"], name="one_edge")]
        indexes = [models.Index(fields=["target_id"], name="edge_target")]
