// Closing at once: Escape twice, a button, another tab that closed, or nobody there for some minutes.
// The page goes first and the server hears of it after that. Without this file the button still closes.

const lockSettings = document.body.dataset;
const TWICE = 700;
const ASK_EVERY = 20_000;
const channel = "BroadcastChannel" in window ? new BroadcastChannel("tequio") : null;
let lastEscape = 0;
let lastSign = Date.now();
let somebodyWasHere = false;
let gone = false;

function clearPage() {
  document.title = "Tequio";
  document.documentElement.replaceChildren();
}

function leave() {
  gone = true;
  clearPage();
  // In place of this page: the way back does not lead here.
  window.location.replace(lockSettings.door);
}

function lockEverything() {
  if (gone) return;
  gone = true;
  clearPage();
  channel?.postMessage("lock");
  // The page is blank already; the door comes when the keys are gone, or when the server cannot be reached.
  fetch(lockSettings.lock, { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {}).finally(leave);
}

function heedEscape(event) {
  if (event.key !== "Escape" || event.repeat) return;
  const now = Date.now();
  if (now - lastEscape < TWICE) lockEverything();
  lastEscape = now;
}

function noteSign() {
  lastSign = Date.now();
  somebodyWasHere = true;
}

async function askWhetherOpen() {
  if (gone) return;
  if (Date.now() - lastSign > Number(lockSettings.idle) * 1000) {
    lockEverything();
    return;
  }
  const here = somebodyWasHere ? "1" : "0";
  somebodyWasHere = false;
  try {
    const answer = await fetch(lockSettings.present, { headers: { "X-Here": here }, cache: "no-store" });
    if (answer.status === 410) leave();
  } catch {
    // The machine that serves does not answer. The clock above still runs.
  }
}

if (lockSettings.lock) {
  document.addEventListener("keydown", heedEscape, true);
  for (const sign of ["pointerdown", "keydown", "scroll", "touchstart"]) {
    document.addEventListener(sign, noteSign, { capture: true, passive: true });
  }
  document.querySelector("form.lock")?.addEventListener("submit", (event) => {
    event.preventDefault();
    lockEverything();
  });
  channel?.addEventListener("message", leave);
  setInterval(askWhetherOpen, ASK_EVERY);
  // A browser may keep the page as it was for the way back: it keeps an empty one, and asks again.
  window.addEventListener("pagehide", (event) => { if (event.persisted) clearPage(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
}
