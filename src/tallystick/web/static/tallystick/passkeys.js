/* Asks the browser for a passkey and sends what it answers with the form it belongs to. */
(() => {
  "use strict";
  if (!window.PublicKeyCredential) return;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const create = async (options) => {
    const asked = { ...options, challenge: bytes(options.challenge) };
    asked.user = { ...options.user, id: bytes(options.user.id) };
    asked.excludeCredentials = named(options.excludeCredentials);
    const made = await navigator.credentials.create({ publicKey: asked });
    const { clientDataJSON, attestationObject } = made.response;
    return answer(made, {
      clientDataJSON: text(clientDataJSON),
      attestationObject: text(attestationObject),
    });
  };

  const get = async (options) => {
    const asked = { ...options, challenge: bytes(options.challenge) };
    asked.allowCredentials = named(options.allowCredentials);
    const found = await navigator.credentials.get({ publicKey: asked });
    const { clientDataJSON, authenticatorData, signature, userHandle } = found.response;
    return answer(found, {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    });
  };

  const answer = (credential, response) => ({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.querySelector("[data-passkey-button]").hidden = false;
    form.addEventListener("submit", async (event) => {
      const field = form.elements.passkey;
      if (field.value) return;
      event.preventDefault();
      const { publicKey } = JSON.parse(form.dataset.options);
      try {
        const ask = form.dataset.passkey === "create" ? create : get;
        field.value = JSON.stringify(await ask(publicKey));
      } catch {
        // Cancelled or refused by the browser: the server answers with what to do next.
        field.value = "{\"cancelled\": true}";
      }
      form.submit();
    });
  }
})();
