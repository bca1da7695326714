// Records in pieces, each sealed as soon as it is there: of a phone that dies, only the last seconds are lost.
"use strict";

const Sound = (() => {
  const PIECE = 15000, BITS = 24000;
  const FORMATS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus"];

  const format = () => window.isSecureContext && window.MediaRecorder && navigator.mediaDevices
    ? FORMATS.find((one) => MediaRecorder.isTypeSupported(one)) : undefined;

  // keep(piece) seals one piece and resolves when it is on disk. Returns {stop()}, which resolves after the last one.
  const start = async (keep) => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const recorder = new MediaRecorder(stream, { mimeType: format(), audioBitsPerSecond: BITS });
    const recording = Slip.hex(nacl.randomBytes(16));
    let part = 0, kept = Promise.resolve(), fault = null, stopping = false;
    recorder.ondataavailable = (event) => {
      const last = stopping && recorder.state === "inactive";
      kept = kept.then(async () => {
        if (!event.data.size && !last) return;
        const sound = new Uint8Array(await event.data.arrayBuffer());
        await keep({ recording, part, last, sound });
        sound.fill(0);
        part += 1;
      }).catch((what) => { fault = what; });
    };
    recorder.start(PIECE);
    const stop = async () => {
      stopping = true;
      const ended = new Promise((resolve) => { recorder.onstop = resolve; });
      recorder.stop();
      await ended;
      stream.getTracks().forEach((track) => track.stop());
      await kept;
      if (fault) throw fault;
    };
    return { stop };
  };

  return { format, start };
})();
