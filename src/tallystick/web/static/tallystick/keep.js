/* What is typed is kept on the server, and whoever is about to be signed out is told in time. */
(() => {
  "use strict";

  const panel = document.getElementById("session");
  if (!panel) return;
  const { address, keep, signIn, over } = panel.dataset;
  const token = panel.querySelector("[name=csrfmiddlewaretoken]").value;
  const WARN = 5 * 60;
  const REST = 4000;
  const AT_MOST = 15000;

  // 1. Keeping: a form of more than a few words is sent to be kept when the hands rest.
  const forms = [...document.querySelectorAll("form[method=post]")].filter(
    (form) =>
      !("nokeep" in form.dataset) &&
      !form.querySelector("input[type=password]") &&
      form.querySelector("textarea, .ts-fields, input[type=text]"),
  );
  const dirty = new Set();
  let last = 0;
  let timer = 0;
  let onTheWay = null;

  const send = async (form) => {
    dirty.delete(form);
    last = Date.now();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    const to = `${keep}?${new URLSearchParams({ page: decodeURI(location.pathname) })}`;
    onTheWay = new AbortController();
    const ways = { method: "POST", body, redirect: "manual", signal: onTheWay.signal };
    const answer = await fetch(to, ways).catch(() => null);
    if (answer?.type === "opaqueredirect" || answer?.status === 403) return ended();
    if (!answer?.ok) return;
    const told = await answer.json();
    if (told.left) until = Date.now() + told.left * 1000;
    if (told.kept) note(form);
  };

  // Said once a form, in one quiet line: a voice that repeats itself is turned off.
  const note = (form) => {
    let line = form.querySelector("[data-kept-line]");
    if (!line) {
      line = document.createElement("p");
      line.className = "ts-xs ts-2 mb-0";
      line.dataset.keptLine = "";
      form.append(line);
    }
    const at = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    line.textContent = panel.dataset.kept.replace("#", at);
  };

  const flush = () => {
    for (const form of dirty) send(form);
  };

  for (const form of forms) {
    form.addEventListener("input", () => {
      dirty.add(form);
      clearTimeout(timer);
      timer = setTimeout(flush, Math.max(REST, AT_MOST - (Date.now() - last)));
    });
    form.addEventListener("submit", () => {
      // What is sent now must not be kept behind its back.
      dirty.clear();
      clearTimeout(timer);
      onTheWay?.abort();
    });
  }
  document.addEventListener("visibilitychange", () => document.hidden && flush());

  // 2. Putting back: only what a person sees in a form is filled, never what the page itself knows.
  const kept = document.querySelector("[data-kept-form]");
  const back = kept && kept.querySelector("[data-put-back]");
  if (back) {
    back.hidden = false;
    back.addEventListener("click", () => {
      const said = new Map();
      for (const one of kept.querySelectorAll("input[type=hidden]")) {
        said.set(one.name, [...(said.get(one.name) ?? []), one.value]);
      }
      const shown = (form) =>
        [...form.elements].filter((one) => said.has(one.name) && !["hidden", "submit", "file"].includes(one.type));
      const best = forms.map((form) => [shown(form).length, form]).sort((a, b) => b[0] - a[0])[0];
      if (!best || !best[0]) return;
      const used = new Map();
      for (const one of shown(best[1])) {
        const values = said.get(one.name);
        if (one.type === "checkbox" || one.type === "radio") one.checked = values.includes(one.value);
        else if (one.multiple) for (const option of one.options) option.selected = values.includes(option.value);
        else {
          const n = used.get(one.name) ?? 0;
          used.set(one.name, n + 1);
          if (values[n] !== undefined) one.value = values[n];
        }
      }
      for (let up = best[1].parentElement; up; up = up.parentElement) if (up.matches("details")) up.open = true;
      kept.remove();
      const first = shown(best[1])[0];
      first.focus();
      first.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  // 3. The end of the session: by the server's clock, also after the machine has slept.
  let until = Date.now() + Number(panel.dataset.left) * 1000;
  let hidden = false;
  let done = false;
  const words = document.getElementById("session-words");
  const minutes = panel.querySelector("[data-minutes]");

  const left = () => (until - Date.now()) / 1000;

  const ask = async (method) => {
    const ways = { method, redirect: "manual", cache: "no-store" };
    if (method === "POST") ways.body = new URLSearchParams({ csrfmiddlewaretoken: token });
    const answer = await fetch(address, ways).catch(() => null);
    if (!answer) return false;
    if (!answer.ok) return ended();
    until = Date.now() + (await answer.json()).left * 1000;
    return true;
  };

  const ended = () => {
    done = true;
    words.textContent = over;
    panel.querySelector("[data-stay]").hidden = true;
    const again = panel.querySelector("[data-again]");
    again.href = `${signIn}?${new URLSearchParams({ next: location.pathname + location.search })}`;
    again.hidden = false;
    panel.hidden = false;
  };

  const look = async () => {
    if (done) return;
    if (left() > WARN) {
      panel.hidden = true;
      hidden = false;
      return;
    }
    // Another window may have stayed signed in meanwhile.
    if (panel.hidden && !hidden && (!(await ask("GET")) || left() > WARN)) return;
    if (left() <= 0) {
      await ask("GET");
      if (left() <= 0) ended();
      return;
    }
    if (left() < 60) flush();
    const now = Math.max(1, Math.ceil(left() / 60));
    if (minutes.textContent !== String(now)) minutes.textContent = now;
    if (!hidden) panel.hidden = false;
  };

  panel.querySelector("[data-hide]").addEventListener("click", () => {
    panel.hidden = true;
    hidden = true;
  });
  panel.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await ask("POST")) panel.hidden = true;
  });
  document.addEventListener("visibilitychange", () => document.hidden || look());
  setInterval(look, 10000);
  look();
})();
