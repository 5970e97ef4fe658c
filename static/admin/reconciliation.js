/* While a system is being compared its lines are fetched anew, so that the page says how far it has come. */

const EVERY = 3000;
const lines = document.querySelector("[data-progress]");

async function look() {
  const answer = await fetch(lines.dataset.progress, { headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(() => null);
  if (answer?.ok) {
    const open = [...lines.querySelectorAll("details")].map((one) => one.open);
    lines.innerHTML = await answer.text();
    lines.querySelectorAll("details").forEach((one, place) => { one.open = open[place] ?? false; });
  }
  wait();
}

function wait() {
  if (lines.querySelector("button:disabled, [data-busy]")) setTimeout(look, EVERY);
}

if (lines) wait();
