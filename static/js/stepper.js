// Plus and minus beside a quantity.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (!button) return;
  const input = button.closest("[data-stepper]").querySelector("input");
  const next = (Number.parseInt(input.value, 10) || 0) + Number(button.dataset.step);
  const low = Number(input.min || 1);
  const high = Number(input.max || 9999);
  input.value = Math.min(high, Math.max(low, next));
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
