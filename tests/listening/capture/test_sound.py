"""Of a recording only its packets go on; whatever else a container carries is left behind, or the file is refused."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.listening.capture import accepting, recordings
from tequio.listening.capture.models import Audio
from tequio.listening.capture.opening import waiting_in
from tequio.listening.capture.sound import ogg, webm
from tequio.listening.capture.sound.opus import LONGEST_PACKET, cleaned, samples
from tequio.listening.models import Encounter
from tests.listening.capture.conftest import Handset

CANARY = b"Zarmetadato"
PACKETS = [bytes([0x78]) + bytes([number]) * 60 for number in range(1, 60)]
OPUS_HEAD = b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0"


def element(name: bytes, body: bytes) -> bytes:
    return name + (len(body) | 1 << 28).to_bytes(4, "big") + body


def recorded(packets: list[bytes] = PACKETS, *, codec: bytes = b"A_OPUS", extra: bytes = b"", tracks: int = 1) -> bytes:
    """As a browser's recorder writes it: segment and clusters without a length, labels wherever one may stand."""
    info = element(b"\x15\x49\xa9\x66", element(b"\x4d\x80", CANARY) + element(b"\x57\x41", b"Chrome " + CANARY)
                   + element(b"\x44\x61", bytes(8)) + element(b"\x7b\xa9", CANARY))
    track = element(b"\xae", element(b"\xd7", b"\1") + element(b"\x53\x6e", CANARY) + element(b"\x86", codec)
                    + element(b"\x63\xa2", OPUS_HEAD) + element(b"\xe1", element(b"\x9f", b"\1")))
    tags = element(b"\x12\x54\xc3\x67", element(b"\x73\x73", CANARY))
    blocks = b"".join(element(b"\xa3", b"\x81" + (at * 20).to_bytes(2, "big") + b"\x80" + packet)
                      for at, packet in enumerate(packets))
    return (element(webm.MAGIC, element(b"\x42\x82", b"webm")) + b"\x18\x53\x80\x67" + b"\x01" + b"\xff" * 7 + info
            + element(b"\x16\x54\xae\x6b", track * tracks) + tags + extra
            + b"\x1f\x43\xb6\x75" + b"\x01" + b"\xff" * 7 + element(b"\xe7", b"\0") + blocks)


def in_ogg(packets: list[bytes] = PACKETS) -> bytes:
    plain = ogg.written(1, 312, [(packet, samples(packet)) for packet in packets])
    labels = b"OpusTags" + len(CANARY).to_bytes(4, "little") + CANARY + bytes(4)
    first = plain.index(b"OggS", 4)
    return plain[:first] + ogg._page(labels, 0, 1, 0) + plain[plain.index(b"OggS", first + 4):]


@pytest.mark.parametrize("data", [recorded(), in_ogg()], ids=["webm", "ogg"])
def test_only_the_packets_survive(data: bytes) -> None:
    assert CANARY in data
    clean = cleaned(data)
    assert CANARY not in clean.data and b"Chrome" not in clean.data
    head, packets = ogg.packets(clean.data)
    assert packets == PACKETS and head[9] == 1
    assert clean.seconds == 2
    assert cleaned(clean.data).data == clean.data


def test_two_recordings_of_the_same_sound_are_the_same_bytes() -> None:
    assert cleaned(recorded()).data == cleaned(in_ogg()).data


@pytest.mark.parametrize(("data", "code"), [
    (b"", "TQ-414"), (b"RIFF" + bytes(40), "TQ-414"), (b"\0\0\0\x20ftypM4A " + bytes(40), "TQ-414"),
    (b"ID3" + bytes(90), "TQ-414"), (recorded(codec=b"A_VORBIS"), "TQ-414"), (recorded(tracks=2), "TQ-414"),
    (recorded([]), "TQ-414"), (recorded([b"\x7b\0\0"]), "TQ-414"), (webm.MAGIC, "TQ-414"), (ogg.MAGIC * 9, "TQ-414"),
    (recorded().replace(OPUS_HEAD, b"OpusHead\x01\x06" + OPUS_HEAD[10:]), "TQ-414"), (bytes(33 * 2**20), "TQ-416"),
    (recorded().replace(b"\x80\x78", b"\x82\x78"), "TQ-414"),
    (ogg.MAGIC + bytes(22) + b"\xff" + b"\xff" * 255 + bytes(255 * 255), "TQ-414"),
])
def test_what_cannot_be_cleaned_is_refused_with_a_code(data: bytes, code: str) -> None:
    with pytest.raises(TequioError, match=code):
        cleaned(data)


@given(some.integers(0, len(recorded())))
def test_a_recording_cut_anywhere_keeps_what_is_whole_or_is_refused(cut: int) -> None:
    try:
        clean = cleaned(recorded()[:cut])
    except TequioError as fault:
        assert fault.problem.code == "TQ-414"
    else:
        packets = ogg.packets(clean.data)[1]
        assert packets == PACKETS[:len(packets)]


@given(some.sampled_from([recorded(), in_ogg()]), some.lists(some.tuples(some.integers(0, 2000), some.integers(0, 255)),
                                                             max_size=6))
def test_changed_bytes_end_in_sound_or_a_coded_error(data: bytes, changes: list[tuple[int, int]]) -> None:
    changed = bytearray(data)
    for at, byte in changes:
        changed[at] = byte
    try:
        cleaned(bytes(changed))
    except TequioError as fault:
        assert fault.problem.code in ("TQ-414", "TQ-416")


@given(some.binary(max_size=200))
def test_any_packet_has_a_length_or_is_none(packet: bytes) -> None:
    try:
        assert 0 < samples(packet) <= LONGEST_PACKET
    except TequioError as fault:
        assert fault.problem.code == "TQ-414"


def said(handset: Handset, pieces: list[bytes], *, last: bool = True, without: int = -1) -> None:
    import uuid
    recording = uuid.uuid4()
    for part, sound in enumerate(pieces):
        if part != without:
            note = handset.note("", kind="audio", recording=recording, part=part, group=1,
                                last=last and part == len(pieces) - 1, sound=sound)
            assert handset.send(note)[0] == 200


def cut(data: bytes, size: int = 900) -> list[bytes]:
    return [data[at:at + size] for at in range(0, len(data), size)]


@pytest.mark.django_db
def test_pieces_become_one_recording_for_the_team_alone(
        give: Callable[..., Handset], held: Encounter, team: User, cast: dict[str, User], client: Client,
        enter: Callable[[Client, User], Client]) -> None:
    said(give(audio=True), cut(recorded()))
    found, = waiting_in(held)
    assert found.problem is None
    accepting.accept(actor=team, encounter=held, found=found)
    row = Audio.objects.get()
    assert (row.seconds, row.group.key) == (2, "mujeres")
    address = reverse("listening:audio", args=[held.process_id, held.pk, row.pk])
    answer = enter(client, team).get(address)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("audio/ogg", "no-store")
    assert answer.content == cleaned(recorded()).data
    for role in ("official", "auditor", "trustee", "stranger"):
        assert enter(Client(), cast[role]).get(address).status_code == 404
    recordings.drop_audio(actor=team, audio=row)
    assert not Audio.objects.exists()


@pytest.mark.django_db
def test_what_is_missing_is_said_and_what_is_whole_is_kept(
        give: Callable[..., Handset], held: Encounter, team: User) -> None:
    handset = give(audio=True)
    said(handset, cut(recorded()), last=False)
    found, = waiting_in(held)
    assert found.problem and found.problem.code == "TQ-413"
    accepting.accept(actor=team, encounter=held, found=found)
    said(handset, cut(recorded()), without=2)
    found, = waiting_in(held)
    assert found.problem and found.problem.code == "TQ-413" and len(found.sound) == 2
    accepting.accept(actor=team, encounter=held, found=found)
    assert [row.seconds for row in Audio.objects.order_by("-seconds")] == [2, 1]


@pytest.mark.django_db
def test_without_agreement_a_recording_stays_where_it_is(handset: Handset, held: Encounter, team: User) -> None:
    said(handset, cut(recorded()))
    found, = waiting_in(held)
    with pytest.raises(TequioError, match="TQ-417"):
        accepting.accept(actor=team, encounter=held, found=found)
    assert not Audio.objects.exists()
    assert len(waiting_in(held)) == 1
