"""The shop's own settings, for a drill against counterparts that take as many calls as they are sent."""

from config.settings.local import *  # noqa: F403

SILENCED_SYSTEM_CHECKS = ["integrations.E026"]  # so many calls the real Fortnox does not take
