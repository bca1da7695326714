// The queue by keyboard: a lets a text pass, n opens why it does not leave, j and k go on and back.
// A key is a letter typed anywhere but in a field; without this script every step has its button.

const entries = [...document.querySelectorAll("[data-entry]")];

function here() {
  const at = entries.findIndex((entry) => entry.contains(document.activeElement));
  return at < 0 ? 0 : at;
}

function go(at) {
  const entry = entries[Math.max(0, Math.min(at, entries.length - 1))];
  if (entry) entry.focus();
}

function typing(target) {
  return target.closest("input, select, textarea") !== null;
}

const keys = {
  a: () => entries[here()]?.querySelector("[data-approve]")?.requestSubmit(),
  n: () => {
    const details = entries[here()]?.querySelector("[data-refuse]");
    if (details) {
      details.open = true;
      details.querySelector("select").focus();
    }
  },
  j: () => go(here() + (entries[here()]?.contains(document.activeElement) ? 1 : 0)),
  k: () => go(here() - 1),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  if (Object.hasOwn(keys, event.key)) {
    event.preventDefault();
    keys[event.key]();
  }
});

if (entries.length && document.activeElement === document.body) go(0);
