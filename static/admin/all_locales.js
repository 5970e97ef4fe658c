// "Select all" of the form that sends a page to translation.
const all = document.querySelector("[name=select_all]");
all?.addEventListener("change", () => {
  for (const one of document.querySelectorAll("[name=locales]")) one.checked = all.checked;
});
