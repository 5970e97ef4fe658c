// Suggestions under the search field while typing. Arrow keys move through them, Escape closes.
const form = document.querySelector("[data-suggest]");
const panel = document.getElementById("suggestions");

if (form?.dataset.suggest && panel) {
  const input = form.querySelector("input[type=search]");
  let timer;
  let pending;

  const show = (html) => {
    panel.innerHTML = html;
    panel.hidden = !html.trim();
  };

  const ask = async () => {
    const words = input.value.trim();
    pending?.abort();
    if (words.length < 2) return show("");
    pending = new AbortController();
    try {
      const address = `${form.dataset.suggest}?q=${encodeURIComponent(words)}`;
      const answer = await fetch(address, { signal: pending.signal, headers: { "HX-Request": "true" } });
      if (answer.ok) show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") show("");
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 160);
  });
  input.addEventListener("focus", () => {
    if (panel.innerHTML.trim()) panel.hidden = false;
  });

  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      panel.hidden = true;
      input.focus();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [input, ...panel.querySelectorAll("a")];
    if (panel.hidden || stops.length < 2) return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    const place = stops.indexOf(document.activeElement);
    stops[(place + step + stops.length) % stops.length].focus();
  });

  document.addEventListener("pointerdown", (event) => {
    if (!form.contains(event.target)) panel.hidden = true;
  });
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) panel.hidden = true;
  });
}
