// Passkeys: a button marked data-passkey-offer makes a key, one marked data-passkey-ask signs with one.
// What stands in [data-passkeys] is shown only where the browser can; without it the app and its codes remain.
const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const named = (keys = []) => keys.map((key) => ({ ...key, id: toBytes(key.id) }));

const post = async (url, token, body = {}) => {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" },
    body: JSON.stringify(body),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error);
  return told;
};

const make = async (button) => {
  const { passkeyOffer, passkeyAdd, token } = button.dataset;
  const told = await post(passkeyOffer, token);
  const key = await navigator.credentials.create({
    publicKey: {
      ...told,
      challenge: toBytes(told.challenge),
      user: { ...told.user, id: toBytes(told.user.id) },
      excludeCredentials: named(told.excludeCredentials),
    },
  });
  const answer = {
    id: key.id,
    rawId: toText(key.rawId),
    type: key.type,
    response: {
      clientDataJSON: toText(key.response.clientDataJSON),
      attestationObject: toText(key.response.attestationObject),
    },
  };
  return post(passkeyAdd, token, { answer, name: document.querySelector("[data-passkey-name]").value });
};

const sign = async (button) => {
  const { passkeyAsk, passkeyProve, token } = button.dataset;
  const told = await post(passkeyAsk, token);
  const key = await navigator.credentials.get({
    publicKey: { ...told, challenge: toBytes(told.challenge), allowCredentials: named(told.allowCredentials) },
  });
  const answer = {
    id: key.id,
    rawId: toText(key.rawId),
    type: key.type,
    response: {
      clientDataJSON: toText(key.response.clientDataJSON),
      authenticatorData: toText(key.response.authenticatorData),
      signature: toText(key.response.signature),
    },
  };
  return post(passkeyProve, token, { answer });
};

if (window.PublicKeyCredential) {
  for (const place of document.querySelectorAll("[data-passkeys]")) {
    const [button, error] = [place.querySelector("button"), place.querySelector("[data-passkey-error]")];
    place.hidden = false;
    button.addEventListener("click", async () => {
      error.textContent = "";
      button.setAttribute("aria-busy", "true");
      try {
        const done = await (button.dataset.passkeyOffer ? make(button) : sign(button));
        location.assign(done.next);
      } catch (problem) {
        // The browser's own words are in the browser's language; what we say is ours.
        error.textContent = problem instanceof DOMException ? place.dataset.stopped : problem.message;
        button.removeAttribute("aria-busy");
      }
    });
  }
}
