// The wall: the statement, how far the vote is in steps of five, and afterwards the bands. It asks, and never sends.
"use strict";

(() => {
  const at = (id) => document.getElementById(id);
  const say = at("words-of-page").dataset;
  const ASK = 2500, JITTER = 500, PER_PAGE = 4, TURN = 12000;
  const STEPS = { talk: "talk", vote: "vote", look: "look", talk_again: "talkAgain", vote_again: "voteAgain", done: "done" };
  const BANDS = { nearly_all: "nearlyAll", most: "most", split: "split", few: "fewPeople", hardly_any: "hardlyAny" };
  const WIDTHS = { nearly_all: 90, most: 70, split: 50, few: 30, hardly_any: 10 };
  let room = { n: -1 };
  let lines = [];
  let page = 0;

  const asked = async (path) => (await fetch(path, { cache: "no-store", credentials: "omit" })).json();
  const made = (name, text, classes = "") => Object.assign(document.createElement(name), { textContent: text, className: classes });

  const renew = async () => {
    const before = room;
    room = await asked("/e");
    if (room.n !== before.n) lines = await asked("/a");
    const looks = ["look", "done"].includes(room.p);
    document.body.dataset.step = room.p;
    at("step").textContent = say[STEPS[room.p]] || "";
    if (looks && room.p !== before.p) { page = 0; results(await asked("/r")); }
    if (!looks) statement();
    for (const id of ["statement", "number"]) at(id).hidden = looks;
    at("results").hidden = at("page-of").hidden = !looks;
    progress();
  };

  const statement = () => {
    const here = lines.findIndex(([key]) => key === room.at);
    at("statement").textContent = here < 0 ? "" : lines[here][1];
    at("number").textContent = here < 0 ? "" : say.of.replace("{n}", here + 1).replace("{all}", lines.length);
  };

  const progress = () => {
    at("progress").hidden = !room.m;
    if (!room.m) return;
    const few = room.done === 0 || room.in === 0;
    at("filled").style.width = few ? "0" : `${Math.min(100, 100 * room.done / room.in)}%`;
    at("progress-words").textContent = few ? say.few : say.progress.replace("{done}", room.done).replace("{in}", room.in);
  };

  let items = [];
  const results = (found) => {
    items = lines.map(([key, text]) => {
      const item = document.createElement("li");
      item.append(Object.assign(made("p", text, "said"), { lang: "es-mx" }));
      if (!found || !(key in found)) item.append(made("p", say.apart, "note"));
      else if (found[key].every((band) => band === null)) item.append(made("p", say.hidden, "note"));
      else item.append(...bars(found[key]));
      return item;
    });
    turn();
  };

  const bars = ([agree, disagree]) => [["agree", agree], ["disagree", disagree]].map(([side, band]) => {
    const row = made("div", "", `bar ${side}`);
    const fill = made("span", "", "fill");
    fill.style.width = `${WIDTHS[band]}%`;
    row.append(made("span", say[side], "label"), Object.assign(made("span", "", "track"), { ariaHidden: "true" }), made("span", say[BANDS[band]], "words"));
    row.querySelector(".track").append(fill);
    return row;
  });

  const turn = () => {
    const pages = Math.max(1, Math.ceil(items.length / PER_PAGE));
    page %= pages;
    at("results").replaceChildren(...items.slice(page * PER_PAGE, (page + 1) * PER_PAGE));
    at("page-of").textContent = pages > 1 ? `${say.note} ${say.of.replace("{n}", page + 1).replace("{all}", pages)}` : say.note;
  };
  setInterval(() => { if (!at("results").hidden) { page += 1; turn(); } }, TURN);

  const keepAsking = async () => {
    for (;;) {
      try { await renew(); } catch { /* The laptop is starting again: what stands here stays until it answers. */ }
      await new Promise((done) => setTimeout(done, ASK + Math.random() * JITTER));
    }
  };
  keepAsking();
})();
