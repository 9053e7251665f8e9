// The big box: it grows with what is in it, says how many letters are left when it is nearly full, and takes a line to
// begin with from the buttons below it. Nothing is ever taken out of it.

const TOLD_FROM = 0.75;
const SAID_AFTER_MS = 1000; // aloud, when typing stops

const grows = CSS.supports("field-sizing", "content"); // by itself

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}

// Not by `Intl`: making its form of numbers holds up a slow phone.
function written(number, thousands) {
  return `${number}`.replace(/\B(?=(\d{3})+$)/g, thousands);
}

function counted(box) {
  const told = document.createElement("p");
  told.className = "hint";
  told.setAttribute("role", "status");
  box.after(told);
  let timer = 0;
  return () => {
    clearTimeout(timer);
    const left = box.dataset.most - [...box.value].length;
    const isNear = left < box.dataset.most * (1 - TOLD_FROM);
    const words = left < 0 ? box.dataset.over : box.dataset.left;
    timer = setTimeout(() => {
      told.textContent = isNear ? words.replace("{n}", written(Math.abs(left), box.dataset.thousands)) : "";
    }, SAID_AFTER_MS);
  };
}

function begin(box, words) {
  const end = box.value.length;
  const line = `${box.value && !box.value.endsWith("\n") ? "\n" : ""}${words} `;
  box.setRangeText(line, end, end, "end");
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const box of document.querySelectorAll("textarea")) {
  const changes = [...(grows ? [] : [() => grow(box)]), ...(box.dataset.most ? [counted(box)] : [])];
  for (const change of changes) {
    change();
    box.addEventListener("input", change);
  }
  for (const prompt of box.parentElement.querySelectorAll(".prompts button")) {
    prompt.addEventListener("click", () => begin(box, prompt.textContent));
  }
}
