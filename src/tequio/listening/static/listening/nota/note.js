// A note as it is sealed: head and body filled up to a size step, so that the size of a letter tells little.
// listening/capture/notes.py reads it.
"use strict";

const Note = (() => {
  const SMALLEST = 1024, HEAD = 9;

  const padded = (length) => {
    let step = SMALLEST;
    while (step < length) step *= 2;
    return step;
  };

  // said: {kind, group, text, silence, withheld}; piece: {recording, part, last, sound} for audio.
  // Returns {item, phone, letter}; what was written is overwritten in memory as far as a page can.
  const sealed = (slip, order, said, piece) => {
    const item = nacl.randomBytes(16);
    const sound = piece ? piece.sound : new Uint8Array(0);
    const extra = piece ? { recording: piece.recording, part: piece.part, last: piece.last } : {};
    const head = new TextEncoder().encode(JSON.stringify(
      Object.assign({ item: Slip.hex(item), phone: slip.name, order }, said, extra)));
    const plain = new Uint8Array(padded(HEAD + head.length + sound.length));
    const view = new DataView(plain.buffer);
    plain[0] = 1;
    view.setUint32(1, head.length);
    view.setUint32(5, sound.length);
    plain.set(head, HEAD);
    plain.set(sound, HEAD + head.length);
    const letter = Letters.seal(slip.address, plain);
    plain.fill(0);
    head.fill(0);
    return { item: Slip.hex(item), phone: slip.name, letter };
  };

  return { sealed };
})();
