// Paper ballots with one hand on the number keys: 1 to 4 mark and go on, 0 leaves empty, the arrows move, Enter saves.
"use strict";

(() => {
  const form = document.getElementById("paper");
  const rows = [...form.querySelectorAll("[data-row]")];
  const slip = document.getElementById("slip");
  const focusOn = (row) => (row.querySelector("input:checked") || row.querySelector("input")).focus();

  const go = (row, by) => {
    const next = rows[rows.indexOf(row) + by];
    if (next) focusOn(next);
    else if (by > 0) form.querySelector("button").focus();
    else slip.focus();
  };

  const mark = (row, key) => {
    const chosen = row.querySelector(`[data-key="${key}"]`);
    if (chosen) chosen.checked = true;
    else for (const input of row.querySelectorAll("input")) input.checked = false;
    go(row, 1);
  };

  // Keys that come after Enter belong to the next sheet, which is not here yet.
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  form.addEventListener("keydown", (event) => {
    if (sent) event.preventDefault();
    if (sent || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = event.target.closest("[data-row]");
    if (event.target === slip && event.key === "Enter" && rows.length) {
      event.preventDefault();
      focusOn(rows[0]);
    } else if (row && /^[0-4]$/.test(event.key)) {
      event.preventDefault();
      mark(row, event.key);
    } else if (row && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      go(row, event.key === "ArrowDown" ? 1 : -1);
    } else if (row && event.key === "Enter") {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  slip.focus();
})();
