// Sends what waits, one letter after the other; a letter leaves the phone's queue for a right receipt and for nothing less.
"use strict";

const Send = (() => {
  const EVERY = 30000;
  let busy = false;

  // Resolves to {receipt} or {refused: {code, what, remedy}}; rejects when nobody answers.
  const post = async (path, body) => {
    const answer = await fetch(path, {
      method: "POST", body, credentials: "omit", cache: "no-store", redirect: "error", referrerPolicy: "no-referrer",
      headers: { "Content-Type": "application/octet-stream", "Accept-Language": document.documentElement.lang },
    });
    const said = await answer.json();
    return answer.ok ? { receipt: Letters.fromBase64(said.receipt) } : { refused: said };
  };

  const letter = (slip, waiting) =>
    post("/nota/llega/", Slip.joined(slip.token, Slip.unhex(waiting.item), waiting.letter));

  // Binds the link to this phone. Resolves to the slip that is good from here on, or to null after telling why not.
  const open = async (slip, tell) => {
    if (slip.opened) return slip;
    const answer = await post("/nota/abre/", Slip.joined(slip.token, slip.fresh)), made = Slip.renewed(slip);
    if (answer.refused) {
      tell.refused(answer.refused);
    } else if (Slip.proves(made, answer.receipt)) {
      await Queue.changeSlip(made);
      return made;
    } else {
      tell.stranger();
    }
    return null;
  };

  // tell: {sent(receipt), refused(said), stranger(), nobody()}. Returns how many were sent.
  const all = async (tell) => {
    if (busy) return 0;
    busy = true;
    let sent = 0;
    try {
      const slips = await Queue.slips(), closed = new Set();
      for (const key of await Queue.keys()) {
        const waiting = await Queue.get(key), known = waiting && slips.get(waiting.phone);
        if (!known || closed.has(known.name)) continue;
        const slip = await open(known, tell);
        if (!slip) {
          closed.add(known.name);
          continue;
        }
        slips.set(slip.name, slip);
        const answer = await letter(slip, waiting);
        if (answer.refused) {
          tell.refused(answer.refused);
          if (!answer.refused.only) closed.add(slip.name);
        } else if (Slip.confirms(slip, Slip.unhex(waiting.item), waiting.letter, answer.receipt)) {
          await Queue.remove(key);
          sent += 1;
          await tell.sent(Slip.spoken(answer.receipt));
        } else {
          tell.stranger();
          break;
        }
      }
    } catch (fault) {
      tell.nobody();
    } finally {
      busy = false;
    }
    return sent;
  };

  // While the page is open: when the connection comes back, and from time to time.
  const keepTrying = (tell) => {
    const again = async () => { if (await Queue.count()) all(tell); };
    window.addEventListener("online", again);
    window.setInterval(again, EVERY);
  };

  return { all, open, keepTrying };
})();
