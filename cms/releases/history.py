"""What Wagtail's history, and its report of the whole site, say happened to a release."""

from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

WORDS = {
    "put_in": (gettext_lazy("Put in"), gettext_lazy("Put in: %(names)s")),
    "take_out": (gettext_lazy("Take out"), gettext_lazy("Taken out: %(names)s")),
    "keep_version": (gettext_lazy("Keep the version"), gettext_lazy("Kept the version that was put in: %(names)s")),
    "reopen": (gettext_lazy("Reopen"), gettext_lazy("Made a draft again")),
    "set_aside": (gettext_lazy("Set aside"), gettext_lazy("Set aside")),
    "schedule": (gettext_lazy("Schedule"), gettext_lazy("Scheduled")),
    "call_off": (gettext_lazy("Call off"), gettext_lazy("Called off: does not go live by itself")),
    "publish": (gettext_lazy("Publish"), gettext_lazy("Published, all of it at once")),
    "failed": (gettext_lazy("Did not go live"), gettext_lazy("Did not go live: %(why)s")),
    "undo": (gettext_lazy("Take back"), gettext_lazy("Taken back, all of it at once")),
}
LEFT = gettext_lazy("Taken back. Left as they were: %(names)s")


class Told(LogFormatter):
    """The words of an action with the names in its data."""

    def format_message(self, entry):
        data = entry.data or {}
        if data.get("left"):
            return LEFT % {"names": ", ".join(data["left"])}
        names, why = ", ".join(data.get("names", ())), " ".join(data.get("why", ()))
        return str(self.message) % {"names": names, "why": why} if names or why else str(self.message)

    def format_comment(self, entry):
        return ""


@hooks.register("register_log_actions")
def actions_of_releases(actions):
    for name, (label, message) in WORDS.items():
        actions.register_action(f"cms.release.{name}")(type("Told", (Told,), {"label": label, "message": message}))
