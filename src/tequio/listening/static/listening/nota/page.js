// The page: takes a note, seals it at once, forgets it, and says how many wait.
"use strict";

(() => {
  const part = (id) => document.getElementById(id);
  const form = part("note"), words = part("words").dataset;
  const said = (name, values) => Object.entries(values || {}).reduce(
    (text, [key, value]) => text.replace(`{${key}}`, value), words[name]);
  let slip = null, recorder = null, receipts = 0;

  const say = (text, alarm) => {
    part("status").textContent = text;
    part("status").classList.toggle("alarm", Boolean(alarm));
  };

  const showCount = async () => {
    const waiting = await Queue.count();
    part("count").textContent = said(["nothing", "one"][waiting] || "many", { n: waiting });
    for (const id of ["send", "export"]) part(id).disabled = waiting === 0;
  };

  const chosen = (name) => form.querySelector(`[name=${name}]:checked`);

  // Half of a character, as a cut paste may leave it, and what no file of letters takes in.
  const plain = (text) => new TextDecoder().decode(new TextEncoder().encode(text)).replace(/\0/g, "");

  const content = (kind) => ({
    kind, group: Number((chosen("group") || { value: 0 }).value), text: plain(form.elements.text.value),
    silence: kind === "silence" ? form.elements.silence.value : "",
    withheld: Array.from(form.querySelectorAll("[name=withheld]:checked"), (box) => box.value),
  });

  const keep = async (what, piece) => {
    await Queue.put(Note.sealed(slip, await Queue.nextOrder(), what, piece));
    await showCount();
  };

  // The group stays for the next note; the words do not.
  const empty = () => {
    const group = chosen("group"), kind = chosen("kind");
    form.reset();
    if (group) group.checked = true;
    if (kind) kind.checked = true;
    part("exceptions").open = false;
  };

  const showKind = () => {
    const kind = (chosen("kind") || { value: "card" }).value;
    part("silences").hidden = kind !== "silence";
    part("permissions").hidden = kind !== "card";
  };

  const save = async (event) => {
    event.preventDefault();
    const what = content(chosen("kind").value);
    if (!what.text.trim() && what.kind !== "silence") return say(words.empty, true);
    try {
      await keep(what);
      empty();
      say(words.saved);
      form.elements.text.focus();
      if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
    } catch (fault) {
      say(words.unsaved, true);
    }
    return undefined;
  };

  const tell = {
    sent: async (receipt) => {
      receipts += 1;
      const line = document.createElement("li");
      line.textContent = said("receipt", { n: receipts, code: receipt });
      part("receipts").prepend(line);
      say(words.sent);
      await showCount();
    },
    refused: (answer) => say(`${answer.what} ${answer.remedy} (${answer.code})`, true),
    stranger: () => say(words.stranger, true),
    nobody: () => say(words.nobody),
  };

  const saveFile = async () => {
    const parts = [new TextEncoder().encode("NOTAS\u0001")];
    for (const key of await Queue.keys()) {
      const waiting = await Queue.get(key), length = new Uint8Array(4);
      new DataView(length.buffer).setUint32(0, waiting.letter.length);
      parts.push(Slip.unhex(waiting.phone), Slip.unhex(waiting.item), length, waiting.letter);
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(parts, { type: "application/octet-stream" }));
    link.download = "notas.dat";
    link.click();
    URL.revokeObjectURL(link.href);
    say(words.file);
  };

  // Before anything else: the form is emptied while the page still stands, so that neither Back nor a picture of it keeps words.
  const leave = () => {
    form.reset();
    window.location.replace(words.away);
  };

  const erase = async () => {
    await Queue.erase();
    if (window.caches) await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
    if (navigator.serviceWorker) {
      const workers = await navigator.serviceWorker.getRegistrations();
      await Promise.all(workers.map((worker) => worker.unregister()));
    }
    leave();
  };

  const record = async () => {
    const button = part("record");
    try {
      if (recorder) {
        const ending = recorder;
        recorder = null;
        button.disabled = true;
        await ending.stop();
        empty();
        say(words.recorded);
      } else {
        const what = content("audio");
        recorder = await Sound.start((piece) => keep(what, piece));
        say(words.recording);
      }
    } catch (fault) {
      recorder = null;
      say(words.unrecorded, true);
    }
    button.disabled = false;
    button.textContent = recorder ? words.stop : words.record;
    button.classList.toggle("alarm", Boolean(recorder));
  };

  const drawGroups = () => {
    const box = part("groups");
    for (let number = 0; number <= slip.groups; number += 1) {
      const label = document.createElement("label"), input = document.createElement("input");
      Object.assign(input, { type: "radio", name: "group", value: String(number), checked: number === 0 });
      label.append(input, ` ${number === 0 ? words.none : slip.names[number - 1] || number}`);
      box.append(label);
    }
  };

  const begin = (found) => {
    slip = found;
    part("start").hidden = true;
    form.hidden = false;
    if (!part("groups").children.length) drawGroups();
    part("sound").hidden = !(slip.audio && Sound.format());
    showKind();
    Send.open(slip, tell).then((opened) => { if (opened) document.body.dataset.opened = "1"; }, () => {});
  };

  const take = async (fragment) => {
    const found = Slip.read(fragment);
    // At once: the slip must not stay in the address bar, where the next person looks.
    window.history.replaceState(null, "", window.location.pathname);
    return found ? Queue.keepSlip(found) : null;
  };

  const install = () => {
    part("open").hidden = window.isSecureContext;
    if (!window.isSecureContext || !navigator.serviceWorker) return;
    navigator.serviceWorker.register("/nota/trabajador.js", { scope: "/nota/", updateViaCache: "none" })
      .then(() => navigator.serviceWorker.ready)
      .then(() => { part("ready").hidden = false; }, () => { part("open").hidden = false; });
  };

  const start = async () => {
    install();
    form.addEventListener("submit", save);
    form.addEventListener("change", showKind);
    part("send").addEventListener("click", () => Send.all(tell));
    part("export").addEventListener("click", saveFile);
    part("leave").addEventListener("click", leave);
    part("record").addEventListener("click", record);
    part("agreed").addEventListener("change", (event) => { part("record").disabled = !event.target.checked; });
    part("erase").addEventListener("click", () => { part("sure").hidden = false; part("yes").focus(); });
    part("no").addEventListener("click", () => { part("sure").hidden = true; });
    part("yes").addEventListener("click", erase);
    part("paste").addEventListener("submit", async (event) => {
      event.preventDefault();
      const found = await take(part("link").value);
      part("link").value = "";
      if (found) begin(found); else say(words.noslip, true);
    });
    // Out of sight, out of the pictures that the phone makes of its open windows.
    document.addEventListener("visibilitychange", () => document.body.classList.toggle("covered", document.hidden));
    window.addEventListener("pageshow", (event) => { if (event.persisted) form.reset(); });
    try {
      const found = (window.location.hash && await take(window.location.hash)) || await Queue.currentSlip();
      if (found) begin(found); else part("start").hidden = false;
      await showCount();
      Send.keepTrying(tell);
    } catch (fault) {
      say(words.nostore, true);
    }
  };

  start();
})();
