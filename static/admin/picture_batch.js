/* Renews how far a batch of pictures has come, until it is done; then the list below is renewed with it. */

const EVERY = 3000;

async function renew() {
  const shown = document.querySelector("[data-renewed]");
  if (!shown?.hasAttribute("data-goes-on")) return;
  try {
    const answer = await fetch("?part=progress", { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (answer.ok) {
      shown.outerHTML = await answer.text();
      if (!document.querySelector("[data-goes-on]")) location.reload();
    }
  } catch {
    // The network is away for a moment: the next time will do.
  }
  setTimeout(renew, EVERY);
}

setTimeout(renew, EVERY);
