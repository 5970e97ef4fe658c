"""Text that a spreadsheet would run as a formula (CWE-1236)."""

RUNNABLE = ("=", "+", "-", "@", "|", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text):
    """Text that no spreadsheet takes for a formula: it gets an apostrophe before what would start one."""
    return f"'{text}" if is_runnable(text) else text


def is_runnable(text):
    return text.lstrip(" ").startswith(RUNNABLE)
