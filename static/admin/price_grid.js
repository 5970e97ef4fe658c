/* The grid of prices: change and margin while one types, Enter and arrows up and down a column, a block pasted from a
   spreadsheet over as many cells as it has, and a question before unsaved cells are left. All of it works without. */

const form = document.getElementById("price-grid");
const number = new Intl.NumberFormat(document.documentElement.lang || "sv", {
  minimumFractionDigits: 1, maximumFractionDigits: 1,
});
let isSaving = false;

function read(text) {
  const plain = text.replace(/[\s\u00a0\u202f]|kr\.?$/gi, "").replace(",", ".");
  return /^\d+(\.\d{1,2})?$/.test(plain) ? Number(plain) : null;
}

function reckon(cell) {
  const { standing, cost, rate } = cell.dataset;
  const input = cell.querySelector("input[type=text]");
  const amount = read(input.value);
  const percent = cell.querySelector("[data-percent]");
  const margin = cell.querySelector("[data-margin]");
  const change = amount !== null && Number(standing) ? ((amount - standing) * 100) / standing : null;
  percent.textContent = change === null ? "" : `${change > 0 ? "+" : ""}${number.format(change)} %`;
  percent.classList.toggle("price-cell__alarm", change !== null && Math.abs(change) > 30);
  const price = input.value.trim() ? amount : Number(standing) || null;
  const net = price && price / (1 + Number(rate) / 100);
  const left = net && cost ? ((net - cost) * 100) / net : null;
  margin.textContent = left === null ? "" : form.dataset.margin.replace("{margin}", number.format(left));
  margin.classList.toggle("price-cell__alarm", left !== null && left < 0);
}

const inputs = () => [...form.querySelectorAll(".price-cell input[type=text]")];
const columns = () => form.querySelector("tbody tr").querySelectorAll(".price-cell").length;
const isChanged = () => inputs().some((input) => input.value !== input.defaultValue);

function fill(start, text) {
  const all = inputs();
  const first = all.indexOf(start);
  const across = columns();
  text.replace(/\r?\n$/, "").split(/\r?\n/).forEach((row, down) => {
    row.split("\t").forEach((value, right) => {
      const target = all[first + down * across + right];
      if (!target || (first % across) + right >= across) return;
      target.value = value.trim();
      reckon(target.closest(".price-cell"));
    });
  });
}

if (form?.querySelector(".price-cell input")) {
  form.addEventListener("input", (event) => {
    const cell = event.target.closest(".price-cell");
    if (cell) reckon(cell);
  });
  form.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text");
    if (!event.target.matches(".price-cell input") || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    fill(event.target, text);
  });
  form.addEventListener("keydown", (event) => {
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches(".price-cell input")) return;
    const all = inputs();
    const next = all[all.indexOf(event.target) + step * columns()];
    if (event.key === "Enter" && !next) return;
    event.preventDefault();
    next?.focus();
    next?.select();
  });
  form.addEventListener("submit", () => { isSaving = true; });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged() && !isSaving) event.preventDefault();
  });
}
