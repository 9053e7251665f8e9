// The queue by keyboard. Links that open a record can be walked with j and k from anywhere, and with the arrows once
// one of them has the focus; Enter then opens it, as it does any link. Single letters never fire while somebody types,
// and not at all where they are turned off.

const dialog = document.querySelector("dialog[data-single-keys]");
const button = document.querySelector("button[data-keys]");
const links = [...document.querySelectorAll(".queue a.ref")];
const singleKeys = dialog.dataset.singleKeys === "on";

function step(by) {
  const at = links.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
  links[next]?.focus();
}

function search() {
  const field = document.querySelector("#sought");
  if (field) field.focus();
  else document.querySelector("header a[href$='/search']")?.click();
}

const single = { j: () => step(1), k: () => step(-1), "/": search, "?": () => dialog.showModal() };
const arrows = { ArrowDown: () => step(1), ArrowUp: () => step(-1) };

function isTyping(target) {
  return target.matches("input, select, textarea, [contenteditable]");
}

function actionFor(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || dialog.open) return undefined;
  if (links.includes(event.target) && arrows[event.key]) return arrows[event.key];
  return singleKeys && !isTyping(event.target) ? single[event.key] : undefined;
}

document.addEventListener("keydown", (event) => {
  const action = actionFor(event);
  if (!action) return;
  event.preventDefault();
  action();
});

button.addEventListener("click", () => dialog.showModal());
button.hidden = false;
