// Looks whether we can be reached before a form is sent. Where not, the page stays with all that was typed and says so;
// it is sent when we can be reached again, or by another press. Help now never waits for an answer.

const PATIENCE_MS = 4000;
const AGAIN_MS = 10000;

const words = document.getElementById("no-signal");
let waiting = null; // the form that could not be sent, and the button that was pressed
let isLooking = false;
let isPassing = false;
let sentAt = -AGAIN_MS;
let shown = null;
let timer = 0;

async function isReached() {
  const impatience = new AbortController();
  const patience = setTimeout(() => impatience.abort(), PATIENCE_MS);
  const asked = fetch(words.dataset.here, { cache: "no-store", redirect: "manual", signal: impatience.signal });
  const answer = await asked.catch(() => ({ status: 0 })).finally(() => clearTimeout(patience));
  return answer.status === 204;
}

// Not `disabled`: that would take the focus away, and the button out of what is sent.
function mark(form, isBusy) {
  for (const each of form.querySelectorAll("button")) {
    if (isBusy) each.setAttribute("aria-disabled", "true");
    else each.removeAttribute("aria-disabled");
  }
}

function forget() {
  clearTimeout(timer);
  shown?.remove();
  waiting = shown = null;
}

function tell(form, button) {
  forget();
  shown = words.content.firstElementChild.cloneNode(true);
  const row = button?.closest(".buttons");
  if (row) row.after(shown);
  else form.before(shown);
  shown.scrollIntoView({ block: "nearest" });
  waiting = { form, button };
  timer = setTimeout(again, AGAIN_MS);
}

async function send(form, button) {
  isLooking = true;
  mark(form, true);
  const isThere = await isReached();
  isLooking = false;
  mark(form, false);
  if (!isThere) return tell(form, button);
  forget();
  isPassing = true;
  form.requestSubmit(button);
  isPassing = false;
}

function again() {
  if (waiting && !isLooking) send(waiting.form, waiting.button);
}

function pressed(event) {
  const { target: form, submitter: button } = event;
  if (form.getAttribute("method") !== "post") return;
  const asksForHelp = button?.name === "keep" && button.value === "help";
  if (isPassing || (asksForHelp && navigator.onLine)) {
    sentAt = performance.now();
    mark(form, true);
    setTimeout(mark, AGAIN_MS, form, false);
    return;
  }
  event.preventDefault();
  if (asksForHelp) tell(form, button);
  else if (!isLooking && performance.now() - sentAt >= AGAIN_MS) send(form, button);
}

if (words && window.fetch && HTMLFormElement.prototype.requestSubmit) {
  document.addEventListener("submit", pressed);
  document.addEventListener("input", forget); // who goes on typing is not sent in the middle of a word
  addEventListener("online", again);
}
