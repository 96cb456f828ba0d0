// Small comforts for the pages before sign-in. Every page works without this file.
"use strict";

// Show or hide a passphrase.
for (const button of document.querySelectorAll("[data-shows]")) {
  const field = document.getElementById(button.dataset.shows);
  button.hidden = false;
  button.addEventListener("click", () => {
    const show = field.type === "password";
    field.type = show ? "text" : "password";
    button.textContent = button.dataset.words.split("|")[show ? 1 : 0];
  });
  field.form.addEventListener("submit", () => { field.type = "password"; });
}

// The suggested words in the field, to be seen, with one tap.
for (const button of document.querySelectorAll("[data-fills]")) {
  const field = document.getElementById(button.dataset.fills);
  button.hidden = false;
  button.addEventListener("click", () => {
    field.value = document.getElementById(button.dataset.from).textContent;
    const show = document.querySelector(`[data-shows="${field.id}"]`);
    if (field.type === "password") show.click();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const filled = document.getElementById("filled");
    filled.textContent = filled.dataset.words;
  });
}

// What was wrong with a field is no longer said once the field changes.
for (const problem of document.querySelectorAll("[id$='-problem']")) {
  const field = document.getElementById(problem.id.slice(0, -"-problem".length));
  const forget = () => {
    for (const link of document.querySelectorAll(`.problem > a[href="#${field.id}"]`)) link.parentElement.remove();
    problem.remove();
    field.removeAttribute("aria-invalid");
    const hint = `${field.id}-hint`;
    if (document.getElementById(hint)) field.setAttribute("aria-describedby", hint);
    else field.removeAttribute("aria-describedby");
  };
  field.addEventListener("input", forget, { once: true });
}

// A notebook that closed itself opens where it was: the screen that this tab was on, once.
const left = document.querySelector("[data-left]");
if (left && location.hash === "#closed") left.value = sessionStorage.getItem("left") ?? "";
if (left) left.form.addEventListener("submit", () => sessionStorage.removeItem("left"));

// What is to be kept, in the clipboard, where a browser has one for pages: over TLS and on one's own machine.
for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const groups = [...document.getElementById(button.dataset.copies).children].map((group) => group.textContent);
    await navigator.clipboard.writeText(groups.join("-"));
    const notice = document.getElementById(button.dataset.says);
    notice.textContent = notice.dataset.words;
  });
}

// Another suggestion without losing what is typed.
for (const link of document.querySelectorAll("[data-renews]")) {
  link.hidden = false;
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const page = await fetch(location.pathname, { cache: "no-store" }).then((reply) => reply.text());
    const fresh = new DOMParser().parseFromString(page, "text/html").getElementById(link.dataset.renews);
    document.getElementById(link.dataset.renews).textContent = fresh.textContent;
  });
}

// The browser's time zone, where none was chosen yet. Browsers still call India's zone by its old name.
const zone = document.getElementById("zone");
if (zone) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone.replace("Asia/Calcutta", "Asia/Kolkata");
  const known = Array.from(zone.options).find((option) => option.value === own);
  if (known && "own" in zone.dataset) known.selected = true;
  const name = document.getElementById("zone-name");
  const say = () => { if (name) name.textContent = zone.selectedOptions[0].textContent; };
  zone.addEventListener("change", say);
  say();
}

// An invitation's picture leads here with the code behind the #, which no server is sent; the address forgets it.
const invited = document.querySelector("[data-from-address]");
function takeCode() {
  if (!invited || location.hash.length < 2) return;
  invited.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
}
takeCode();
addEventListener("hashchange", takeCode);

// Shift three times within a second and a half leaves at once, where nobody switched it off in this tab.
let presses = [];
document.addEventListener("keydown", (event) => {
  if (event.repeat) return;
  presses = event.key === "Shift" ? presses.filter((time) => event.timeStamp - time < 1500) : [];
  if (event.key === "Shift") presses.push(event.timeStamp);
  if (presses.length > 2 && sessionStorage.getItem("shift") !== "off") {
    document.documentElement.hidden = true;
    location.replace("/bye");
  }
});

// An installed Nearer, or one about to be, has a page for when there is no connection.
if (document.querySelector("[data-installs]") || matchMedia("(display-mode: standalone)").matches) {
  navigator.serviceWorker?.register("/home-screen/worker.js", { scope: "/" }).catch(() => {});
}

// A page brought back from the browser's memory is fetched afresh.
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
