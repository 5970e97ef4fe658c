"""A person with a browser: goes to pages, and notes every error the browser or the server makes on the way."""

from pathlib import Path

import axe_core_python

AXE = Path(axe_core_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
WATCH_LAYOUT = """
    window.layoutShift = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.layoutShift += entry.value;
    }).observe({type: "layout-shift", buffered: true});
"""
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# A theme changes colours and nothing else: what is not about them need not be asked of the same page twice.
RULES_OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

# Half-way through a fade every colour is another. A badge that goes on pinging for half a minute is not waited for.
AT_REST = """() => Promise.all(document.getAnimations()
    .filter(motion => motion.effect.getComputedTiming().endTime <= 2000)
    .map(motion => motion.finished.catch(() => null)))"""

COLOURS = "(style => style.color + style.backgroundColor)(getComputedStyle(document.body))"


class Visitor:
    def __init__(self, context, shop):
        self.context, self.shop = context, shop
        self.problems: list[str] = []
        self.expected: set[int] = set()
        self.is_forgiven = False  # set by tests that make things go wrong on purpose
        context.set_default_timeout(15_000)
        context.add_init_script(WATCH_LAYOUT)
        self.page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        self.page.on("response", self._response)
        self.page.on("requestfailed", self._failed)

    def go(self, path: str, *, status: int = 200):
        """Open a page of the shop; it must answer with `status`."""
        self.expected.add(status)
        answer = self.page.goto(path)
        assert answer.status == status, f"{path} answered {answer.status}"
        self.expected.discard(status)
        return self.page

    def expect(self, status: int) -> None:
        """From here on, an answer with this status is no problem."""
        self.expected.add(status)

    def leave(self) -> None:
        """Close the browser. Whatever went wrong on the way is a failure now."""
        self.context.close()
        if not self.is_forgiven:
            assert self.problems == [], "\n".join([*self.problems, self.shop.log[-2000:]])

    def axe(self, rules=RULES) -> list[str]:
        """What axe finds serious or critical on the page when its motions have come to rest, one line each."""
        self.page.wait_for_load_state()  # a click is over when the answer begins; the document may still be empty
        self.page.evaluate(AT_REST)
        if not self.page.evaluate("Boolean(window.axe)"):
            self.page.evaluate(AXE)
        found = self.page.evaluate(
            "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})",
            rules,
        )
        return [
            f"{rule['impact']} {rule['id']}: {node['target']} {node['html'][:200]} {node['failureSummary']}"
            for rule in found["violations"]
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"]
        ]

    def axe_in_both_themes(self) -> list[str]:
        """As `axe` in the light; then the page turns dark, its colours are judged again, and it is light as before."""
        self.page.emulate_media(color_scheme="light")
        found = [f"light: {line}" for line in self.axe()]
        in_light = self.page.evaluate(COLOURS)
        self.page.emulate_media(color_scheme="dark")
        found += [f"dark: {line}" for line in self.axe(RULES_OF_COLOUR)]
        assert self.page.evaluate(COLOURS) != in_light, f"{self.page.url} looks the same in the dark"
        self.page.emulate_media(color_scheme="light")
        return found

    def layout_shift(self) -> float:
        return round(self.page.evaluate("window.layoutShift"), 4)

    def sideways(self) -> int:
        """How many pixels wider than the window the page is."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def wide_elements(self) -> list[str]:
        """What sticks out of the window to the right, outermost first: the reason when `sideways` is above 0."""
        return self.page.evaluate("""
            [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .slice(0, 20).map(e => e.outerHTML.slice(0, 160))
        """)

    def _console(self, message) -> None:
        if message.type in ("error", "warning") and not self._is_expected_status(message.text):
            self.problems.append(f"console {message.type}: {message.text} at {self.page.url}")

    def _is_expected_status(self, text: str) -> bool:
        return any(f"status of {status}" in text for status in self.expected)

    def _response(self, response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.problems.append(f"{response.status} {response.request.method} {response.url}")

    def _failed(self, request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a request given up because the visitor went on
            self.problems.append(f"{request.failure}: {request.url}")
