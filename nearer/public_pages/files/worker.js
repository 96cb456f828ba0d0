// Of an installed Nearer: without a connection it shows one page that holds nothing of anybody. Nothing else is kept.
"use strict";

const SHELF = "offline-1";
const PAGE = "/home-screen/offline";
// What ends a session clears this browser, and the worker with it: it would take the answer along that it is waiting for.
const WAY_OUT = "/bye";

addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.add(PAGE)).then(() => skipWaiting()));
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { mode, method, url } = event.request;
  if (mode !== "navigate" || method !== "GET" || new URL(url).pathname === WAY_OUT) return;
  event.respondWith(fetch(event.request).catch(() => caches.match(PAGE)));
});
