/* A table one types and pastes into. The text below it is the same rows: that is what is sent. */
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  const form = document.querySelector("[data-grid-form]");
  if (!table || !form) return;
  const box = form.elements.text;
  const body = table.tBodies[0];
  const said = document.getElementById("grid-said");
  const heads = [...table.tHead.rows[0].cells].filter((cell) => cell.dataset.at);
  const most = Number(table.dataset.most);
  const SPARE = 5;
  // Whether the box holds more than the table does.
  let held = false;

  const rows = () => [...body.rows].filter((row) => row.dataset.r);
  const inputs = (row) => [...row.querySelectorAll("input")];

  const dress = (cell, at, n) => {
    const input = document.createElement("input");
    const head = heads[at];
    input.type = "text";
    input.value = cell.textContent.trim();
    input.autocomplete = "off";
    input.setAttribute("aria-label", `${label(head)}, ${table.dataset.row} ${n}`);
    if (head.dataset.list) input.setAttribute("list", head.dataset.list);
    if (head.classList.contains("n")) {
      input.className = "n";
      input.inputMode = "decimal";
    }
    if (cell.dataset.said) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", cell.dataset.said);
    }
    cell.replaceChildren(input);
  };

  const label = (head) => head.firstChild.textContent.trim();

  const add = () => {
    const n = rows().length + 1;
    const row = body.insertRow();
    row.dataset.r = n;
    const head = document.createElement("th");
    head.scope = "row";
    head.className = "ts-2 fw-normal";
    head.textContent = n;
    row.append(head);
    heads.forEach((one, at) => {
      const cell = row.insertCell();
      cell.id = `c-${one.dataset.at}${n}`;
      dress(cell, at, n);
    });
    row.insertCell().className = "say";
    return row;
  };

  const spare = () => {
    const all = rows();
    let empty = 0;
    for (const row of all.reverse()) {
      if (inputs(row).some((input) => input.value)) break;
      empty += 1;
    }
    for (; empty < SPARE && rows().length < most; empty += 1) add();
  };

  // The same reading as on the server: a cell with a tab, a quote or an end of line is quoted.
  const cells = (text) => {
    const found = [[]];
    const one = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*)/y;
    const end = /\t|\r\n?|\n/y;
    let at = 0;
    for (;;) {
      one.lastIndex = at;
      const cell = one.exec(text);
      found.at(-1).push((cell[1] === undefined ? cell[2] : cell[1].replaceAll('""', '"')).trim());
      end.lastIndex = one.lastIndex;
      const stop = end.exec(text);
      if (!stop) break;
      at = end.lastIndex;
      if (stop[0] !== "\t") found.push([]);
    }
    while (found.length && !found.at(-1).some((cell) => cell)) found.pop();
    return found;
  };

  const quoted = (cell) => (/^"|[\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const line = (row) => row.map(quoted).join("\t");

  const typed = () => {
    const all = rows().map((row) => inputs(row).map((input) => input.value));
    while (all.length && !all.at(-1).some((cell) => cell)) all.pop();
    return all;
  };

  const write = () => {
    held = false;
    box.value = [heads.map(label), ...typed()].map(line).join("\n");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // What stands in the table, and below it what the table cannot hold.
  const hold = (found, headed) => {
    const names = heads.map(label);
    const to = (headed ? found[0] : []).map((cell) => {
      const known = names.findIndex((name) => plain(name) === plain(cell));
      return known < 0 ? names.push(cell) - 1 : known;
    });
    const spread = (row) => {
      const made = [];
      row.forEach((cell, at) => { made[headed ? to[at] : at] = cell; });
      return Array.from(made, (cell) => cell ?? "");
    };
    const before = typed();
    box.value = [names, ...before, ...(headed ? found.slice(1) : found).map(spread)].map(line).join("\n");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    held = true;
    form.querySelector("[data-as-text]").hidden = false;
  };

  const plain = (text) => text.normalize("NFKC").trim().toLowerCase();

  const paste = (text, start) => {
    let found = cells(text);
    const labels = heads.map((head) => plain(label(head)));
    const order = (found[0] ?? []).map((cell) => labels.indexOf(plain(cell)));
    const headed = order.filter((to) => to >= 0).length >= 2;
    const lost = headed && order.some((to, at) => to < 0 && found.some((row) => row[at]));
    const column = inputs(start.closest("tr")).indexOf(start);
    const wide = !headed && found.some((row) => row.length > heads.length - column);
    const first = rows().indexOf(start.closest("tr"));
    if (lost || wide || first + found.length > most) {
      // Columns that are hidden or unknown, or too much for the table: the server sorts it out.
      hold(found, headed);
      if (found.length > most) said.textContent = table.dataset.tooMany;
      else form.querySelector("[name=act][value=check]").click();
      return;
    }
    if (headed) found = found.slice(1);
    while (rows().length < first + found.length) add();
    const all = rows();
    found.forEach((row, n) => {
      const to = inputs(all[first + n]);
      row.forEach((cell, at) => {
        const place = headed ? order[at] : column + at;
        if (to[place]) set(to[place], cell);
      });
    });
    spare();
    write();
    said.textContent = table.dataset.pasted.replace("#", found.length);
  };

  const set = (input, value) => {
    input.value = value;
    const cell = input.closest("td");
    cell.classList.remove("bad", "fst-italic", "ts-2");
    input.removeAttribute("aria-invalid");
    input.closest("tr").lastElementChild.textContent = "";
  };

  const beside = (input, down) => {
    const all = rows();
    const at = inputs(input.closest("tr")).indexOf(input);
    const row = all[all.indexOf(input.closest("tr")) + down];
    return row && inputs(row)[at];
  };

  const go = (input) => {
    if (!input) return;
    input.focus();
    input.select();
  };

  const edge = (input, end) =>
    input.selectionStart === input.selectionEnd && input.selectionStart === (end ? input.value.length : 0);

  const along = (input, by) => {
    const all = [...body.querySelectorAll("input")];
    go(all[all.indexOf(input) + by]);
  };

  const ways = {
    Enter: (input, event) => go(beside(input, event.shiftKey ? -1 : 1)),
    ArrowDown: (input) => go(beside(input, 1)),
    ArrowUp: (input) => go(beside(input, -1)),
    ArrowRight: (input) => edge(input, true) && along(input, 1),
    ArrowLeft: (input) => edge(input, false) && along(input, -1),
  };

  body.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.matches("input") || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      form.querySelector("[name=act][value=check]").click();
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "d") {
      event.preventDefault();
      const above = beside(input, -1);
      if (above) set(input, above.value);
      write();
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && ways[event.key]) {
      // Within a word the arrows go from sign to sign, and a list that offers words keeps its own.
      if (event.key.startsWith("Arrow") && (event.shiftKey || (input.list && event.key !== "ArrowUp" && event.key !== "ArrowDown"))) return;
      if (input.list && (event.key === "ArrowDown" || event.key === "ArrowUp") && document.activeElement.value === "") return;
      if (ways[event.key](input, event) !== false) event.preventDefault();
    }
  });

  body.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\r\n]/.test(text.replace(/[\r\n]+$/, ""))) return;
    event.preventDefault();
    paste(text, event.target);
  });

  // What a number says, as the server will keep it, a moment after the last sign was typed.
  let timer = 0;
  const say = (input) => {
    const head = heads[inputs(input.closest("tr")).indexOf(input)];
    clearTimeout(timer);
    if (!head.dataset.unit || !input.value.trim()) return;
    timer = setTimeout(async () => {
      const scale = form.elements[`in.${head.dataset.unit}`]?.value ?? "";
      const asked = new URLSearchParams({ unit: head.dataset.unit, n: input.value, in: scale });
      const answer = await fetch(`${table.dataset.say}?${asked}`).catch(() => null);
      if (!answer?.ok || answer.redirected) return;
      const words = await answer.text();
      input.closest("tr").lastElementChild.textContent = words;
      said.textContent = words;
    }, 300);
  };

  body.addEventListener("input", (event) => {
    set(event.target, event.target.value);
    spare();
    write();
    say(event.target);
  });

  form.addEventListener("submit", () => held || write());
  form.querySelector("[data-as-text]").hidden = true;
  form.querySelector("[data-keys]").hidden = false;

  for (const row of rows()) {
    [...row.querySelectorAll("td:not(.say)")].forEach((cell, at) => dress(cell, at, row.dataset.r));
  }
  spare();

  const bad = body.querySelector("td.bad input");
  const first = body.querySelector("input");
  const target = location.hash.startsWith("#c-") && document.querySelector(`${CSS.escape ? `[id="${location.hash.slice(1)}"]` : "#none"} input`);
  go(target || bad || first);

  // A fault that is named above leads into its cell.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#c-']");
    const cell = link && document.getElementById(link.hash.slice(1));
    const input = cell && cell.querySelector("input");
    if (!input) return;
    event.preventDefault();
    go(input);
  });
})();
