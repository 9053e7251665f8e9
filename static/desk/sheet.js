// The call sheet: saved while somebody types, walked by keys, and shown as far as the answers have opened it.
// The focus is never moved but by a key that asks for it.

import { Autosave } from "./autosave.js";

const sheet = document.querySelector(".sheet");
const form = document.querySelector("#sheet");
const saved = document.querySelector("#saved");
const aloud = document.querySelector("#saved-aloud");
const seen = JSON.parse(form.elements.seen.value);

// ── Saving ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function block(question) {
  return form.querySelector(`[data-question="${question}"]`);
}

function keysOf(question) {
  const ids = [...block(question).querySelectorAll("[id$='-error']")];
  return ids.map((each) => each.id.replace(/-error$/, ""));
}

function collect(questions) {
  const all = new FormData(form);
  const body = new FormData();
  const marks = {};
  for (const question of questions) {
    for (const key of keysOf(question)) marks[key] = seen[key];
    const names = new Set([...block(question).querySelectorAll("[name]")].map((each) => each.name));
    for (const name of names) for (const value of all.getAll(name)) body.append(name, value);
  }
  body.append("csrf_token", form.elements.csrf_token.value);
  body.append("seen", JSON.stringify(marks));
  return body;
}

function show(words, isSaved) {
  if (saved.classList.contains("unsaved") === isSaved) aloud.textContent = isSaved ? "Saved" : words;
  saved.textContent = words;
  saved.classList.toggle("unsaved", !isSaved);
}

function told(answer) {
  if (answer.locked) {
    show(`${saved.textContent}. Locked: sign in again to see what you open next.`, true);
    return;
  }
  Object.assign(seen, answer.marks);
  form.elements.seen.value = JSON.stringify(seen);
  sheet.dataset.voice = answer.voice;
  showDanger(answer.danger);
  for (const each of form.querySelectorAll("[data-question]")) {
    const isAsked = answer.asked.includes(each.dataset.question);
    if (isAsked || !each.contains(document.activeElement)) each.hidden = !isAsked;
  }
  for (const each of form.querySelectorAll("[id$='-error']")) {
    const key = each.id.replace(/-error$/, "");
    each.textContent = answer.wrong[key] ?? "";
    each.hidden = !(key in answer.wrong);
    const control = document.getElementById(key);
    if (key in answer.wrong) control?.setAttribute("aria-invalid", "true");
    else control?.removeAttribute("aria-invalid");
    const other = document.getElementById(`${key}-overtaken`);
    other.querySelector(".words").textContent = answer.overtaken[key] ?? "";
    other.hidden = !(key in answer.overtaken);
  }
}

const autosave = new Autosave(sheet.dataset.save, { collect, told, show });

function changed(event) {
  const question = event.target.closest("[data-question]")?.dataset.question;
  if (question) autosave.changed(question);
}

form.addEventListener("input", changed);

// A page is left only once all of it has arrived: without a connection it stays. A form of a call that is over is
// sent all the same: the answer says what became of it, and shows what was typed.
let isLeaving = false;
addEventListener("submit", async (event) => {
  if (isLeaving) return;
  event.preventDefault();
  if ((await autosave.save()) || autosave.isClosed) {
    autosave.dirty.clear(); // the form has it
    isLeaving = true;
    event.target.requestSubmit(event.submitter);
  }
});
sheet.addEventListener("click", async (event) => {
  const link = event.target.closest("a.button");
  if (!link || !autosave.isUnsaved || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (await autosave.save()) location.assign(link.href);
});
addEventListener("pageshow", () => {
  isLeaving = false;
});

// ── Danger and whose words, at once and without asking anybody ──────────────────────────────────────────────────────

function showDanger(danger) {
  sheet.dataset.danger = danger;
  for (const each of document.querySelectorAll(".stay")) each.hidden = !each.dataset.when.split(" ").includes(danger);
}

form.addEventListener("change", (event) => {
  const { name, value } = event.target;
  if (name === "safe_now" && value === "not_safe") showDanger("now");
  if (name === "who_are_you") sheet.dataset.voice = value === "adult" ? "adult" : "child";
});

// ── Keys ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const headings = [...form.querySelectorAll(".sheet-panel h2")];

function isTyping(target) {
  return target.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter") {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[name=read_back]"));
    return;
  }
  const digit = /^Digit([1-6])$/.exec(event.code)?.[1];
  if (!digit || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const isSingle = !event.altKey && sheet.dataset.singleKeys === "on" && !isTyping(event.target);
  if (!event.altKey && !isSingle) return;
  event.preventDefault();
  headings[digit - 1].focus();
});
