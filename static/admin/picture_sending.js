/* Sends pictures, or a folder of them, some at a time: a batch is begun, its files are sent, and it is ended. What fails is
   tried again; cut off, the batch's own page goes on with the files that have not come. Without this the form sends what
   is chosen in one request. */

const FILES_AT_ONCE = 20;
const BYTES_AT_ONCE = 20_000_000;
const PAUSES = [1000, 2000, 4000, 8000, 16_000];
const LEFT_OUT = /(^|\/)(\.[^/]*|thumbs\.db|desktop\.ini)$|(^|\/)__macosx\//i;
const MB = 1_000_000;

const form = document.querySelector("form[data-sending]");
const pictures = form.querySelector("[type=file]:not([webkitdirectory])");
const folder = form.querySelector("[webkitdirectory]");
const told = form.querySelector("[data-told]");
const bar = form.querySelector("progress");
const send = form.querySelector("[data-send]");
const again = form.querySelector("[data-again]");
const order = new Intl.Collator("sv", { numeric: true });
const number = new Intl.NumberFormat(document.documentElement.lang || "sv", { maximumFractionDigits: 1 });

let batch = JSON.parse(document.getElementById("picture-still-sent")?.textContent ?? "null");
const there = new Set(batch?.there ?? []);
let chosen = new Map(); // by its name in the folder
let isSending = false;

function say(words, figures = {}) {
  told.textContent = words.replace(/{(\w+)}/g, (_whole, name) => figures[name]);
}

function count(files, ready = 0) {
  const whole = [...files.values()].reduce((sum, file) => sum + file.size, 0);
  const come = [...files.keys()].filter((name) => there.has(name)).length;
  return {
    all: number.format(files.size), come: number.format(come), most: number.format(batch?.most ?? 20_000),
    whole: number.format(whole / MB), size: number.format(ready / MB), bytes: whole,
  };
}

function choose(files) {
  const kept = files.filter(([name]) => !LEFT_OUT.test(name));
  chosen = new Map(kept.sort(([one], [other]) => order.compare(one, other)));
  say(chosen.size ? form.dataset.chosen : form.dataset.none, count(chosen));
  if (batch && chosen.size) sendAll();
}

pictures.addEventListener("change", () => choose([...pictures.files].map((file) => [file.name, file])));
folder.addEventListener("change", () => {
  choose([...folder.files].map((file) => [file.webkitRelativePath || file.name, file]));
});

/* --- A folder that is dropped --- */

async function filesIn(entry, path = "") {
  const name = path + entry.name;
  if (entry.isFile) return [[name, await new Promise((done, failed) => entry.file(done, failed))]];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed)); // a hundred at a time
    if (!some.length) return found;
    for (const one of some) found.push(...await filesIn(one, `${name}/`));
  }
}

form.addEventListener("dragover", (event) => {
  event.preventDefault();
  form.classList.add("picture-sending--over");
});
form.addEventListener("dragleave", () => form.classList.remove("picture-sending--over"));
form.addEventListener("drop", async (event) => {
  event.preventDefault();
  form.classList.remove("picture-sending--over");
  if (isSending) return;
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const found = entries.length ? [] : [...event.dataTransfer.files].map((file) => [file.name, file]);
  for (const entry of entries) found.push(...await filesIn(entry));
  choose(found);
});

/* --- Sending --- */

class Refused extends Error {}

function post(address, body, onProgress = () => {}) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded));
    request.addEventListener("error", () => failed(new Error("network")));
    request.addEventListener("load", () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* no words came with it */ }
      if (request.status < 300 && request.getResponseHeader("Content-Type")?.includes("json")) done(answer);
      else if (answer.why) failed(new Refused(answer.why));
      else failed(new Error(String(request.status)));
    });
    request.send(body);
  });
}

async function patiently(address, body, onProgress) {
  for (const pause of PAUSES) {
    try {
      return await post(address(), body(), onProgress);
    } catch (error) {
      if (error instanceof Refused) throw error;
      await new Promise((done) => setTimeout(done, pause));
    }
  }
  return post(address(), body(), onProgress);
}

function bodyOf(fields) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const [name, value] of fields) body.append(name, value);
  return body;
}

function* parts(files, largest) {
  let some = [], bytes = 0;
  for (const [name, file] of files) {
    const size = file.size > largest ? 0 : file.size;
    if (some.length === FILES_AT_ONCE || (some.length && bytes + size > BYTES_AT_ONCE)) {
      yield some;
      some = [];
      bytes = 0;
    }
    some.push([name, file]);
    bytes += size;
  }
  if (some.length) yield some;
}

function fieldsOf(part, largest) {
  return part.flatMap(([name, file]) =>
    file.size > largest ? [["refused", name]] : [["files", file], ["names", name]]);
}

async function sendAll() {
  const publishes = form.querySelector("[name=loose-publishes]")?.checked;
  isSending = true;
  send.disabled = true;
  again.hidden = true;
  bar.hidden = false;
  try {
    const top = new Set([...chosen.keys()].map((name) => name.split("/")[0]));
    const name = top.size === 1 ? [...top][0] : "";
    const fields = [["in_parts", "1"], ["name", name], ...(publishes ? [["loose-publishes", "on"]] : [])];
    batch ??= await post(form.action, bodyOf(fields));
    if (chosen.size > batch.most) throw new Refused(form.dataset.many.replace("{most}", number.format(batch.most)));
    await sendParts();
    await fetch(batch.end, { method: "POST", body: bodyOf([]), redirect: "manual" });
    isSending = false;
    location.assign(batch.page);
  } catch (error) {
    isSending = false;
    send.disabled = false;
    again.hidden = error instanceof Refused;
    if (error instanceof Refused) say(error.message);
    else say(form.dataset.failed, count(chosen));
  }
}

async function sendParts() {
  let ready = 0;
  const left = [...chosen].filter(([name]) => {
    if (there.has(name)) ready += chosen.get(name).size;
    return !there.has(name);
  });
  const { bytes } = count(chosen);
  const show = (sent) => {
    bar.value = bytes ? Math.min(1, (ready + sent) / bytes) : 1;
    say(form.dataset.sent, count(chosen, Math.min(bytes, ready + sent)));
  };
  show(0);
  for (const part of parts(left, batch.largest)) {
    await patiently(() => batch.files, () => bodyOf(fieldsOf(part, batch.largest)), show);
    for (const [name, file] of part) {
      there.add(name);
      ready += file.size;
    }
    show(0);
  }
}

form.addEventListener("submit", (event) => {
  if (!chosen.size) return; // a batch that goes on is ended with what has come; else the page says what is missing
  event.preventDefault();
  sendAll();
});
again.addEventListener("click", sendAll);
window.addEventListener("beforeunload", (event) => {
  if (isSending) event.preventDefault();
});
for (const part of form.querySelectorAll("[data-by-script]")) part.hidden = false;
