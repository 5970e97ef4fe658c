"""How a line of the log is written: with everything that helps, and nobody's e-mail address."""

import logging

from commerce.customers.person import without_addresses


class WithoutAddresses(logging.Formatter):
    """Also of what an exception says, which is where a mail server's words end up."""

    def format(self, record: logging.LogRecord) -> str:
        return without_addresses(super().format(record))
