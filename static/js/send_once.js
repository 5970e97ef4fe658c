// A form marked data-send-once is sent once, however often its button is pressed.
// A form marked data-fall-back that the server refused over htmx is sent again as an ordinary form, so that the shopper
// sees the server's own words. Only for what may be asked twice: never for a purchase.
const release = (form) => {
  delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy=true]")) {
    if (button.form === form) button.removeAttribute("aria-busy");
  }
};

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("[data-send-once]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "true";
    event.submitter?.setAttribute("aria-busy", "true");
  },
  { capture: true },
);

document.addEventListener("htmx:finally:request", (event) => {
  if (event.target.matches?.("form")) release(event.target);
});

document.addEventListener("htmx:response:error", (event) => {
  const form = event.target;
  const handled = form.hasAttribute?.(`hx-status:${event.detail.ctx.response.status}`);
  if (form.matches?.("[data-fall-back]") && !handled) form.submit();
});

addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("[data-sent]").forEach(release);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) event.target.closest("[data-added]")?.remove();
});

document.getElementById("errors")?.focus();
document.getElementById("changes")?.focus();
