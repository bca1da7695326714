// Serves the shell of the notes without a connection. GET of the files in SHELL only: no answer with data is ever kept, and
// nothing that is sent passes through here. SHELL and VERSION stand before this text, written by listening/capture/shell.py.
"use strict";

self.addEventListener("install", (event) => {
  const fresh = SHELL.map((path) => new Request(path, { cache: "reload", credentials: "omit" }));
  event.waitUntil(caches.open(VERSION).then((kept) => kept.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name !== VERSION).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const asked = new URL(event.request.url);
  if (event.request.method !== "GET" || asked.origin !== self.location.origin || asked.search
      || !SHELL.includes(asked.pathname)) return;
  event.respondWith(caches.open(VERSION).then((kept) => kept.match(asked.pathname))
    .then((found) => found || fetch(event.request)));
});
