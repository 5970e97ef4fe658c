// Marks which picture is shown, scrolls the strip sideways only, and opens the picture larger.
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const start = (gallery) => {
  if (!gallery || gallery.dataset.ready) return;
  gallery.dataset.ready = "true";
  const strip = gallery.querySelector(".gallery__strip");
  const thumbs = [...gallery.querySelectorAll(".gallery__thumbs a")];
  const shown = () => Math.round(strip.scrollLeft / Math.max(1, strip.clientWidth));

  strip.addEventListener(
    "scroll",
    () => {
      thumbs.forEach((thumb, place) => {
        if (place === shown()) thumb.setAttribute("aria-current", "true");
        else thumb.removeAttribute("aria-current");
      });
    },
    { passive: true },
  );

  thumbs.forEach((thumb, place) => {
    thumb.addEventListener("click", (event) => {
      event.preventDefault();
      strip.scrollTo({ left: place * strip.clientWidth, behavior: calm.matches ? "auto" : "smooth" });
    });
  });

  const dialog = gallery.querySelector("dialog");
  if (!dialog) return;
  const view = dialog.querySelector(".zoom__view");
  gallery.querySelector("[data-zoom]").addEventListener("click", () => {
    const picture = strip.children[shown()].querySelector("picture, img").cloneNode(true);
    for (const part of [picture, ...picture.querySelectorAll("source, img")]) {
      if (part.hasAttribute?.("sizes")) part.setAttribute("sizes", "100rem");
    }
    view.replaceChildren(picture);
    dialog.showModal();
    view.scrollTo((view.scrollWidth - view.clientWidth) / 2, (view.scrollHeight - view.clientHeight) / 2);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target.closest("[data-close], img")) dialog.close();
  });
};

start(document.querySelector("[data-gallery]"));
document.addEventListener("htmx:after:swap", () => start(document.querySelector("[data-gallery]")));
