// Listen: the device reads the page aloud, a sentence at a time, from the first tap on and never before.
// A voice that is not on the device sends what it says to a company, so it never reads a page with anybody's own words.

const main = document.querySelector("main");
const bar = document.querySelector("button.listen");
const speech = window.speechSynthesis;
const page = document.documentElement;
const LETTER = /[\p{L}\p{N}]/u;
const SENTENCE = /[^.?!…؟۔।።]+[.?!…؟۔።।]*\s*/g;
const UNREAD = "textarea, template, audio, .hidden, .back, .hear, .tool";
const ANSWERS = ".choice, .cards > li, .kinds > li";

const label = bar?.querySelector("span");
const listen = label?.textContent;

let spoken = null; // the sentence being said
let utterance = null; // kept here: a browser may forget one that nobody holds, and then never ends it
let within = main; // what is read: the page or one answer

const tag = (language) => language.toLowerCase().replace("_", "-");
const root = (language) => tag(language).split("-")[0];
const languageOf = (element) => element.closest("[lang]").lang;

function voiceFor(language) {
  const wanted = [tag(language), "en-gb"];
  const liking = (voice) => 4 * voice.localService + 2 * wanted.includes(tag(voice.lang)) + voice.default;
  const known = speech.getVoices().filter((voice) => root(voice.lang) === root(language));
  const allowed = known.filter((voice) => voice.localService || !("own" in main.dataset));
  return allowed.sort((one, other) => liking(other) - liking(one))[0];
}

// What there is to read

function blockOf(node) {
  let element = node.parentElement;
  while (getComputedStyle(element).display === "inline") element = element.parentElement;
  return element;
}

function isRead(node) {
  const element = node.parentElement;
  return !element.closest(UNREAD) && (element.checkVisibility?.() ?? true);
}

function cut(text, language) {
  if (!Intl.Segmenter) return [...text.matchAll(SENTENCE)].map((found) => ({ index: found.index, segment: found[0] }));
  return [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)];
}

function sentencesOf(block, nodes) {
  const language = languageOf(nodes[0].parentElement);
  const place = (offset) => {
    const node = nodes.find((each) => (offset -= each.length) <= 0);
    return [node, offset + node.length];
  };
  const text = nodes.map((node) => node.data).join("");
  return cut(text, language).filter(({ segment }) => LETTER.test(segment)).map(({ index, segment }) => {
    const range = new Range();
    range.setStart(...place(index + segment.search(/\S/)));
    range.setEnd(...place(index + segment.trimEnd().length));
    return { block, language, range, text: segment.trim().replace(/\s+/g, " ") };
  });
}

function sentences(element) {
  const found = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let block = null;
  let nodes = [];
  const end = () => nodes.length && found.push(...sentencesOf(block, nodes));
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!isRead(node)) continue;
    if (blockOf(node) !== block) {
      end();
      block = blockOf(node);
      nodes = [];
    }
    nodes.push(node);
  }
  end();
  return found;
}

// Found anew each time: what has been opened meanwhile is read, what has been closed is not.
function following(sentence) {
  const isLater = (each) => each.range.compareBoundaryPoints(Range.START_TO_START, sentence.range) > 0;
  return sentences(within).find(isLater);
}

// Saying it

function unmark() {
  spoken?.block.classList.remove("spoken");
  if (window.Highlight) CSS.highlights.delete("spoken");
  spoken = null;
}

function mark(sentence) {
  unmark();
  spoken = sentence;
  if (window.Highlight) CSS.highlights.set("spoken", new Highlight(sentence.range));
  else sentence.block.classList.add("spoken");
  sentence.block.scrollIntoView({ block: "nearest" });
}

function say(sentence) {
  const voice = sentence && (voiceFor(sentence.language) ?? voiceFor(page.lang));
  if (!voice) return stop();
  const mine = new SpeechSynthesisUtterance(sentence.text);
  mine.voice = voice;
  mine.lang = voice.lang;
  mine.rate = 0.9;
  mine.onend = () => mine === utterance && say(following(sentence));
  mine.onerror = () => mine === utterance && stop();
  utterance = mine;
  mark(sentence);
  label.textContent = bar.dataset.stop;
  speech.speak(mine);
}

function stop() {
  utterance = null;
  speech.cancel();
  unmark();
  label.textContent = listen;
}

function start(element, sentence = sentences(element)[0]) {
  if (utterance) stop();
  within = element;
  say(sentence);
}

// What can be pressed

function addEars() {
  for (const answer of main.querySelectorAll(ANSWERS)) {
    const ear = document.createElement("button");
    ear.type = "button";
    ear.className = "hear";
    ear.setAttribute("aria-label", `${listen}: ${answer.textContent.trim()}`);
    ear.append(bar.querySelector("svg").cloneNode(true));
    ear.addEventListener("click", () => (utterance && within === answer ? stop() : start(answer)));
    answer.append(ear);
  }
}

function offer() {
  if (!bar.hidden || !voiceFor(page.lang)) return;
  bar.hidden = false;
  addEars();
}

function from(event) {
  if (event.target.closest("a, button, input, textarea")) return;
  const { clientX: x, clientY: y } = event;
  const isHit = ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom;
  const tapped = sentences(main).find((sentence) => [...sentence.range.getClientRects()].some(isHit));
  if (tapped) start(main, tapped);
}

if (speech && bar) {
  stop();
  offer();
  speech.addEventListener?.("voiceschanged", offer);
  bar.addEventListener("click", () => (utterance ? stop() : start(main)));
  main.addEventListener("click", (event) => utterance && from(event));
  for (const over of ["left", "pagehide"]) addEventListener(over, stop);
  document.addEventListener("visibilitychange", () => document.hidden && stop());
}
