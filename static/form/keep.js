// Keeps what is typed or chosen before Continue: some seconds after typing stops, soon after a choice, and when the
// page is hidden or left. It goes to the server alone: nothing is ever stored in the browser.

const AFTER_TYPING_MS = 3000;
const AFTER_CHOOSING_MS = 300;
const AT_THE_LATEST_MS = 15000;
const AGAIN_MS = 10000;
const PATIENCE_MS = 8000;
const MOST_WHEN_LEAVING = 60000; // bytes; a browser takes no more along

const form = document.getElementById("answers");
const told = form?.querySelector(".kept");
// By it the server knows what was typed before Continue but comes after it.
const visit = document.createElement("input");
// When the first of what is not kept yet was typed; 0 for nothing.
let unkeptSince = 0;
let running = null;
// Whether the form itself is on its way, or the server does not take more.
let isOver = false;
let timer = 0;

function later(ms) {
  clearTimeout(timer);
  timer = setTimeout(keep, ms);
}

function changed({ target }) {
  if (isOver) visit.value = Date.now();
  isOver = false;
  unkeptSince ||= Date.now();
  const ms = ["radio", "checkbox"].includes(target.type) ? AFTER_CHOOSING_MS : AFTER_TYPING_MS;
  later(Math.max(0, Math.min(ms, unkeptSince + AT_THE_LATEST_MS - Date.now())));
}

// What is well is only shown; what is not is said aloud.
function tell(words, isWell) {
  const line = document.createElement("span");
  line.textContent = words;
  if (isWell) line.setAttribute("aria-hidden", "true");
  told.replaceChildren(line);
}

async function post(own, isLeaving) {
  const body = new URLSearchParams(new FormData(form));
  body.set("keep", "yes");
  const patience = setTimeout(() => own.abort(), PATIENCE_MS);
  const keepalive = isLeaving && body.toString().length < MOST_WHEN_LEAVING;
  const answer = fetch(location.href, { method: "POST", body, redirect: "manual", keepalive, signal: own.signal });
  return answer.catch(() => ({ status: 0 })).finally(() => clearTimeout(patience));
}

async function keep(isLeaving) {
  clearTimeout(timer);
  if (!unkeptSince || isOver || document.documentElement.classList.contains("left")) return;
  if (running && !isLeaving) return later(AFTER_CHOOSING_MS);
  running?.abort();
  const own = new AbortController();
  const since = unkeptSince;
  running = own;
  unkeptSince = 0;
  const { status, type } = await post(own, isLeaving);
  if (running !== own) return;
  running = null;
  if (type === "opaqueredirect") return location.replace(location.href); // kept, and now the code is asked for
  if (status === 204) {
    tell(unkeptSince ? "" : told.dataset.saved, true);
    return;
  }
  unkeptSince ||= since;
  tell(told.dataset.not, false);
  isOver = status >= 400 && status < 500;
  if (!isOver) later(AGAIN_MS);
}

if (told && window.fetch) {
  Object.assign(visit, { type: "hidden", name: "visit", value: Date.now() });
  form.append(visit);
  form.addEventListener("input", changed);
  // somebody was faster than this script
  const isNew = (field) => field.checked !== field.defaultChecked || field.value !== (field.defaultValue ?? field.value);
  const target = [...form.elements].find(isNew);
  if (target) changed({ target });
  addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    isOver = true;
    running?.abort();
    running = null;
  });
  addEventListener("online", () => keep());
  addEventListener("pagehide", () => keep(true));
  document.addEventListener("visibilitychange", () => document.hidden && keep(true));
}
