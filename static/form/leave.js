// Leave now, at once: the page is blank and silent before the next one has begun to load, and Back does not bring it
// here again. Pressing Shift three times within five seconds does the same.

const PRESSES = 3;
const WITHIN_MS = 5000;

const page = document.documentElement;
const link = document.querySelector("a.leave");
const told = document.querySelector(".presses");
let presses = [];
let shiftAlone = false;

function leave() {
  page.classList.add("left");
  dispatchEvent(new Event("left"));
  // No answer that is still on its way brings the cookie back.
  stop();
  location.replace(link.href);
}

function tell() {
  const n = presses.length;
  told.textContent = n ? told.dataset.said.replace("{n}", n) : "";
  told.dataset.dots = "●".repeat(n) + "○".repeat(PRESSES - n);
}

function pressed(now) {
  presses = [...presses.filter((at) => now - at < WITHIN_MS), now];
  tell();
  if (presses.length === PRESSES) leave();
}

function forget() {
  if (presses.some((at) => performance.now() - at < WITHIN_MS)) return;
  presses = [];
  tell();
}

page.classList.add("scripted");
addEventListener("click", (event) => {
  if (event.target.closest?.("a")?.href !== link.href) return;
  event.preventDefault();
  leave();
});
addEventListener("keydown", (event) => {
  if (!event.repeat) shiftAlone = event.key === "Shift";
});
addEventListener("keyup", (event) => {
  if (event.key !== "Shift" || !shiftAlone) return;
  pressed(performance.now());
  setTimeout(forget, WITHIN_MS);
});
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
