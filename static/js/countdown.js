// What is left of a campaign, minute by minute, beside the words that say when it ends. Read out by nobody: they do that.
const MINUTE = 60;

const show = (place) => {
  const left = Math.floor(Number(place.dataset.countdown) - Date.now() / 1000);
  const minutes = Math.floor(left / MINUTE);
  const figures = [
    [Math.floor(minutes / 1440), place.dataset.days],
    [Math.floor(minutes / 60) % 24, place.dataset.hours],
    [minutes % 60, place.dataset.minutes],
  ];
  place.hidden = left <= 0;
  place.replaceChildren(
    ...figures.map(([figure, word]) => {
      const part = document.createElement("span");
      part.append(Object.assign(document.createElement("b"), { textContent: figure }), ` ${word}`);
      return part;
    }),
  );
};

for (const place of document.querySelectorAll("[data-countdown]:not([data-ready])")) {
  place.dataset.ready = "true";
  show(place);
  setInterval(() => show(place), 1000 * (MINUTE / 4));
}
