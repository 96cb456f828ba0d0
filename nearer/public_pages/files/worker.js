// Of an installed Nearer: without a connection it shows one page that holds nothing of anybody. Nothing else is kept.
"use strict";

const SHELF = "offline-1";
const PAGE = "/home-screen/offline";

addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.add(PAGE)).then(() => skipWaiting()));
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate") return;
  event.respondWith(fetch(event.request).catch(() => caches.match(PAGE)));
});
