class Refused(Exception):
    """It cannot be done, and nothing is. Says why, to the person who tried."""
