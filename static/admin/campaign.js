/* The editor of a campaign: each offer shows the fields of its kind, audience and scope; rows are suggested while one
   types; and what the draft would do is fetched beside the page. Without this all fields are there, and a link. */

const VALUE = ["percentage", "amount", "fixed"];
const NEEDS = {
  value: (offer) => VALUE.includes(offer("kind")),
  buy: (offer) => offer("kind") === "x_for_y",
  pay: (offer) => offer("kind") === "x_for_y",
  levels: (offer) => offer("audience") === "levels",
  organisations: (offer) => offer("audience") === "organisations",
  categories: (offer) => offer("scope") === "categories",
  products: (offer) => offer("scope") === "products",
  is_announced: (offer) => VALUE.includes(offer("kind")),
};
const CHOOSERS = ["kind", "audience", "scope"];
const field = (prefix, name) => document.getElementById(`${prefix}-${name}`);

function arrange(prefix) {
  const chosen = (name) => field(prefix, name)?.value ?? "";
  for (const [name, isNeeded] of Object.entries(NEEDS)) {
    const place = field(prefix, name)?.closest(".w-panel__wrapper");
    if (place) place.hidden = !isNeeded(chosen);
  }
}

function arrangeAll() {
  for (const kind of document.querySelectorAll('select[id^="id_offers-"][id$="-kind"]')) {
    arrange(kind.id.replace(/-kind$/, ""));
  }
}

/* --- Suggestions of rows --- */

let asked = 0;

function wordAt(area) {
  const before = area.value.slice(0, area.selectionStart);
  return before.slice(Math.max(before.lastIndexOf("\n"), before.lastIndexOf(","), before.lastIndexOf(";")) + 1).trimStart();
}

async function suggest(area) {
  const text = wordAt(area);
  const number = ++asked;
  const list = listOf(area);
  if (text.length < 2) return list.replaceChildren();
  const answer = await fetch(`${area.dataset.typedRows}?q=${encodeURIComponent(text)}`);
  if (!answer.ok || number !== asked) return undefined;
  const { rows } = await answer.json();
  return list.replaceChildren(...rows.map(([key, name]) => choice(area, key, name, text)));
}

function listOf(area) {
  if (!area.nextElementSibling?.matches(".typed-rows")) {
    const list = document.createElement("ul");
    list.className = "typed-rows";
    list.setAttribute("aria-live", "polite");
    area.after(list);
  }
  return area.nextElementSibling;
}

function choice(area, key, name, text) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small button-secondary";
  button.textContent = `${name} (${key})`;
  button.addEventListener("click", () => {
    const start = area.value.lastIndexOf(text, area.selectionStart);
    area.value = `${area.value.slice(0, start)}${key}\n${area.value.slice(start + text.length).replace(/^\n/, "")}`;
    area.dispatchEvent(new Event("change", { bubbles: true }));
    listOf(area).replaceChildren();
    area.focus();
  });
  item.append(button);
  return item;
}

/* --- What the offers do --- */

async function showEffect(panel) {
  const place = panel.querySelector("[data-campaign-effect-place]");
  place.textContent = panel.dataset.busy;
  const answer = await fetch(panel.dataset.campaignEffect, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) {
    window.location.assign(panel.dataset.campaignEffect);
    return;
  }
  place.innerHTML = await answer.text();
}

document.addEventListener("change", (event) => {
  const name = event.target.id?.match(/^(id_offers-\d+)-(\w+)$/);
  if (name && CHOOSERS.includes(name[2])) arrange(name[1]);
});
document.addEventListener("input", (event) => {
  if (event.target.dataset?.typedRows) suggest(event.target);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-campaign-effect-show]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  showEffect(link.closest("[data-campaign-effect]"));
});

const offers = document.getElementById("id_offers-FORMS");
if (offers) {
  arrangeAll();
  new MutationObserver(arrangeAll).observe(offers, { childList: true });
}
