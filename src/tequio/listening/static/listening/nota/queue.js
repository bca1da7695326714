// What waits on this phone: sealed letters, and for each slip what it takes to send them. Nothing here can be read back.
"use strict";

const Queue = (() => {
  const NAME = "notas";
  let opening = null;

  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  const open = () => {
    if (!opening) {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("slips", { keyPath: "name" });
        request.result.createObjectStore("letters", { autoIncrement: true });
        request.result.createObjectStore("state");
      };
      opening = asked(request).then((base) => {
        // Another page erases everything: let it.
        base.onversionchange = () => { base.close(); opening = null; };
        return base;
      });
      opening.catch(() => { opening = null; });
    }
    return opening;
  };

  // Resolves when the transaction is on disk, not only accepted: a phone may lose its battery at any moment.
  const within = async (stores, mode, work) => {
    const transaction = (await open()).transaction(stores, mode, { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    const result = await work((name) => transaction.objectStore(name));
    await done;
    return result;
  };

  const keepSlip = (slip) => within(["slips", "state"], "readwrite", async (store) => {
    // Opened before on this phone: what was made then is what is good.
    if (!await asked(store("slips").get(slip.name))) await asked(store("slips").put(slip));
    await asked(store("state").put(slip.name, "slip"));
    return asked(store("slips").get(slip.name));
  });

  const changeSlip = (slip) => within(["slips"], "readwrite", (store) => asked(store("slips").put(slip)));

  const currentSlip = () => within(["slips", "state"], "readonly", async (store) => {
    const name = await asked(store("state").get("slip"));
    return name ? asked(store("slips").get(name)) : null;
  });

  const slips = async () => new Map((await within(["slips"], "readonly",
    (store) => asked(store("slips").getAll()))).map((slip) => [slip.name, slip]));

  const nextOrder = () => within(["state"], "readwrite", async (store) => {
    const order = (await asked(store("state").get("order")) || 0) + 1;
    await asked(store("state").put(order, "order"));
    return order;
  });

  const put = (letter) => within(["letters"], "readwrite", (store) => asked(store("letters").add(letter)));
  const keys = () => within(["letters"], "readonly", (store) => asked(store("letters").getAllKeys()));
  const get = (key) => within(["letters"], "readonly", (store) => asked(store("letters").get(key)));
  const remove = (key) => within(["letters"], "readwrite", (store) => asked(store("letters").delete(key)));
  const count = () => within(["letters"], "readonly", (store) => asked(store("letters").count()));

  const erase = async () => {
    if (opening) (await open()).close();
    opening = null;
    await asked(indexedDB.deleteDatabase(NAME));
  };

  return { keepSlip, changeSlip, currentSlip, slips, nextOrder, put, keys, get, remove, count, erase };
})();
