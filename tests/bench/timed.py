"""The shop's own settings, with each answer saying how long the shop worked on it."""

from config.settings.local import *  # noqa: F403
from config.settings.local import MIDDLEWARE

MIDDLEWARE = ["tests.bench.server_time.ServerTime", *MIDDLEWARE]
