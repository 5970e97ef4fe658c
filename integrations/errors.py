"""What can go wrong in calling another system. Which of the four it was decides what is done next."""

from datetime import timedelta


class NotSent(Exception):
    """Nothing reached them: the connection was refused, or they said that we ask too often. Try again later."""

    def __init__(self, why: str, *, wait: timedelta | None = None):
        super().__init__(why)
        self.wait = wait


class Unknown(Exception):
    """It may have reached them: a time-out after sending, a 5xx, an unreadable answer. Ask before trying again."""


class DeliveryRefused(Exception):
    """They will never take this as it is: stop, and let a person look."""


class SystemClosed(Exception):
    """They take nothing from us now: a key, a licence, a certificate or an agreement. Says nothing of the content."""
