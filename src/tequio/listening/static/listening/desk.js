// The desk for cards works without this file, by Tab and Space; with it, hands need not leave the keyboard.

const at = (id) => document.getElementById(id);

function save() {
  at("card-form").requestSubmit(at("save"));
}

function onCard(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (event.target.value.trim()) save();
}

// Single keys count only outside the text, where they would be letters.
function onKeys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" && event.target.id !== "undo") {
    event.preventDefault();
    save();
  } else if (event.key === "Escape") {
    at("card").focus();
  } else {
    const meant = document.querySelector(`#card-form [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!meant) return;
    event.preventDefault();
    if (meant.id !== "undo") meant.focus();
    meant.click();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.target.id === "card") onCard(event);
  else if (event.target.closest("#card-form")) onKeys(event);
});

// «Nothing» and any use exclude each other; the server refuses both together.
document.addEventListener("change", (event) => {
  if (event.target.name !== "use" || !event.target.checked) return;
  const alone = "alone" in event.target.dataset;
  for (const box of event.target.form.querySelectorAll('input[name="use"]')) {
    if (box !== event.target && (alone || "alone" in box.dataset)) box.checked = false;
  }
});

// What could not reach the server is said beside the text, which stays where it is.
for (const lost of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(lost, () => { at("kept").textContent = at("kept").dataset.lost; });
}

// A locked vault answers with the door: go there instead of drawing it into the desk.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.xhr.responseURL.includes("/escucha/")) {
    event.detail.shouldSwap = false;
    location.assign(event.detail.xhr.responseURL);
  }
});
