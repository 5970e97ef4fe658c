/* Shows that the admin is working when an answer takes longer than 300 ms: a bar, a word, and aria-busy on the page.
   It watches what every action comes to, whoever wrote it: the page is left (a link, a form, a script that goes
   somewhere), or a script asks the shop for something (fetch, XMLHttpRequest). */

const DELAY = 300;
const GIVE_UP = 30_000;
const FILE_BEGINS = 1000; // so soon after it is asked for
const NAME = /filename\*=UTF-8''([^;]+)|filename="([^"]+)"/i;
const plainFetch = window.fetch;
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

let isLeaving = null;
let fileAskedAt = -Infinity;

function leave() {
  if (isLeaving) return;
  begin();
  isLeaving = setTimeout(stay, GIVE_UP); // an answer that is a file leaves the page where it is
}

function stay() {
  if (!isLeaving) return;
  clearTimeout(isLeaving);
  isLeaving = null;
  end();
}

function leavesThePage(link) {
  const samePage = link.pathname === location.pathname && link.search === location.search && link.hash;
  return link.origin === location.origin && !samePage && !link.target && !link.hasAttribute("download");
}

function isFile(link) {
  return link.hasAttribute("data-file") || new URLSearchParams(link.search).has("export");
}

document.addEventListener("click", (event) => {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target.closest?.("a[href]");
  if (!plain || !link || event.defaultPrevented || !leavesThePage(link)) return;
  if (!isFile(link)) return leave();
  event.preventDefault();
  save(link.href);
});

/* A file is fetched, so that one knows when all of it has come, and saved under the name it came with. What is no file
   after all, such as the log-in, is gone to. */
async function save(address) {
  begin();
  try {
    const answer = await plainFetch(address);
    const told = answer.headers.get("Content-Disposition") ?? "";
    if (!answer.ok || !told.startsWith("attachment")) throw new Error("no file");
    const [, coded, plain] = told.match(NAME) ?? [];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = coded ? decodeURIComponent(coded) : plain ?? "";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), GIVE_UP);
  } catch {
    location.assign(address);
  } finally {
    end();
  }
}

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.target) return;
  if (event.submitter?.hasAttribute("data-file")) fileAskedAt = performance.now();
  else leave();
});

// Menus, bulk actions and dialogues go on by script, past links and forms.
window.addEventListener("beforeunload", (event) => {
  if (performance.now() - fileAskedAt < FILE_BEGINS) return;
  leave();
  setTimeout(() => {
    if (!event.defaultPrevented) return; // the browser has asked whether what is written may be lost
    for (const act of ["pointerdown", "keydown"]) document.addEventListener(act, stay, { once: true });
  });
});

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
  clearTimeout(isLeaving);
  isLeaving = null;
  running = 0;
  hide();
});
