// What Wagtail's fields and panels begin with, told as data in the page instead of as scripts in it (see
// docs/teknik/sakerhet.md):
//     <script type="application/json" data-begins="initDateChooser">["id_go_live_at", {…}]</script>
// A name is called, or made with `new` where it is a class. Only these are: what somebody smuggles in begins nothing else.
const CALLED = new Set(["initDateChooser", "initTimeChooser", "initDateTimeChooser", "createTaskChooser"]);
const MADE = /^(InlinePanel|MultipleChooserPanel|[A-Z]\w*Chooser)$/;

function begin(place) {
  const name = place.dataset.begins;
  if (place.dataset.begun !== undefined) return;
  place.dataset.begun = "";
  const given = JSON.parse(place.textContent);
  if (CALLED.has(name)) window[name](...given);
  else if (MADE.test(name)) new window[name](...given);
}

function beginIn(root) {
  if (root.matches?.("script[data-begins]")) begin(root);
  for (const place of root.querySelectorAll?.("script[data-begins]") ?? []) begin(place);
}

document.addEventListener("DOMContentLoaded", () => {
  beginIn(document);
  new MutationObserver((changes) => {
    for (const change of changes) change.addedNodes.forEach(beginIn);
  }).observe(document.body, { childList: true, subtree: true });
});
