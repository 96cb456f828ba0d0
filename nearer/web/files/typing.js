// Keeps what is typed. Streamlit sends a text when its field is left; here it is sent without leaving the field: two
// seconds after the last key, and before anything that leads away.
"use strict";

const PAUSE = 2_000; // ms without a key
const AT_MOST = 10_000; // ms that somebody types without a pause
const SETTLE = 4_000; // ms that a link waits for a slow server to have the text
const GRACE = 1_000; // ms in which a run that a text asks for has begun
const TEXT_FIELDS = "[data-testid=stTextInput] input:not([type=password]), [data-testid=stTextArea] textarea";

// A date is typed part by part, and Streamlit takes it when the whole field is left.
const DATE_PARTS = "[data-testid=stDateInput] [role=spinbutton]";

const typing = { field: null, since: 0, timer: 0, composing: false, sent: -Infinity, ran: -Infinity, hurried: false, led: null };

// Streamlit sends what changed after a timer of no delay. When a text has to go now, that timer does not wait for the
// page to be left: it runs as soon as the screen has taken the text.
const later = window.setTimeout.bind(window);
window.setTimeout = (act, delay, ...values) => {
  if (!typing.hurried || delay || typeof act !== "function") return later(act, delay, ...values);
  queueMicrotask(() => act(...values));
  return 0;
};

function hurry() {
  typing.hurried = true;
  later(() => { typing.hurried = false; });
}

// Streamlit listens to focusout to send a text. The field itself is not left: caret, selection and keyboard stay.
function sendTyped() {
  clearTimeout(typing.timer);
  const field = typing.field;
  typing.field = null;
  if (!field?.isConnected) return;
  typing.sent = performance.now();
  hurry();
  field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  if (document.activeElement === field) field.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
}

function sendLater() {
  clearTimeout(typing.timer);
  const left = Math.min(PAUSE, typing.since + AT_MOST - performance.now());
  typing.timer = later(() => (typing.composing ? sendLater() : sendTyped()), Math.max(50, left));
}

function saw(field) {
  if (!field?.matches?.(TEXT_FIELDS)) return;
  if (typing.field !== field) {
    sendTyped();
    typing.since = performance.now();
  }
  typing.field = field;
  sendLater();
}

// Streamlit is told that the field of a whole date is left for something else; it is not, and keeps its caret.
const typedDate = { part: null, timer: 0 };

function sendDate() {
  clearTimeout(typedDate.timer);
  const part = typedDate.part;
  typedDate.part = null;
  if (!part || document.activeElement !== part) return;
  if (part.closest("[data-testid=stDateInput]").querySelector("[role=spinbutton][data-placeholder=true]")) return;
  typing.sent = performance.now();
  hurry();
  part.dispatchEvent(new FocusEvent("focusout", { bubbles: true, relatedTarget: document.body }));
}

function sawDate(event) {
  const part = event.target.closest?.(DATE_PARTS);
  if (!part || event.key === "Tab") return;
  clearTimeout(typedDate.timer);
  typedDate.part = part;
  typedDate.timer = later(sendDate, PAUSE);
}

// A date whose whole field is really left sends by itself, a moment later: a link that was pressed waits for that too.
addEventListener("focusout", (event) => {
  const part = event.isTrusted && typedDate.part && event.target.closest?.(DATE_PARTS);
  if (!part || part.closest("[data-testid=stDateInput]").contains(event.relatedTarget)) return;
  clearTimeout(typedDate.timer);
  typedDate.part = null;
  typing.sent = performance.now();
  hurry();
}, { capture: true, passive: true });

for (const kind of ["keydown", "beforeinput"]) addEventListener(kind, sawDate, { capture: true, passive: true });

addEventListener("input", (event) => saw(event.target), { capture: true, passive: true });
addEventListener("compositionstart", () => { typing.composing = true; }, { capture: true, passive: true });
addEventListener("compositionend", (event) => {
  typing.composing = false;
  saw(event.target);
}, { capture: true, passive: true });

// A field that is really left sends by itself.
addEventListener("focusout", (event) => {
  if (!event.isTrusted || event.target !== typing.field) return;
  clearTimeout(typing.timer);
  typing.field = null;
  typing.sent = performance.now();
  hurry();
}, { capture: true, passive: true });

// A phone does not leave the field when something else is touched.
addEventListener("pointerdown", (event) => {
  if (typing.field && !typing.field.contains(event.target)) sendTyped();
}, { capture: true, passive: true });
function sendAll() {
  sendTyped();
  sendDate();
}

for (const kind of ["beforeunload", "pagehide"]) addEventListener(kind, sendAll);
document.addEventListener("visibilitychange", () => { if (document.hidden) sendAll(); });

function isRunning() {
  return document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning";
}

// When the server last was seen at work: a run may begin and end between two looks.
new MutationObserver(() => { if (isRunning()) typing.ran = performance.now(); })
  .observe(document, { subtree: true, attributeFilter: ["data-test-script-state"] });

function onItsWay() {
  return performance.now() - typing.sent < SETTLE;
}

// Until the server has what was sent, as the state of its run shows; at most for so long.
async function settled(atMost) {
  const until = performance.now() + atMost;
  while (performance.now() < until) {
    if (isRunning()) typing.ran = performance.now();
    else if (typing.ran > typing.sent || performance.now() - typing.sent > GRACE) break;
    await new Promise((done) => { later(done, 15); });
  }
  typing.sent = -Infinity;
}

// Streamlit sends the page that a link leads to at once and the text a moment later, with the page that was left: the
// click led nowhere and the address lost its parameters. So a link waits until the text is there. Exit empties the
// screen first.
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  sendAll();
  if (!onItsWay()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const exit = link.matches(".exit");
  if (exit) document.documentElement.hidden = true;
  const led = typing.led = {};
  settled(exit ? GRACE : SETTLE).then(() => {
    if (typing.led !== led) return; // somebody changed their mind meanwhile: the last click counts
    if (link.isConnected) link.click();
    else location.assign(link.href);
  });
}, { capture: true });

// The same for Back and Forward.
addEventListener("popstate", (event) => {
  sendAll();
  if (!onItsWay()) return;
  event.stopImmediatePropagation();
  settled(SETTLE).then(() => dispatchEvent(new PopStateEvent("popstate", { state: event.state })));
}, { capture: true });
