// The coding desk: words are chosen by mouse, finger or keyboard, and each step is kept at once.
// Without this file the forms do the same with typed words. Nothing of a voice is stored in the browser.

const desk = document.querySelector("[data-desk]");
const said = desk.querySelector("[data-said]");
const words = [...said.querySelectorAll(".word")];
const sheet = desk.querySelector("[data-sheet]");
const place = new Map(words.map((word, index) => [word, index]));
let from = -1;
let to = -1;
let painted = [];

const startOf = (word) => Number(word.dataset.s);
const endOf = (word) => Number(word.dataset.e);

// Only words that change are touched: a long transcript has tens of thousands.
function pick(first, last) {
  for (let at = Math.min(from, to); at >= 0 && at <= Math.max(from, to); at += 1) words[at].classList.remove("picked");
  from = first;
  to = last;
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  for (let at = low; at >= 0 && at <= high; at += 1) words[at].classList.add("picked");
  for (const field of desk.querySelectorAll("[data-start]")) field.value = low < 0 ? "" : startOf(words[low]);
  for (const field of desk.querySelectorAll("[data-end]")) field.value = low < 0 ? "" : endOf(words[high]);
  const shown = desk.querySelector("[data-picked]");
  shown.hidden = low < 0;
  shown.querySelector("[data-quote]").textContent = low < 0 ? "" : quoted(low, high);
}

function quoted(low, high) {
  const range = document.createRange();
  range.setStartBefore(words[low]);
  range.setEndAfter(words[high]);
  return range.toString();
}

function wordAt(node) {
  const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  return element?.closest?.(".word") ?? null;
}

// A selection that begins or ends between words takes the nearest word inside of it.
function onSelection() {
  const selection = document.getSelection();
  if (selection.isCollapsed || !said.contains(selection.anchorNode) || !said.contains(selection.focusNode)) return;
  const range = selection.getRangeAt(0);
  const first = place.get(wordAt(range.startContainer)) ?? firstAfter(range);
  const last = place.get(wordAt(range.endContainer)) ?? lastBefore(range);
  if (first >= 0 && last >= first) pick(first, last);
}

function firstAfter(range) {
  return search((word) => range.comparePoint(word, 0) >= 0);
}

function lastBefore(range) {
  const after = search((word) => range.comparePoint(word, 0) > 0);
  return (after < 0 ? words.length : after) - 1;
}

// The first word for which `late` holds: it holds for all that follow.
function search(late) {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (late(words[middle])) high = middle;
    else low = middle + 1;
  }
  return low < words.length ? low : -1;
}

function stand(at) {
  const now = Math.max(0, Math.min(at, words.length - 1));
  said.querySelector('.word[tabindex="0"]')?.setAttribute("tabindex", "-1");
  words[now].tabIndex = 0;
  words[now].focus();
  return now;
}

function onWords(event) {
  const here = place.get(event.target);
  if (here === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const moves = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8, Home: -words.length, End: words.length };
  if (event.key in moves) {
    event.preventDefault();
    const begin = event.shiftKey ? (from < 0 ? here : from) : -1;
    const now = stand(here + moves[event.key]);
    pick(event.shiftKey ? begin : now, now);
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    if (from < 0) pick(here, here);
    desk.querySelector("#code").focus();
  } else if (event.key === "v") {
    event.preventDefault();
    if (from < 0) pick(here, here);
    desk.querySelector("[data-link]").open = true;
    desk.querySelector("#origin").focus();
  } else if (event.key === "Escape") {
    pick(-1, -1);
  }
}

function paint() {
  for (const at of painted) words[at].classList.remove("coded");
  painted = [];
  const ranges = sheet.querySelector("[data-ranges]").dataset.ranges.split(" ").filter(Boolean);
  for (const range of ranges) {
    const [start, end] = range.split("-").map(Number);
    let at = search((word) => endOf(word) > start);
    for (; at >= 0 && at < words.length && startOf(words[at]) < end; at += 1) {
      words[at].classList.add("coded");
      painted.push(at);
    }
  }
}

// One step after the other: each is sent with the revision that the one before it left.
const waiting = [];
let sending = false;

async function send() {
  if (sending || !waiting.length) return;
  sending = true;
  const { address, body, form } = waiting[0];
  const now = sheet.firstElementChild.dataset;
  body.set("revision", now.revision);
  body.set("text", now.text);
  say("saving");
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "X-Desk": "1" }, redirect: "follow" });
    if (!answer.url.includes(address) || answer.status >= 500) throw answer;
    waiting.shift();
    draw(await answer.text(), answer.ok, form);
  } catch (fault) {
    if (fault instanceof Response && fault.redirected) location.assign(fault.url);
    say("lost");
    setTimeout(send, 4000);
  }
  sending = false;
  if (waiting.length && navigator.onLine) send();
}

function draw(html, kept, form) {
  const drawn = new DOMParser().parseFromString(html, "text/html").querySelector("[data-ranges]");
  if (!drawn) return location.reload();
  const conflict = drawn.dataset.text !== sheet.firstElementChild.dataset.text;
  sheet.replaceChildren(drawn);
  if (conflict) return location.reload();
  paint();
  if (!kept) {
    sheet.querySelector('[role="alert"]')?.scrollIntoView({ block: "nearest" });
    return undefined;
  }
  say("saved");
  if (form.dataset.form) {
    form.reset();
    const at = Math.max(from, to);
    pick(-1, -1);
    if (at >= 0) stand(at);
  } else {
    (sheet.querySelector("[data-suggestion]") ?? sheet.querySelector("[data-undo]")).focus();
  }
  return undefined;
}

function say(what) {
  const line = sheet.querySelector("[data-kept]");
  if (line) line.textContent = line.dataset[what];
}

desk.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-form]");
  if (!form) return;
  event.preventDefault();
  waiting.push({ address: form.getAttribute("action"), body: new FormData(form), form });
  send();
});

window.addEventListener("online", send);
window.addEventListener("beforeunload", (event) => { if (waiting.length) event.preventDefault(); });

const suggestions = () => [...sheet.querySelectorAll("[data-suggestion]")];
const current = () => Math.max(0, suggestions().findIndex((one) => one.contains(document.activeElement)));
const keys = {
  a: () => suggestions()[current()]?.querySelector("[data-take]")?.requestSubmit(),
  n: () => suggestions()[current()]?.querySelector("[data-refuse]")?.requestSubmit(),
  j: () => suggestions()[Math.min(current() + 1, suggestions().length - 1)]?.focus(),
  k: () => suggestions()[Math.max(current() - 1, 0)]?.focus(),
  u: () => sheet.querySelector("[data-undo]:enabled")?.click(),
  r: () => sheet.querySelector("[data-redo]:enabled")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest?.("input, select, textarea") || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

if (words.length) {
  for (const typed of desk.querySelectorAll("[data-typed]")) typed.hidden = true;
  desk.querySelector("[data-keys]").hidden = false;
  for (const word of words) word.tabIndex = -1;
  words[0].tabIndex = 0;
  said.addEventListener("keydown", onWords);
  let down = { x: 0, y: 0 };
  said.addEventListener("pointerdown", (event) => { down = { x: event.clientX, y: event.clientY }; });
  said.addEventListener("click", (event) => {
    const at = place.get(event.target);
    // The end of a selection is no tap.
    if (at === undefined || Math.hypot(event.clientX - down.x, event.clientY - down.y) > 6) return;
    document.getSelection().removeAllRanges();
    pick(event.shiftKey && from >= 0 ? from : at, at);
    stand(at);
  });
  document.addEventListener("selectionchange", onSelection);
  paint();
}
