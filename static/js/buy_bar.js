// On a phone the price and the button stay in view when the buy box has scrolled away.
const watch = () => {
  const bar = document.querySelector("[data-buy-bar]");
  const button = document.querySelector("#buy [type=submit]");
  if (!bar || !button || bar.dataset.ready) return;
  bar.dataset.ready = "true";
  new IntersectionObserver(([entry]) => {
    bar.hidden = entry.isIntersecting;
  }).observe(button);
};

watch();
document.addEventListener("htmx:after:swap", watch);
