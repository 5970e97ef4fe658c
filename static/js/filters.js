// The sheet closes when the shopper asks to see the products; sorting goes with the filter form.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close-sheet]")) document.getElementById("filters")?.hidePopover?.();
});

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (event.target.id === "sort" && form) form.requestSubmit();
});

// Empty price fields stay out of the address.
document.addEventListener("htmx:config:request", (event) => {
  if (event.target.id !== "filters") return;
  const body = event.detail.ctx.request.body;
  for (const [name, value] of [...body]) {
    if (!value) body.delete(name);
  }
});
