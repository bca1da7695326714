// The slip that came behind the # of the link, and what is made from its secret. listening/capture/slips.py makes it.
"use strict";

const Slip = (() => {
  const SECRET = 16, ADDRESS = 32, HEAD = 1 + SECRET + ADDRESS + 2;
  const bytes = (text) => new TextEncoder().encode(text);

  const joined = (...parts) => {
    const made = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((at, part) => { made.set(part, at); return at + part.length; }, 0);
    return made;
  };

  const hex = (some) => Array.from(some, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const unhex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));

  // HMAC-SHA-512 (RFC 2104); the browser's own is there only under a trusted certificate.
  const hmac = (key, message) => {
    const block = new Uint8Array(128);
    block.set(key);
    const inner = nacl.hash(joined(block.map((byte) => byte ^ 0x36), message));
    return nacl.hash(joined(block.map((byte) => byte ^ 0x5c), inner));
  };

  // Returns null for anything that is no slip.
  const read = (fragment) => {
    try {
      const all = Letters.fromBase64(fragment.replace(/^.*#/, "").trim().replace(/-/g, "+").replace(/_/g, "/"));
      if (all.length < HEAD || all[0] !== 1) return null;
      const secret = all.subarray(1, 1 + SECRET);
      const token = nacl.hash(joined(bytes("token"), secret)).slice(0, 16);
      const names = new TextDecoder().decode(all.subarray(HEAD));
      return {
        name: hex(nacl.hash(token).subarray(0, 8)), token,
        receiptKey: nacl.hash(joined(bytes("receipt"), secret)).slice(0, 32),
        address: Letters.toBase64(all.subarray(1 + SECRET, 1 + SECRET + ADDRESS)),
        fresh: nacl.randomBytes(16), opened: false, audio: Boolean(all[HEAD - 2] & 1), groups: all[HEAD - 1], names: names ? names.split("\n") : [],
      };
    } catch (fault) {
      return null;
    }
  };

  // Whether `receipt` was written by who made the slip, for this item and these very bytes.
  const confirms = (slip, item, letter, receipt) =>
    receipt.length === 32 && nacl.verify(hmac(slip.receiptKey, joined(item, nacl.hash(letter))).slice(0, 32), receipt);

  // The slip as it is once this phone opened the link: of the link, which the history keeps, nothing is good any more.
  const renewed = (slip) => Object.assign({}, slip, {
    opened: true, token: nacl.hash(joined(bytes("token"), slip.receiptKey, slip.fresh)).slice(0, 16),
    receiptKey: nacl.hash(joined(bytes("receipt"), slip.receiptKey, slip.fresh)).slice(0, 32),
  });

  const proves = (slip, proof) => proof.length === 32 && nacl.verify(hmac(slip.receiptKey, slip.fresh).slice(0, 32), proof);

  const spoken = (receipt) =>
    String(new DataView(receipt.buffer, receipt.byteOffset).getUint32(0) % 10000).padStart(4, "0");

  return { read, renewed, proves, confirms, spoken, joined, hex, unhex };
})();
