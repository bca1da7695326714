// Pages work without this file; it only spares people a step.

function openForPrint() {
  for (const closed of document.querySelectorAll("details.twin:not([open])")) {
    closed.open = true;
    closed.dataset.openedForPrint = "";
  }
}

function closeAfterPrint() {
  for (const opened of document.querySelectorAll("details[data-opened-for-print]")) {
    opened.open = false;
    delete opened.dataset.openedForPrint;
  }
}

function closeMenu(event) {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.rooms-menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

window.addEventListener("beforeprint", openForPrint);
window.addEventListener("afterprint", closeAfterPrint);
document.addEventListener("keydown", closeMenu);
document.querySelector(".form-errors")?.focus();
