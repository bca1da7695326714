// Words selected in what was said stand ready to be marked; typing them works as well.

const said = document.querySelector("[data-pick]");
const field = document.querySelector("[data-picked]");

function pick() {
  const selection = document.getSelection();
  const words = selection.toString().trim();
  if (words && said.contains(selection.anchorNode) && said.contains(selection.focusNode)) field.value = words;
}

if (said && field) document.addEventListener("selectionchange", pick);
