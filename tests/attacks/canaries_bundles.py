"""A version that another machine brought and nobody has chosen yet, with words that sing."""

from tequio.exchange.content import written
from tequio.exchange.models import Conflict, Why
from tequio.foundation.places.models import Process
from tequio.listening.models import Voice


def seed_bundles(process: Process) -> None:
    voice = Voice.objects.filter(process=process).first()
    assert voice is not None
    said = {"encounter_id": str(voice.encounter_id), "territory_id": str(voice.territory_id), "key": voice.key,
            "text": "Dijo Xóchitl Zarversion que así fue"}
    Conflict.objects.create(process=process, kind="listening.voice", row_id=voice.pk, revision="0" * 32, why=Why.OTHER,
                            key_id=voice.pk, content=written(said).decode())
