/* The preview panel of an editor: with "As chosen …" level, organisation, day and drafts are chosen in the panel itself,
   and it shows what is written that way at once. Without this there is a link to the page where the same is chosen. */

const panel = document.querySelector("[data-look]");
const mode = document.getElementById("id_preview_mode");
const place = panel?.querySelector("[data-look-place]");
let asked = 0;
let wanted = 0; // counts what has been chosen, the mode or what is in it
let shown = 0; // what had been chosen when the panel began to load what it shows

async function fetchForm(address, options = {}) {
  const number = ++asked;
  const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" }, ...options });
  if (number !== asked) return null;
  if (answer.redirected || ![200, 422].includes(answer.status)) throw new Error(String(answer.status));
  return { isTaken: answer.ok, html: await answer.text() };
}

function fail() {
  const words = document.createElement("p");
  words.className = "error-message";
  words.textContent = panel.dataset.lookFailed;
  place.append(words);
}

async function arrange() {
  panel.hidden = mode.value !== "look";
  if (panel.hidden || place.querySelector("form")) return;
  try {
    const answer = await fetchForm(panel.dataset.look);
    if (!answer) return;
    place.innerHTML = answer.html;
    if (!place.querySelector("[data-look-chosen]")) await choose();
  } catch {
    fail();
  }
}

/* What is chosen is kept by the server; then the panel is told to show its mode anew. */
async function choose() {
  const form = place.querySelector("form");
  place.querySelectorAll(":scope > .error-message").forEach((one) => one.remove());
  try {
    const answer = await fetchForm(form.action, { method: "POST", body: new FormData(form) });
    if (!answer) return;
    if (answer.isTaken) {
      form.querySelectorAll(".error-message").forEach((one) => one.remove());
      form.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
      mode.dispatchEvent(new Event("change", { bubbles: true }));
    } else {
      const name = document.activeElement?.name;
      place.innerHTML = answer.html;
      if (name) place.querySelector(`[name="${name}"]`)?.focus();
    }
  } catch {
    fail();
  }
}

/* What is chosen while the panel is loading would be lost on it: it is told again once it has loaded. */
function catchUp() {
  if (shown !== wanted) queueMicrotask(() => mode.dispatchEvent(new Event("change", { bubbles: true })));
}

if (panel && mode) {
  mode.addEventListener("change", () => {
    wanted += 1;
    arrange();
  });
  document.addEventListener("w-preview:load", () => {
    shown = wanted;
  });
  document.addEventListener("w-preview:loaded", catchUp);
  place.addEventListener("change", choose);
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    choose();
  });
  arrange();
}
