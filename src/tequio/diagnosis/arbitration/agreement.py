"""How far the two coders of each voice agree, code by code: a voice carries the code for a coder, or does not.

Only voices that both finished are asked about. What was settled and what stands in memos never counts.
"""

from collections.abc import Sequence
from uuid import UUID

import numpy as np
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.diagnosis.agreement import Coefficient, Interval, Marks, Measure, measured
from tequio.diagnosis.agreement.words import caution, reason
from tequio.diagnosis.arbitration.queries import finished
from tequio.diagnosis.models import Assignment, Code, Coding, CodingStatus, Settlement
from tequio.foundation.places.models import Process

Rows = Sequence[Sequence[dict[str, object]]]


def measures(process: Process) -> list[tuple[Code, Measure]]:
    """For each code that a coder of a finished voice applied, in the order of the codebook."""
    voices = {pk: at for at, pk in enumerate(finished(process).order_by("key").values_list("pk", flat=True))}
    given = [(coder, voice) for coder, voice in Assignment.objects.filter(process=process, open=False).values_list(
        "coder", "voice_id") if voice in voices]
    coders = {coder: at for at, coder in enumerate(sorted({coder for coder, _voice in given}))}
    opened = np.zeros((len(coders), len(voices)), np.bool_)
    for coder, voice in given:
        opened[coders[coder], voices[voice]] = True
    said = [row for row in _said(process) if row[0] in voices and row[1] in coders and opened[
        (coders[row[1]], voices[row[0]])]]
    used = {code for _voice, _coder, code in said}
    codes = [code for code in Code.objects.filter(process=process) if code.pk in used]
    place = {code.pk: at for at, code in enumerate(codes)}
    rows = np.array(sorted({(voices[voice], coders[coder], place[code]) for voice, coder, code in said}),
                    np.int64).reshape(-1, 3)
    marks = Marks(tuple(coders), tuple(code.key for code in codes), opened, rows)
    return [(code, measured(answers)) for code, answers in zip(codes, marks.questions(), strict=True)]


def _said(process: Process) -> list[tuple[UUID, str, UUID]]:
    """Voice, coder and code of what coders said, also where somebody settled that it does not stand."""
    overruled = Settlement.objects.filter(process=process, stands=False).exclude(coding=None).values("coding_id")
    rows = Coding.objects.filter(process=process)
    rows = rows.filter(status=CodingStatus.ACCEPTED) | rows.filter(status=CodingStatus.REJECTED, pk__in=overruled)
    return list(rows.values_list("voice_id", "coder", "code_id"))


def table(process: Process) -> dict[str, object] | None:
    """As components/table.html takes it; None where nothing was finished."""
    found = measures(process)
    if not found:
        return None
    return {
        "caption": _("Acuerdo por código, sobre las voces que las dos personas terminaron"),
        "columns": [{"label": _("Código")}, {"label": _("α de Krippendorff"), "number": True},
                    {"label": _("entre")}, {"label": _("AC1 de Gwet"), "number": True},
                    {"label": _("Voces"), "number": True}, {"label": _("Qué tener en cuenta")}],
        "rows": [[{"text": str(code)}, {"text": _number(one.alpha)}, {"text": _interval(one.interval)},
                  {"text": _number(one.ac1)}, {"text": one.units}, {"text": _told(one)}] for code, one in found],
        "note": _("Cada voz lo lleva o no lo lleva, según cada quien. Lo que resolvió una tercera persona no cuenta."),
    }


def _number(one: Coefficient) -> str | None:
    return None if one.value is None else f"{one.value:.2f}"


def _interval(one: Interval) -> str | None:
    return None if one.low is None or one.high is None else f"{one.low:.2f}–{one.high:.2f}"


def _told(one: Measure) -> str:
    language = (get_language() or "es")[:2]
    why = one.alpha.why
    return reason(why, language) if why else " ".join(caution(which, language) for which in one.cautions)
