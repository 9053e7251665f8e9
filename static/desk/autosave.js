// Keeps what is typed. What was changed is sent some seconds after typing stops, and at the latest every five seconds
// while something is unsaved; when it does not arrive it is sent again until it does.

const AFTER_TYPING_MS = 2000;
const AT_THE_LATEST_MS = 5000;
const AGAIN_MS = 3000;
const PATIENCE_MS = 8000;

export const NO_CONNECTION = "Not saved yet: no connection. Keep typing.";
const SIGNED_OUT = "Not saved yet: you are signed out. Keep this page open and sign in at another one.";
const CLOSED = "Not saved: this call is finished. What you type now is not kept.";

export class Autosave {
  // `collect(names)` gives what to send for these questions; `told(answer)` hears how the sheet stands then.
  constructor(address, { collect, told, show }) {
    Object.assign(this, { address, collect, told, show });
    this.dirty = new Set();
    this.firstUnsavedAt = 0;
    this.running = null;
    this.isClosed = false;
    addEventListener("online", () => this.dirty.size && this.save());
    addEventListener("beforeunload", (event) => this.isUnsaved && event.preventDefault());
  }

  // Whether anything has not arrived yet, be it on its way.
  get isUnsaved() {
    return this.dirty.size > 0 || this.running !== null;
  }

  changed(question) {
    if (!this.dirty.size) this.firstUnsavedAt = Date.now();
    this.dirty.add(question);
    const left = this.firstUnsavedAt + AT_THE_LATEST_MS - Date.now();
    this.later(Math.max(0, Math.min(AFTER_TYPING_MS, left)));
  }

  later(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), ms);
  }

  // Whether all that was typed until now has arrived. Also asked with nothing to send: then it says who is there.
  async save() {
    while (this.running) await this.running;
    this.running = this.send();
    const isSaved = await this.running;
    return isSaved && (this.dirty.size ? this.save() : true);
  }

  async send() {
    clearTimeout(this.timer);
    const sent = new Set(this.dirty);
    this.dirty.clear();
    const answer = await this.post(sent);
    this.running = null;
    if (answer.saved) {
      this.firstUnsavedAt = Date.now();
      this.show(`Saved ${answer.at}`, true);
      this.told(answer);
      if (this.dirty.size) this.later(AFTER_TYPING_MS);
      return true;
    }
    for (const question of sent) this.dirty.add(question);
    this.show(answer.problem, false);
    this.isClosed = Boolean(answer.closed);
    if (!answer.closed) this.later(AGAIN_MS);
    return false;
  }

  async post(questions, isSecondTry = false) {
    let response;
    try {
      response = await fetch(this.address, {
        method: "POST",
        body: this.collect(questions),
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
    } catch {
      return { problem: NO_CONNECTION };
    }
    if (response.type === "opaqueredirect") return { problem: SIGNED_OUT };
    const answer = await response.json().catch(() => ({}));
    if (answer.token && !isSecondTry) {
      for (const field of document.getElementsByName("csrf_token")) field.value = answer.token;
      return this.post(questions, true);
    }
    return { problem: answer.closed ? CLOSED : NO_CONNECTION, ...answer };
  }
}
