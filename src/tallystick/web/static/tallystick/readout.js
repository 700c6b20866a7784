/* A text beside its draft: items show their words, and letters decide while the draft has the focus. */
(() => {
  "use strict";

  const draft = document.querySelector("[data-draft]");
  if (!draft) return;
  const items = [...draft.querySelectorAll("[data-item]")];

  const show = (item) => {
    for (const lit of document.querySelectorAll(".ts-span.ts-on")) lit.classList.remove("ts-on");
    for (const one of items) one.classList.toggle("ts-on", one === item);
    if (!item) return;
    const words = document.querySelectorAll(`.ts-span[data-in~="${item.dataset.item}"]`);
    for (const piece of words) piece.classList.add("ts-on");
    // The text keeps beside the item that is looked at; where both stand below each other it stays.
    if (words[0] && getComputedStyle(draft.parentElement).gridTemplateColumns.includes(" ")) {
      words[0].scrollIntoView({ block: "nearest" });
    }
  };

  const stand = (item) => {
    if (!item) return;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  };

  draft.addEventListener("focusin", (event) => show(event.target.closest("[data-item]")));
  draft.addEventListener("mouseover", (event) => {
    const item = event.target.closest("[data-item]");
    if (item && !draft.contains(document.activeElement)) show(item);
  });

  const ways = {
    j: (at) => stand(items[items.indexOf(at) + 1]),
    k: (at) => stand(items[items.indexOf(at) - 1]),
    a: (at) => at.querySelector("[name=accept]")?.click(),
    x: (at) => at.querySelector("[name=reject]")?.click(),
    c: (at) => at.querySelector("[data-correct]")?.click(),
  };

  draft.addEventListener("keydown", (event) => {
    const at = event.target.closest("[data-item]");
    const typing = event.target.matches("input, select, textarea");
    if (!at || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const way = ways[event.key];
    if (way) {
      event.preventDefault();
      way(at);
    }
  });

  // After a decision the reader stands at the next item that waits; after a refusal, where she was.
  // From a list she comes without an item (#next): there she stands at the first that waits.
  const at = draft.dataset.stand || location.hash.slice(1);
  const waits = (item) => at === "next" && item.querySelector("[name=accept]");
  stand(items.find((item) => item.id === at || waits(item)));
})();
