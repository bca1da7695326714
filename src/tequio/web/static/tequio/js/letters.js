// Seals what a phone writes so that only the holder of the private key can read it, the phone itself no longer.
// Layout: version (1) ‖ one-time public key (32) ‖ nonce (24) ‖ box. foundation/vault/letters.py opens it.
"use strict";

window.Letters = (() => {
  const VERSION = 1;

  const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  const toBase64 = (bytes) => {
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192) {
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    }
    return btoa(text);
  };

  // publicKey: base64 of 32 bytes. bytes: Uint8Array. Returns a Uint8Array.
  const seal = (publicKey, bytes) => {
    const once = nacl.box.keyPair();
    const nonce = nacl.randomBytes(nacl.box.nonceLength);
    const box = nacl.box(bytes, nonce, fromBase64(publicKey), once.secretKey);
    once.secretKey.fill(0);
    const letter = new Uint8Array(1 + once.publicKey.length + nonce.length + box.length);
    letter[0] = VERSION;
    letter.set(once.publicKey, 1);
    letter.set(nonce, 1 + once.publicKey.length);
    letter.set(box, 1 + once.publicKey.length + nonce.length);
    return letter;
  };

  const sealText = (publicKey, text) => seal(publicKey, new TextEncoder().encode(text));

  return { seal, sealText, fromBase64, toBase64 };
})();
