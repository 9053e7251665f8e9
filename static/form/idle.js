// A page that nobody has touched for long is covered, with a warning before. On a device that others use too, it is
// kept and left for the page that asks for the code.

const WARNING_MS = 120000;
const SAY_SO_EVERY_MS = 300000; // to the server, which asks for the code itself after ten minutes without a request
const SIGNS = ["pointerdown", "keydown", "input", "wheel", "touchmove", "scroll"];

const words = document.getElementById("idle");
const limit = words?.dataset.minutes * 60000;
const main = document.getElementById("main");
const kept = document.querySelector(".kept"); // says so where what is typed is not
const title = document.title;
let lastSign = Date.now();
let toldAt = Date.now();
let panel = null; // the warning, or what covers the page
let before = null; // where the focus was, and how far down the page
let timer = 0;

function show(name) {
  before ??= { focus: document.activeElement, top: scrollY };
  panel?.remove();
  panel = words.content.querySelector(name).cloneNode(true);
  if (kept?.textContent === kept?.dataset.not) panel.querySelector(".saved")?.remove();
  main.prepend(panel);
  const control = panel.querySelector("button, a");
  if (control.type === "button") control.addEventListener("click", here);
  control.focus();
  return control;
}

function cover() {
  document.title = words.dataset.title;
  document.documentElement.classList.add("covered");
  const control = show(".cover");
  if (control.type !== "button" && navigator.onLine) control.click();
}

function here() {
  document.documentElement.classList.remove("covered");
  document.title = title;
  panel.remove();
  scrollTo(0, before.top);
  before.focus.focus({ preventScroll: true });
  panel = before = null;
  lastSign = Date.now();
  saySo();
  look();
}

function look() {
  clearTimeout(timer);
  const left = lastSign + limit - Date.now();
  if (left <= 0) return cover();
  if (left <= WARNING_MS && !panel) show(".warning");
  timer = setTimeout(look, left <= WARNING_MS ? left : left - WARNING_MS);
}

function saySo() {
  toldAt = Date.now();
  fetch(words.dataset.here, { cache: "no-store", redirect: "manual" }).catch(() => {});
}

function sign() {
  if (panel) return;
  const now = Date.now();
  if (now - lastSign >= limit) return look();
  lastSign = now;
  if (now - toldAt >= SAY_SO_EVERY_MS) saySo();
}

if (words) {
  for (const each of SIGNS) addEventListener(each, sign, { passive: true, capture: true });
  document.addEventListener("visibilitychange", () => document.hidden || panel || look());
  look();
}
