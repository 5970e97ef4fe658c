/* Choosing rows of a register: all on the page with one tick, and how many are chosen. Without this every row can still
   be ticked by itself, and the whole list with its own box. */

document.documentElement.classList.add("register-scripted");

const picks = () => [...document.querySelectorAll(".register-table td.register-pick input")];

function count() {
  const form = document.getElementById("register-bulk");
  if (!form) return;
  const all = picks();
  const chosen = all.filter((pick) => pick.checked).length;
  const words = form.querySelector("[data-chosen]");
  const isWhole = form.elements.all?.checked;
  words.textContent = isWhole || !chosen ? "" : words.dataset.chosen.replace("{count}", chosen);
  for (const whole of document.querySelectorAll("[data-pick-all]")) {
    whole.checked = chosen > 0 && chosen === all.length;
    whole.indeterminate = chosen > 0 && chosen < all.length;
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-pick-all]")) {
    for (const pick of picks()) pick.checked = event.target.checked;
  }
  if (event.target.closest?.(".register-pick, .register-bulk")) count();
});

window.addEventListener("pageshow", count);

// A page that tells how far many rows have come sends itself on.
document.querySelector("form[data-goes-on]")?.requestSubmit();
