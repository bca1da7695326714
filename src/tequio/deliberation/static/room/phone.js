// The page of one phone. It keeps everything in memory: nothing in storage, no cookie, no worker. A vote counts as given
// only when the room's computer has answered that it is on its disk; until then it is sent again.
"use strict";

(() => {
  const at = (id) => document.getElementById(id);
  const say = at("words-of-page").dataset;
  const PUBLIC = document.body.dataset.public;
  const SHORT = 512, LONG = 2048;
  const ASK = 2500, JITTER = 1000, AGAIN = 1500, PATIENCE = 12000;
  const STEPS = { talk: "talk", talk_again: "talk", look: "look", done: "done" };

  const room = { p: "", m: 0, at: "", n: -1, t: 0 };
  const mine = { slip: "", answers: {}, turns: {}, tickets: {} };
  let lines = [];
  let here = 0;
  const queue = new Map();
  let busy = false;
  let vote = 0;

  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  // Sealing: every letter of one kind has the same length, whatever it says.
  const padded = (about, length) => {
    const words = new TextEncoder().encode(JSON.stringify(about));
    const bytes = new Uint8Array(Math.max(length, words.length)).fill(32);
    bytes.set(words);
    return bytes;
  };

  const fetched = async (path, options) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await fetch(path, { cache: "no-store", credentials: "omit", signal: stop.signal, ...options });
    } finally {
      clearTimeout(timer);
    }
  };

  const sent = async (about, length) => {
    const back = nacl.randomBytes(nacl.secretbox.keyLength);
    const letter = Letters.seal(PUBLIC, padded({ ...about, s: mine.slip, b: hex(back), m: room.m || 1 }, length));
    const answer = await fetched("/l", { method: "POST", body: letter });
    if (!answer.ok) throw new Error(String(answer.status));
    const box = new Uint8Array(await answer.arrayBuffer());
    const plain = nacl.secretbox.open(box.subarray(24), box.subarray(0, 24), back);
    if (!plain) throw new Error("not for this letter");
    return JSON.parse(new TextDecoder().decode(plain));
  };

  // What waits to be acknowledged is sent until it is, the newest of each statement only.
  const give = (name, value) => {
    queue.set(name, { value, turn: Math.abs(mine.turns[name] || 0) + 1, tag: hex(nacl.randomBytes(4)) });
    draw();
    work();
  };

  const work = async () => {
    if (busy) return;
    busy = true;
    while (queue.size) {
      const [name, one] = queue.entries().next().value;
      try {
        const answer = await sent({ k: "vote", a: [[name, one.value, one.turn, one.tag]] }, SHORT);
        settle(name, one, answer);
        lost(false);
      } catch {
        lost(true);
        await wait(AGAIN + Math.random() * JITTER);
      }
    }
    busy = false;
    draw();
  };

  const settle = (name, one, answer) => {
    if (answer.is === "wait") throw new Error("wait");
    if (answer.is !== "in") {
      queue.clear();
      return turnedAway(answer.is);
    }
    const changedVote = name !== "group" && answer.m !== (room.m || 1);
    room.m = answer.m;
    begin();
    mine.turns = answer.turns;
    if (changedVote || answer.m === 0 && name !== "group") queue.delete(name);
    else if (answer.took) { if (queue.get(name) === one) queue.delete(name); }
    else if (queue.get(name) === one) queue.set(name, { ...one, turn: Math.abs(mine.turns[name] || 0) + 1 });
    draw();
  };

  // The door
  const turnedAway = (why) => {
    show("door");
    fault({ unknown: say.unknown, wait: say.slow, paper: say.paper }[why] || say.lost);
  };
  const fault = (text) => {
    at("door-fault").textContent = text;
    at("door-fault").hidden = !text;
  };

  at("enter").addEventListener("submit", async (event) => {
    event.preventDefault();
    mine.slip = at("slip").value.trim();
    if (mine.slip.replace(/[\s-]/g, "").length !== 10) return fault(say.malformed);
    fault("");
    const button = event.target.querySelector("button");
    button.disabled = true;
    try {
      const answer = await sent({ k: "enter" }, SHORT);
      if (answer.is !== "in") { turnedAway(answer.is); return; }
      room.m = answer.m;
      begin();
      mine.turns = answer.turns;
      at("slip").value = "";
      await renew(true);
      here = Math.max(0, lines.findIndex(([key]) => !answered(key)));
      document.body.dataset.inside = "yes";
      draw(true);
    } catch {
      fault(say.lost);
    } finally {
      button.disabled = false;
    }
  });

  // Voting
  const answered = (key) => key in mine.answers ? mine.answers[key] !== null : (mine.turns[key] || 0) > 0;

  document.querySelector(".answers").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || !lines[here]) return;
    mine.answers[lines[here][0]] = Number(button.dataset.value);
    give(lines[here][0], Number(button.dataset.value));
  });
  at("undo").addEventListener("click", () => {
    mine.answers[lines[here][0]] = null;
    give(lines[here][0], null);
  });
  at("back").addEventListener("click", () => turn(-1));
  at("next").addEventListener("click", () => turn(1));
  if (at("group")) at("group").addEventListener("change", () => give("group", at("group").value));

  const turn = (by) => {
    here = Math.min(lines.length - 1, Math.max(0, here + by));
    draw(true);
  };

  // Words
  at("say").addEventListener("submit", async (event) => {
    event.preventDefault();
    const ticket = hex(nacl.randomBytes(8)), words = at("words").value.trim();
    if (!words) return;
    const item = document.createElement("li");
    item.textContent = say.sending;
    at("told").append(item);
    at("words").value = "";
    for (;;) {
      try {
        const answer = await sent({ k: "say", w: words, t: ticket }, LONG);
        if (answer.is === "full") { item.textContent = say.full; return; }
        item.textContent = `«${words}» ${say.waiting}`;
        mine.tickets[ticket] = { item, words };
        return;
      } catch {
        await wait(AGAIN + Math.random() * JITTER);
      }
    }
  });

  const outcomes = async () => {
    const told = await (await fetched("/t")).json();
    for (const [ticket, { item, words }] of Object.entries(mine.tickets)) {
      const found = told[ticket];
      if (!found) continue;
      const [what, why] = found.split(":");
      const reason = at("words-of-page").content.querySelector(`[data-reason="${CSS.escape(why || "")}"]`);
      const text = { shown: say.shown, joined: say.joined }[what] || say.no.replace("{why}", reason ? reason.textContent : "");
      item.textContent = `«${words}» ${text}`;
      delete mine.tickets[ticket];
    }
  };

  // The second vote begins empty, where the wall is: nothing may look given that was given in the first.
  const begin = () => {
    if (room.m && vote && room.m !== vote) {
      mine.answers = {};
      mine.turns = {};
      here = Math.max(0, lines.findIndex(([key]) => key === room.at));
    }
    vote = room.m || vote;
  };

  // What everybody sees
  const renew = async (first) => {
    const before = { ...room };
    Object.assign(room, await (await fetched("/e")).json());
    if (first || room.n !== before.n) lines = await (await fetched("/a")).json();
    if (room.t !== before.t && Object.keys(mine.tickets).length) await outcomes();
    begin();
    // The wall leads: when it goes to another statement, so do the phones.
    if (!first && room.at !== before.at) here = Math.max(0, lines.findIndex(([key]) => key === room.at));
    if (room.p !== before.p || room.at !== before.at || room.n !== before.n) draw(room.at !== before.at);
  };

  const keepAsking = async () => {
    for (;;) {
      await wait(ASK + Math.random() * JITTER);
      if (!document.body.dataset.inside || document.hidden) continue;
      try { await renew(false); lost(false); } catch { lost(true); }
    }
  };
  const lost = (is) => { document.body.dataset.lost = is ? "yes" : "no"; status(); };

  // Drawing
  const show = (step) => {
    document.body.dataset.step = step;
    for (const id of ["door", "vote", "wait"]) at(id).hidden = id !== step;
    at("write").hidden = step === "door" || room.p === "done";
  };

  const status = () => {
    const key = lines[here] && lines[here][0];
    const sending = queue.size > 0;
    at("kept").dataset.state = document.body.dataset.lost === "yes" ? "lost" : sending ? "sending" : "kept";
    at("kept").textContent = document.body.dataset.lost === "yes" ? say.lost : sending ? say.sending
      : key && answered(key) ? (key in mine.answers ? say.kept : say.before) : "";
  };

  const draw = (moved) => {
    if (!document.body.dataset.inside) return;
    const step = STEPS[room.p];
    if (step) {
      at("wait-title").textContent = say[step];
      at("wait-text").textContent = say[`${step}Text`];
      show("wait");
      return;
    }
    show("vote");
    const [key, text] = lines[here] || ["", ""];
    at("statement").textContent = text;
    at("number").textContent = say.of.replace("{n}", here + 1).replace("{all}", lines.length);
    for (const button of document.querySelectorAll(".answers button")) {
      button.setAttribute("aria-pressed", String(mine.answers[key] === Number(button.dataset.value)));
    }
    at("undo").hidden = !answered(key);
    at("back").disabled = here === 0;
    at("next").disabled = here >= lines.length - 1;
    status();
    if (moved) at("statement").focus({ preventScroll: true });
  };

  // A slip's camera code carries its signs behind the #, which no browser sends: read them and wipe them.
  if (location.hash.length > 1) {
    at("slip").value = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, "", location.pathname);
  }
  keepAsking();
})();
