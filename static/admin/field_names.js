/* Names for the fields of the admin's forms that have none. One that is alone in its block, and a text with formatting, is
   named by the heading of the panel that it stands in; the box that tags are written in, by its field's label. Blocks are
   added while one writes, so they are named as they come. */

const FIELDS = ":is(input:not([type=hidden]), textarea, select, [role=textbox]):not([aria-label], [aria-labelledby])";

function nameFields(form) {
  for (const field of form.querySelectorAll(FIELDS)) {
    if (field.labels?.length) continue;
    const heading = field.closest(".w-panel[aria-labelledby]")?.getAttribute("aria-labelledby");
    const label = field.closest(".w-field__wrapper")?.querySelector("label");
    if (heading) field.setAttribute("aria-labelledby", heading);
    else if (label) field.setAttribute("aria-label", label.firstChild.textContent.trim());
  }
}

for (const form of document.querySelectorAll("main form")) {
  nameFields(form);
  new MutationObserver(() => nameFields(form)).observe(form, { childList: true, subtree: true });
}
