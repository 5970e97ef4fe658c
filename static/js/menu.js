// Departments open one at a time; Escape, a click elsewhere or leaving the menu closes them.
const nav = document.getElementById("site-nav");
const wide = matchMedia("(min-width: 64rem)");

const close = (except) => {
  for (const item of nav.querySelectorAll("details[open]")) {
    if (item !== except) item.open = false;
  }
};

if (nav) {
  document.addEventListener("click", (event) => {
    if (wide.matches && !nav.contains(event.target)) close();
  });
  nav.addEventListener("focusout", (event) => {
    if (wide.matches && event.relatedTarget && !nav.contains(event.relatedTarget)) close();
  });
  nav.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = event.target.closest("details[open]");
    if (!open || !wide.matches) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
}
