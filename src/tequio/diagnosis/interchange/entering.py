"""A project of another tool, row by row into a process. Called inside the action, which checks and writes it down."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID, uuid4

from django.db.models import Max

from tequio.diagnosis.actions import code_voices, define_codebook
from tequio.diagnosis.coding.anchors import passage
from tequio.diagnosis.interchange.composing import PARTED, Masked, passage_guid
from tequio.diagnosis.interchange.identity import guid, origin
from tequio.diagnosis.models import Assignment, Code, Coding, CodingStatus
from tequio.diagnosis.refi_qda.model import Code as Entry
from tequio.diagnosis.refi_qda.model import Project, Selection, Source
from tequio.diagnosis.refi_qda.offsets import plain
from tequio.foundation.accounts.models import User
from tequio.foundation.places.columns import CODE
from tequio.foundation.places.models import Group, Territory
from tequio.foundation.vault.marks import Marks
from tequio.listening.actions import plan_encounter, record_voices
from tequio.listening.bringing.actions import write_imprints
from tequio.listening.bringing.sifting import Coming, Sieve, Standing
from tequio.listening.models import Encounter, EncounterKind, EncounterStatus, Use, Voice
from tequio.listening.queries import refusing
from tequio.protection.deidentify.aligned import Aligned

NOUN = "voice"  # as whatever comes in with a file is known again
LONGEST_KEY, LONGEST_LABEL = 12, 120
KEYED = "QDA"  # how keys of what comes in so begin
OTHERS = "QD"  # the family of codes that name none


class Entering:
    """What was made and what was not, while it is entered."""

    def __init__(self, actor: User, heard: Encounter | Territory, group: Group | None, project: Project) -> None:
        self.made, self.listed = Counter[str](), Counter[str]()
        self.new: list[UUID] = []
        self._actor, self._heard, self._group, self._project = actor, heard, group, project
        self._process = heard.process
        self._codes: dict[str, Code] = {}
        self._voices: dict[str, tuple[Voice, Aligned | None]] = {}
        self._ours = project.origin == origin(self._process)

    def codes(self) -> None:
        """Codes that are here already, by their identifier or by name; the others join the codebook."""
        there = list(Code.objects.filter(process=self._process).order_by("order", "key"))
        known = {guid(self._process, "code", code.key): code for code in there}
        by_name = {name: code for code in reversed(there)
                   for name in (code.label_es, f"{code.key}{PARTED}{code.label_es}")}
        order = Code.objects.filter(process=self._process).aggregate(last=Max("order"))["last"]
        taken, new = {code.key for code in there}, list[Code]()
        for entry in self._project.codes:
            code = _going_on(known.get(entry.guid) or by_name.get(entry.name))
            if code is not None and entry.codable and not code.codable:
                code = None  # a category of the same name is never applied
            if code is None and not entry.codable:
                self.listed["categories"] += 1
                continue
            if code is None:
                code = self._new_code(entry, taken, (order if order is not None else -1) + 1 + len(new))
                taken.add(code.key)
                by_name.setdefault(entry.name, code)
                new.append(code)
            self._codes[entry.guid] = code
        if new:
            self.made["codes"] = define_codebook(actor=self._actor, process=self._process, codes=new)

    def voices(self) -> None:
        """One voice for each text. What came before is known again, and what was taken back stays out."""
        sources = [source for source in self._project.sources if (source.text or "").strip()]
        self.listed["without_text"] = len(self._project.sources) - len(sources)
        rest = list(self._not_here(sources))
        sieve: Sieve[Source] = Sieve(self._process, NOUN, Voice.objects.filter(process=self._process))
        sifted = sieve.sift([Coming(source, source.guid, "text", source.text or "") for source in rest])
        coming: list[Coming[Source]] = []
        for one in sifted:
            source = one.coming.thing
            if one.standing == Standing.NEW:
                coming.append(one.coming)
            elif one.standing == Standing.HERE and one.imprint is not None:
                self._voices[source.guid] = Voice.objects.get(pk=one.imprint.object_id), None
                self.listed["voices_here_already"] += 1
            else:
                self.listed["taken_back" if one.standing == Standing.BACK else "changed_since"] += 1
        if coming:
            encounter = self._encounter()
            new = [(one, self._new_voice(one.thing, encounter)) for one in coming]
            self.new = [voice.pk for _, voice in new]
            self.made["voices"] = record_voices(actor=self._actor, encounter=encounter,
                                                voices=[voice for _, voice in new])
            write_imprints(None, self._process, NOUN, [(sieve.marked(one), voice.pk) for one, voice in new])
            self._voices |= {one.thing.guid: (voice, None) for one, voice in new}

    def codings(self) -> None:
        """Codings of texts that are here, each once; whoever coded is a mark, as their names stay where they are.

        What two people were given to code here they code here: nothing of theirs comes in with a file, nor is it said
        whether it is here already, for that would tell one what the other said.
        """
        coders, refused = self._coders(), refusing(self._process, Use.DIAGNOSIS)
        given_out = set(Assignment.objects.filter(process=self._process).values_list("voice_id", "coder"))
        there = set(Coding.objects.filter(process=self._process).values_list(
            "voice_id", "code_id", "start", "end", "coder"))
        self._passages = {passage_guid(self._process, voice, start, end): (start, end)
                          for voice, _, start, end, _ in there} if self._ours else {}
        new: list[Coding] = []
        for source in self._project.sources:
            voice, aligned = self._voices.get(source.guid, (None, None))
            count = sum(len(part.codings) for part in source.selections)
            self.listed["regions"] += sum(len(region.codings) for region in source.regions)
            self.listed["whole_sources"] += len(source.codings)
            if voice is None or voice.pk in refused:
                self.listed["without_voice" if voice is None else "diagnosis_refused"] += count
                continue
            text = voice.text
            for part in source.selections:
                start, end = self._place(part, text, aligned)
                for given in part.codings:
                    code = self._codes[given.code]
                    mine = (voice.pk, code.pk, start, end, coders.get(given.user, self._nobody))
                    if (voice.pk, mine[-1]) in given_out:
                        self.listed["given_out"] += 1
                        continue
                    if mine in there:
                        self.listed["codings_here_already"] += 1
                        continue
                    there.add(mine)
                    here = passage(text, start, end)
                    new.append(Coding(process=self._process, voice=voice, code=code, start=start, end=end,
                                      quote=here.quote, before=here.before, after=here.after, coder=mine[-1],
                                      memo=part.description, status=CodingStatus.ACCEPTED))
        if new:
            self.made["codings"] = code_voices(actor=self._actor, process=self._process, codings=new)

    def _not_here(self, sources: list[Source]) -> Iterator[Source]:
        """Texts that did not leave from here. Of those that did, the ones that are still here take up what is coded."""
        if not self._ours:
            yield from sources
            return
        rows = list(Voice.objects.filter(process=self._process))
        by_guid = {guid(self._process, "voice", voice.pk): voice for voice in rows}
        masking = Masked(self._process, rows)
        for source in sources:
            voice = by_guid.get(source.guid)
            if voice is None:
                self.listed["taken_back"] += 1
            elif plain((aligned := masking.aligned(voice)).masked) == source.text:
                self._voices[source.guid] = voice, aligned
            else:
                self.listed["changed_since"] += 1

    def _encounter(self) -> Encounter:
        """Where it was heard; for a place alone a new encounter, made once something new comes in."""
        if isinstance(self._heard, Encounter):
            return self._heard
        number = Encounter.objects.filter(process=self._process, key__startswith=f"{KEYED}-").count() + 1
        return plan_encounter(actor=self._actor, attendance={}, allowed={}, encounter=Encounter(
            process=self._process, territory=self._heard, key=f"{KEYED}-{number}", kind=EncounterKind.CONVERSATION,
            status=EncounterStatus.HELD))

    def _new_voice(self, source: Source, encounter: Encounter) -> Voice:
        """The name of a source may be somebody's: it is sealed, and the key says nothing."""
        pk = uuid4()
        return Voice(id=pk, process=self._process, encounter=encounter, territory=encounter.territory,
                     group=self._group, key=f"{KEYED}-{pk.hex[:12]}", text=source.text, source_file=source.name)

    def _new_code(self, entry: Entry, taken: set[str], order: int) -> Code:
        key, _, label = entry.name.partition(PARTED)
        if not label or not CODE.fullmatch(key) or not 0 < len(key) <= LONGEST_KEY or key in taken:
            label = entry.name
            key = next(made for number in range(1, len(taken) + 2) if (made := f"{OTHERS}{number}") not in taken)
        family = key.rstrip("0123456789")[:4] or OTHERS
        label = label.strip()[:LONGEST_LABEL] or key
        return Code(process=self._process, key=key, family=family, label_es=label, label_en=label,
                    definition_es=entry.description, definition_en=entry.description, order=order)

    def _place(self, part: Selection, text: str, aligned: Aligned | None) -> tuple[int, int]:
        if aligned is None:
            return part.start, part.end
        if part.guid in self._passages:
            return self._passages[part.guid]
        start, end = (_with_returns(aligned.masked, at) for at in (part.start, part.end))
        return aligned.said(start, end)

    def _coders(self) -> dict[str, str]:
        """Coders of this process are known by their identifiers; of others a keyed mark tells them apart."""
        marks = Marks(self._process.pk)
        self._nobody = f"c-{marks.of('coder', self._project.origin)[:12]}"
        # Also those who were given voices and have said nothing of them yet.
        here = {coder for model in (Coding, Assignment) for coder in model.objects.filter(
            process=self._process).order_by().values_list("coder", flat=True).distinct()}
        mine = {guid(self._process, "coder", coder): coder for coder in here}
        return {user.guid: mine.get(user.guid) or f"c-{marks.of('coder', user.guid, user.name)[:12]}"
                for user in self._project.users}


def _going_on(code: Code | None) -> Code | None:
    """The entry that took the place of one that was merged."""
    seen: set[UUID] = set()
    while code is not None and code.successor is not None and code.pk not in seen:
        seen.add(code.pk)
        code = code.successor
    return code


def _with_returns(text: str, at: int) -> int:
    """A place of a text with line feeds, in the text as it was said."""
    if "\r" not in text:
        return at
    place = 0
    for _ in range(at):
        place += 2 if text.startswith("\r\n", place) else 1
    return place
