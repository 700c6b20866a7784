/* The few things a page cannot do by itself. Every page works without this file. */
(() => {
  "use strict";

  // Buttons that need a script stay hidden until there is one.
  const wake = (root) => {
    for (const button of root.querySelectorAll("[data-print], [data-copy], [data-tick]")) button.hidden = false;
    for (const list of root.querySelectorAll("[data-days]")) slideLinks(list);
  };

  const say = (words) => {
    const status = document.getElementById("messages");
    const line = document.createElement("div");
    line.className = "alert alert-success";
    line.textContent = words;
    status.replaceChildren(line);
  };

  // One press takes all the ticks away, the next puts them all.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tick]");
    if (!button) return;
    const boxes = [...button.form.querySelectorAll(`input[type=checkbox][name="${button.dataset.tick}"]`)];
    const none = boxes.every((box) => !box.checked);
    for (const box of boxes) box.checked = none;
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-print], [data-copy]");
    if (!button) return;
    if ("print" in button.dataset) return window.print();
    await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href);
    say(button.dataset.done);
  });

  // "/" goes to the search, unless somebody is typing.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const search = [...document.querySelectorAll("input[type=search][name=q]")].find((one) => one.offsetParent);
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  // After a swap the reader stands at the new heading, never at the top of the page.
  document.addEventListener("htmx:afterSettle", (event) => {
    wake(document);
    const heading = event.detail.elt.querySelector("[tabindex='-1']");
    if (heading) heading.focus();
  });

  // What fetches itself anew rests while nobody looks at it.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (document.hidden && "poll" in event.detail.elt.dataset) event.preventDefault();
  });

  // A range over so many days, and the words for the one it stands at; `say` says it and acts on it.
  const sliderOver = (id, label, count, at, say) => {
    const range = document.createElement("input");
    const told = document.createElement("output");
    const tell = () => {
      told.textContent = say(Number(range.value));
      range.setAttribute("aria-valuetext", told.textContent);
    };
    Object.assign(range, { type: "range", min: 0, max: count - 1, step: 1, id, className: "ts-slide" });
    range.value = at;
    range.setAttribute("aria-label", label);
    range.addEventListener("input", tell);
    told.className = "ts-slid";
    told.setAttribute("for", id);
    tell();
    return [told, range];
  };

  // A choice among days is slid over: the choice keeps what is sent, the range moves it.
  const slide = (choice) => {
    choice.hidden = true;
    choice.before(...sliderOver("known-slide", choice.dataset.slider, choice.length, choice.selectedIndex, (at) => {
      choice.selectedIndex = at;
      return choice.selectedOptions[0].text;
    }));
    for (const ends of choice.form.querySelectorAll("[data-ends]")) ends.hidden = false;
  };
  for (const choice of document.querySelectorAll("select[data-slider]")) slide(choice);

  // Links to days are slid over, the oldest at the left: the range says the day, the button goes there.
  const slideLinks = (list) => {
    if (list.parentElement.querySelector("input")) return;
    const days = [...list.querySelectorAll("a")].reverse();
    const shown = days.findIndex((day) => day.hasAttribute("aria-current"));
    const go = document.createElement("a");
    go.className = "btn btn-sm mt-2 mb-2";
    go.textContent = list.dataset.go;
    const [told, range] = sliderOver("posted-slide", list.dataset.days, days.length, shown < 0 ? days.length - 1 : shown, (at) => {
      go.href = days[at].href;
      return days[at].dataset.said;
    });
    range.addEventListener("keydown", (event) => { if (event.key === "Enter") location.assign(go.href); });
    list.before(told, range, go);
  };

  wake(document);

  // A form that is the whole purpose of its page takes the focus; after a refusal, at the first fault,
  // and where no field is at fault, at what is said of it: else a phone shows a form as it was.
  const start = document.querySelector("[data-start]");
  const first = ":is(input:not([type=hidden]), select, textarea)";
  const to = start && (document.querySelector(`${first}.is-invalid`)
    ?? document.querySelector(".alert-danger[tabindex]") ?? start.querySelector(first));
  if (to) to.focus();
})();
