/* Shows that the admin is working when an answer takes longer than 300 ms: a bar, a word, and aria-busy on the page.
   It watches links and forms that leave the page, and requests that scripts make to the shop. */

const DELAY = 300;
const GIVE_UP = 30_000;
const words = document.querySelector("[data-busy-words]")?.dataset.busyWords ?? "";
let bar = null;
let timer = null;
let running = 0;

function show() {
  document.body.setAttribute("aria-busy", "true");
  if (bar) return;
  bar = document.createElement("div");
  bar.className = "shop-busy";
  bar.setAttribute("role", "status");
  const text = document.createElement("span");
  text.className = "shop-busy__words";
  text.textContent = words;
  bar.append(text);
  document.body.append(bar);
}

function hide() {
  clearTimeout(timer);
  timer = null;
  document.body.removeAttribute("aria-busy");
  bar?.remove();
  bar = null;
}

function begin() {
  running += 1;
  timer ??= setTimeout(show, DELAY);
}

function end() {
  running = Math.max(0, running - 1);
  if (running === 0) hide();
}

function leavesThePage(link) {
  const samePage = link.pathname === location.pathname && link.search === location.search && link.hash;
  return link.origin === location.origin && !samePage && !link.target && !link.hasAttribute("download")
    && !new URLSearchParams(link.search).has("export");
}

function leave() {
  begin();
  setTimeout(end, GIVE_UP); // an answer that is a file leaves the page where it is
}

document.addEventListener("click", (event) => {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target.closest?.("a[href]");
  if (plain && link && !event.defaultPrevented && leavesThePage(link)) leave();
});

document.addEventListener("submit", (event) => {
  const isFile = event.submitter?.hasAttribute("data-file");
  if (!event.defaultPrevented && !event.target.target && !isFile) leave();
});

const plainFetch = window.fetch;
window.fetch = async (...request) => {
  begin();
  try {
    return await plainFetch(...request);
  } finally {
    end();
  }
};

const plainSend = XMLHttpRequest.prototype.send; // what choosers ask with
XMLHttpRequest.prototype.send = function send(...body) {
  begin();
  this.addEventListener("loadend", end, { once: true });
  try {
    return plainSend.apply(this, body);
  } catch (fault) {
    end();
    throw fault;
  }
};

window.addEventListener("pageshow", () => {
  running = 0;
  hide();
});
