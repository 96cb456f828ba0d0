// The therapist's caseload: finding while one types, keys, and the way back to the same row.
"use strict";

{ // names of its own: the scripts of a screen share one scope
  const FIND = ".caseload-search input";
  const FIND_AFTER = 60; // ms without a key; a run takes about as long as the next key
  const ROWS = ".nearer-caseload tr[data-couple]";
  let finding = 0;
  let toOpen = null; // what was searched for with Enter; its first couple opens once its rows are there
  let cameTo = ""; // the couple whose row was brought into view

  // The caseload remembers which couple was opened from it, so that Back comes to the same row.
  addEventListener("nearer-leads", (event) => {
    const row = event.detail.closest("tr[data-couple]");
    if (!row) return;
    const caseload = new URL(location.href);
    caseload.searchParams.set("at", row.dataset.couple);
    history.replaceState(null, "", caseload);
  });

  function find(text) {
    const caseload = new URL(location.href);
    for (const name of ["q", "page", "at"]) caseload.searchParams.delete(name);
    if (text) caseload.searchParams.set("q", text);
    if (caseload.href !== location.href) leadTo(caseload, true);
  }

  // Enter opens the first couple that was found; while the rows are those of an earlier search it waits for them.
  function openFirst() {
    const caseload = document.querySelector(".nearer-caseload, .caseload-none");
    if (toOpen === null || caseload?.dataset.search !== encodeURIComponent(toOpen)) return;
    toOpen = null;
    document.querySelector(`${ROWS} th a`)?.click();
  }

  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => (toOpen = null), true);

  addEventListener("input", (event) => {
    if (!event.target.matches?.(FIND)) return;
    clearTimeout(finding);
    finding = setTimeout(find, FIND_AFTER, event.target.value.trim());
  });

  addEventListener("submit", (event) => {
    if (!event.target.matches?.(".caseload-search")) return;
    event.preventDefault();
    clearTimeout(finding);
    const text = event.target.elements.q.value.trim();
    find(text);
    if (text) toOpen = text;
    openFirst();
  });

  function goTo(row) {
    row?.querySelector("th a").focus();
    row?.scrollIntoView({ block: "nearest" });
  }

  // On the caseload j and k go from row to row, on a couple's page to the next couple and the one before.
  function step(by) {
    const way = document.querySelector(`a[data-key="${by > 0 ? "j" : "k"}"]`);
    if (way) return way.click();
    const rows = [...document.querySelectorAll(ROWS)];
    const from = rows.findIndex((row) => row.contains(document.activeElement));
    const at = from < 0 ? rows.findIndex((row) => row.hasAttribute("aria-current")) : from;
    goTo(rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)]);
  }

  const KEYS = { j: () => step(1), k: () => step(-1), "/": () => document.querySelector(FIND)?.focus() };

  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement?.hasAttribute("aria-describedby")) document.activeElement.blur();
    const typing = event.target.closest?.("input, textarea, select, [contenteditable], [role=combobox], [role=listbox]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    if (!document.querySelector(`${FIND}, a[data-key]`)) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  // What stands in the address stands in the field; and the row of the couple that one comes back from is in view.
  function arriveOnCaseload() {
    const field = document.querySelector(FIND);
    if (field && field !== document.activeElement) field.value = new URLSearchParams(location.search).get("q") ?? "";
    const row = document.querySelector(`${ROWS}[aria-current]`);
    const at = row?.dataset.couple ?? "";
    if (at !== cameTo && row) setTimeout(goTo, 50, row); // after the new screen's heading has had focus
    cameTo = at;
  }

  let awaited = false;
  new MutationObserver(() => {
    if (awaited) return;
    awaited = true;
    requestAnimationFrame(() => {
      awaited = false;
      arriveOnCaseload();
      openFirst();
    });
  }).observe(document, { subtree: true, childList: true });
}
