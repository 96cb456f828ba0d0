// Stands beside Streamlit on every screen: closes an abandoned notebook, brings each new step into view, leaves at once.
"use strict";

// Where Streamlit's server is: else it asks beside the screen's own address first, and waits until that is refused.
window.__streamlit = { BACKEND_BASE_URL: location.origin };

const LOOK_EVERY = 5_000; // ms between looks whether the notebook is still open
const UNREACHABLE_AFTER = 60_000; // ms without the server until the screen is emptied
const ON_ITS_WAY = 30_000; // ms in which another page that was asked for arrives, from a slow machine too
const SHIFT_WITHIN = 1_500; // ms between the first and the third press: what a hand does on purpose, and not by itself
let touched = false;
let lastSeen = Date.now();
let leaving = -Infinity; // when this page last began to go to another

addEventListener("beforeunload", () => { leaving = performance.now(); });

function empty(where) {
  document.documentElement.hidden = true;
  location.replace(where);
}

// What was typed in the last two seconds goes first, behind an empty screen.
async function leave() {
  document.documentElement.hidden = true;
  sendTyped();
  if (onItsWay()) await settled(GRACE);
  empty("/bye");
}

// Typing, touching, moving, scrolling and going from control to control, as a screen reader does, count as being there;
// a page that only lies open does not. What is dictated or pasted presses no key.
for (const kind of ["keydown", "pointerdown", "pointermove", "input", "wheel", "touchmove", "scroll", "focusin"]) {
  addEventListener(kind, (event) => {
    if (!event.isTrusted || closing.contains(event.target)) return;
    touched = true;
    if (closing.open) look();
  }, { capture: true, passive: true });
}

// A minute before the notebook closes it says so; whatever somebody does then keeps it open.
const closing = document.createElement("dialog");
closing.id = "nearer-closing";
closing.setAttribute("role", "alert");

function warn(soon) {
  if (soon === closing.open) return;
  closing.open = soon; // by its attribute: nothing takes focus from a field in which somebody types
  if (!soon) return;
  const { closing: sentence, stay } = document.querySelector(".nearer-bar")?.dataset ?? {};
  const words = Object.assign(document.createElement("p"), { textContent: sentence });
  const button = Object.assign(document.createElement("button"), { textContent: stay, type: "button" });
  button.addEventListener("click", () => { touched = true; look(); });
  document.body.append(closing);
  closing.replaceChildren(words, button);
}

// Somebody who is on the way out arrives there: the page that says that the notebook closed would be quicker.
function closed() {
  document.documentElement.hidden = true;
  if (performance.now() - leaving < ON_ITS_WAY) return;
  sessionStorage.setItem("left", location.pathname);
  empty("/sign-in#closed");
}

async function look() {
  const method = touched ? "POST" : "GET";
  touched = false;
  try {
    const reply = await fetch("/alive", { method, cache: "no-store" });
    if (reply.status === 401) closed();
    if (reply.status === 204) lastSeen = Date.now();
    warn(reply.headers.has("Nearer-Closes-Soon"));
  } catch {
    if (Date.now() - lastSeen > UNREACHABLE_AFTER) document.documentElement.hidden = true;
  }
}
setInterval(look, LOOK_EVERY);
document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });

// A page brought back from the browser's memory is fetched afresh, so that the gate decides.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

// Shift three times within a second and a half leaves at once, where it is not switched off in Settings. The pages around
// the screens, in the same tab, do as it is set here.
let presses = [];
addEventListener("keydown", (event) => {
  if (event.repeat) return;
  presses = event.key === "Shift" ? presses.filter((time) => event.timeStamp - time < SHIFT_WITHIN) : [];
  if (event.key === "Shift") presses.push(event.timeStamp);
  const set = document.querySelector(".nearer-bar")?.dataset.shift;
  if (presses.length > 2 && set !== "off") leave();
}, { capture: true });

// What people write, and questions that somebody brought, run from right to left where most of their letters do: a browser's
// own `auto` goes by the first letter alone, and an English sentence may begin with an Arabic name.
const TYPED = "input:not([type]), input[type=text], textarea";
const READ = ".nearer-section, .nearer-top, .nearer-task, .nearer-bar summary, .nearer-words, .nearer-inside, :is(.stHtml, .stMarkdown) :is(p, li, td, th, dt, dd, h1, h2, h3, caption, figcaption), .stText > *";
const ASKED = ":is(.stRadio, .stButtonGroup, .stTextInput, .stTextArea, .stSelectbox, .stMultiSelect, .stDateInput, " +
  ".stTimeInput, .stDateTimeInput):has([data-testid=stWidgetLabel])";
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

function directionOf(text) {
  const letters = text.replace(/\u2068[^\u2069]*\u2069/gu, "").match(/\p{L}/gu) ?? []; // names that are set apart
  const most = letters.filter((letter) => RIGHT_TO_LEFT.test(letter)).length * 2 > letters.length;
  if (most === RIGHT_TO_LEFT.test(letters[0] ?? "")) return "auto";
  return most ? "rtl" : "ltr";
}

function turn(written, words) {
  const direction = RIGHT_TO_LEFT.test(words) ? directionOf(words) : "auto";
  if (written.dir !== direction) written.dir = direction;
}

// Number fields, which are text fields, ask a phone for figures: the name of the container around them says for which.
function fitFields() {
  for (const field of document.querySelectorAll(TYPED)) if (field.dir !== "auto") field.dir = "auto";
  for (const words of document.querySelectorAll(READ)) turn(words, words.textContent);
  for (const group of document.querySelectorAll(ASKED)) {
    turn(group, group.querySelector("[data-testid=stWidgetLabel]").textContent);
  }
  for (const keys of ["decimal", "numeric"]) {
    for (const field of document.querySelectorAll(`[class*="_typed_${keys}"] .stTextInput input`)) field.inputMode = keys;
  }
}

// Where somebody uses a finger or a mouse, a heading that is given focus for who listens has no ring: it is no control.
addEventListener("keydown", () => document.documentElement.toggleAttribute("data-keys", true), { capture: true });
addEventListener("pointerdown", () => document.documentElement.toggleAttribute("data-keys", false), { capture: true });

// A new step of a form, or a new screen, begins at its top, and a screen reader is told where it is.
let place = "";
let led = null; // the heading that has focus since: when it is drawn anew, the new one has it
let waiting = false;

// A form that has become longer is still at its first part: while its bar is drawn anew, there is none for a moment.
let formStep = { title: "", number: "0" };

function where() {
  const bar = document.querySelector(".nearer-steps [role=progressbar]");
  const title = document.querySelector(".nearer-top h1")?.textContent;
  if (!title) return null;
  if (bar) formStep = { title, number: bar.getAttribute("aria-valuenow") };
  else if (title !== formStep.title) formStep = { title, number: "0" };
  return `${location.pathname} ${title} ${formStep.number}`;
}

// Where a choice leads on at once, the arrow keys only move; the space bar or Enter chooses.
const STEP = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
addEventListener("keydown", (event) => {
  const radio = event.target.closest?.("[data-testid=stRadioGroup] input");
  if (!radio || !document.querySelector(".nearer-steps.by-item, .st-key-week-question-card") || !(STEP[event.key] || event.key === "Enter")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.key === "Enter") return radio.click();
  const radios = [...radio.closest("[data-testid=stRadioGroup]").querySelectorAll("input")];
  radios[(radios.indexOf(radio) + STEP[event.key] + radios.length) % radios.length].focus();
}, { capture: true });

// What draws the charts is large: it is parsed while a person reads the first screen, so that the next one stands sooner.
function parseCharts() {
  for (const link of document.querySelectorAll("link[rel=prefetch]")) link.rel = "modulepreload";
}

// What a tap on a picture opened is brought into view, where it is not already.
let opened = null;

function bringOpened() {
  const now = document.querySelector("[data-opened]");
  if (now?.dataset.opened !== opened) now?.scrollIntoView({ block: "nearest" });
  opened = now?.dataset.opened;
}

// A control that is drawn away while it has focus leaves it to what stands in its place: the sentence that says what
// happened, or the control nearest to where it was. A screen reader is never sent to the top of the page.
const CONTROLS = ':is(button, input, textarea, summary, a[href], [role=spinbutton]):not([tabindex="-1"])';
const AROUND = ".nearer-frame";
const SAID = ".nearer-note, [data-said]";
let held = null; // the control that was used last
let pressed = false; // since something was read out

const saidNow = () => [...document.querySelectorAll(SAID)].map((one) => one.textContent.trim());
const heightOf = (one) => one.getBoundingClientRect().top + (document.querySelector("[data-testid=stMain]")?.scrollTop ?? 0);

function hold({ target, type }) {
  const control = target.closest?.(`${CONTROLS}, [tabindex="-1"]:is(button, input), label:has(input)`);
  if (!control?.closest("[data-testid=stMain]") || control.closest(AROUND)) {
    held = null;
    return;
  }
  pressed ||= type === "click";
  const around = [];
  for (let box = control.parentElement; box && box.dataset.testid !== "stMain"; box = box.parentElement) around.push(box);
  held = { control, around, height: heightOf(control), said: saidNow() };
  led = null;
}
for (const kind of ["click", "focusin"]) addEventListener(kind, hold, { capture: true });

function atRest() {
  return document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";
}

function nearest(boxes, height) {
  const here = (one) => one.checkVisibility() && !one.closest(AROUND);
  const away = (one) => Math.abs(heightOf(one) - height);
  for (const box of boxes) {
    const controls = box.isConnected ? [...box.querySelectorAll(CONTROLS)].filter(here) : [];
    if (controls.length) return controls.reduce((best, one) => (away(one) < away(best) ? one : best));
  }
}

function keepFocus() {
  if (!held || !atRest() || held.control.isConnected || document.activeElement !== document.body) return;
  const note = [...document.querySelectorAll(SAID)].find((one) => !held.said.includes(one.textContent.trim()));
  const next = note ?? nearest(held.around, held.height);
  held = null;
  if (!next) return;
  if (next === note) next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

// One place for everything that is read out as it happens. It is there before anything is said, and stays; behind a root
// of its own, so that nothing stands on the page twice.
const region = document.createElement("div");
region.setAttribute("role", "status");
const spoken = document.createElement("div");
spoken.id = "nearer-status";
spoken.attachShadow({ mode: "closed" }).append(region);
addEventListener("DOMContentLoaded", () => document.body.append(spoken));

// What a press brought about is said once, also when the same sentence stood there already; what comes by itself, when
// it comes.
let told = "";

// And it is brought into view, where it is not already.
function showNew() {
  const isNew = (one) => held !== null && !held.said.includes(one.textContent.trim());
  [...document.querySelectorAll(".nearer-note")].find(isNew)?.scrollIntoView({ block: "nearest" });
}

function announce() {
  if (!atRest()) return;
  const now = saidNow().join(" "), again = pressed;
  pressed = false;
  if (again) showNew();
  if (now === told && !again) return;
  told = now;
  region.textContent = "";
  if (!now) return;
  spoken.dataset.times = Number(spoken.dataset.times ?? 0) + 1;
  requestAnimationFrame(() => { region.textContent = now; });
}

// Buttons that read alike are told apart by what they belong to: "Begin: Your body".
function nameButtons() {
  const alike = new Map();
  for (const button of document.querySelectorAll("[data-testid=stMain] .stButton button")) {
    const text = button.textContent.trim();
    alike.set(text, [...(alike.get(text) ?? []), button]);
  }
  for (const [text, buttons] of alike) {
    for (const button of buttons) {
      const name = buttons.length > 1 && text ? `${text}: ${belongsTo(button)}` : null;
      if (button.getAttribute("aria-label") === name) continue;
      name ? button.setAttribute("aria-label", name) : button.removeAttribute("aria-label");
    }
  }
}

const TITLES = ["h2, h3, .nearer-titled strong", "[data-testid=stWidgetLabel], .stHtml p"]; // the better one first

function belongsTo(button) {
  for (let box = button.parentElement; box && box.dataset.testid !== "stMain"; box = box.parentElement) {
    for (const kind of TITLES) {
      const title = [...box.querySelectorAll(kind)].find((one) => !button.contains(one));
      if (title) return title.textContent.trim();
    }
  }
  return "";
}

// In a form the sentence of a section, and the hint of an item, are read with each group of answers that they are about.
function tieSentences() {
  if (!document.querySelector(".nearer-steps")) return;
  let ofPart = "", ofItem = "";
  const texts = ":is(.nearer-section, .nearer-inside) p, .nearer-question + .nearer-quiet";
  [...document.querySelectorAll(`${texts}, .stMain :is([role=radiogroup], [role=toolbar])`)].forEach((one, place) => {
    if (one.matches("p")) {
      if (one.id !== `nearer-said-${place}`) one.id = `nearer-said-${place}`;
      one.matches(".nearer-question + p") ? ofItem = one.id : ofPart = one.id;
      return;
    }
    const described = `${ofPart} ${ofItem}`.trim();
    if (described && one.getAttribute("aria-describedby") !== described) one.setAttribute("aria-describedby", described);
    ofItem = "";
  });
}

// Past bar, tour and menu: to the heading of the screen, from which Tab leads to its first control.
addEventListener("click", (event) => {
  if (!event.target.closest?.('a[href="#stMain"], [data-testid=stSkipLink]')) return;
  const heading = document.querySelector(".nearer-top h1");
  if (!heading) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  heading.tabIndex = -1;
  heading.focus();
}, { capture: true });

// Streamlit listens to Back and Forward, and draws the screen that the address then names.
function leadTo(address, replacing) {
  history[replacing ? "replaceState" : "pushState"](null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}

// A link to a screen of our own leads there without loading the program anew.
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-inside]");
  const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || elsewhere || event.defaultPrevented) return;
  event.preventDefault();
  dispatchEvent(new CustomEvent("nearer-leads", { detail: link }));
  leadTo(link.href);
});

// One's own menu closes when a link in it was followed, when something else is touched, and by Escape.
addEventListener("click", (event) => {
  const menu = document.querySelector(".nearer-bar details[open]");
  if (menu && !event.target.closest?.("summary")) menu.open = false;
});
addEventListener("keydown", (event) => {
  const menu = document.querySelector(".nearer-bar details[open]");
  if (!menu || event.key !== "Escape") return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

function keepShift() {
  const set = document.querySelector(".nearer-bar")?.dataset.shift;
  if (set) sessionStorage.setItem("shift", set);
}

function arrive() {
  waiting = false;
  keepShift();
  nameButtons();
  tieSentences();
  announce();
  fitFields();
  bringOpened();
  const now = where();
  const fell = led !== null && document.activeElement === document.body && !led.isConnected;
  if (!now || (now === place && !fell)) return keepFocus();
  held = null; // another screen or step: its heading has the focus
  const first = place === "";
  const heading = document.querySelector(".nearer-steps") ? ".nearer-section h2" : ".nearer-top h1";
  const target = document.querySelector(heading);
  if (!first && !target) return; // it is being drawn
  place = now;
  if (first) {
    (window.requestIdleCallback ?? setTimeout)(parseCharts); // Safari has none
    return;
  }
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  led = target;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

new MutationObserver(() => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(arrive);
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-valuenow", "data-test-script-state"] });

// A chart is as wide as the window that it was drawn in; on paper it is as wide as the page (style.css).
addEventListener("beforeprint", () => {
  for (const svg of document.querySelectorAll(".js-plotly-plot .main-svg")) {
    svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
  }
});
addEventListener("afterprint", () => {
  for (const svg of document.querySelectorAll(".js-plotly-plot .main-svg")) svg.removeAttribute("viewBox");
});
