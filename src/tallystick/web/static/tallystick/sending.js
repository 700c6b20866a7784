/* A large file on its way to the server: how much has gone, and a button that stops it. Without this
   file the browser sends the form by itself, and shows nothing. */
(() => {
  "use strict";

  // What goes in an eye's blink needs no telling.
  const LARGE = 256 * 1024;
  const made = document.getElementById("sending");
  if (!made) return;

  const weight = (form) =>
    [...form.querySelectorAll("input[type=file]")]
      .flatMap((input) => [...input.files])
      .reduce((sum, file) => sum + file.size, 0);

  const megabytes = (bytes) =>
    (bytes / 1e6).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

  // The answer is shown as if the browser had asked: its address, its scripts, and the way back.
  const show = (request, from) => {
    if (request.responseURL !== from) {
      history.replaceState({ sent: true }, "");
      history.pushState({ sent: true }, "", request.responseURL);
    }
    document.open();
    document.write(request.responseText);
    document.close();
  };
  addEventListener("popstate", (event) => event.state?.sent && location.reload());

  const send = (form, button) => {
    const line = made.content.firstElementChild.cloneNode(true);
    const [bar, told, stop] = ["progress", "[role=status]", "button"].map((one) => line.querySelector(one));
    const request = new XMLHttpRequest();
    const body = new FormData(form, button);
    const buttons = [...form.querySelectorAll("button")].filter((one) => !one.disabled);
    const to = button?.hasAttribute("formaction") ? button.formAction : form.action;
    let gone = false;

    const end = (words) => {
      for (const one of buttons) one.disabled = false;
      bar.remove();
      stop.remove();
      told.textContent = words;
      button?.focus();
    };
    request.upload.addEventListener("progress", (event) => {
      bar.max = event.total;
      bar.value = event.loaded;
      const words = line.dataset.going.replace("{sent}", megabytes(event.loaded));
      told.textContent = words.replace("{of}", megabytes(event.total));
    });
    // All has gone; what the server makes of it takes as long as it takes.
    request.upload.addEventListener("load", () => {
      gone = true;
      bar.removeAttribute("value");
      told.textContent = line.dataset.gone;
      stop.remove();
    });
    request.addEventListener("load", () => show(request, to));
    // Once all has gone the server may have taken it, though its answer was lost.
    request.addEventListener("error", () => end(gone ? line.dataset.unanswered : line.dataset.broken));
    request.addEventListener("abort", () => end(line.dataset.stopped));
    stop.addEventListener("click", () => request.abort());

    form.querySelector("[data-sending]")?.remove();
    form.append(line);
    for (const one of buttons) one.disabled = true;
    request.open("POST", to);
    request.send(body);
    stop.disabled = false;
    stop.focus();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.enctype !== "multipart/form-data" || weight(form) < LARGE) return;
    event.preventDefault();
    send(form, event.submitter);
  });
})();
