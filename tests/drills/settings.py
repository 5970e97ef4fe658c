"""The shop's own settings, with a partner that keeps a ledger."""

from config.settings.local import *  # noqa: F403

PARTNERS = ["tests.drills.ledger_partner.Ledger"]
