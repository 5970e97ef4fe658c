// While a promotion is worked on its page is read anew, unless somebody is in the middle of something on it.

const EVERY = 3000;

function again() {
  if (document.hidden || document.activeElement?.matches("input, textarea, select, button")) {
    setTimeout(again, EVERY);
  } else {
    location.reload();
  }
}

setTimeout(again, EVERY);
