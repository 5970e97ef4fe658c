"""What the room keeps, one module for each."""

from commerce.history.tracked import tracked
from operations.status.disturbed import Asked, Disturbance
from operations.status.followed import OutageFollower
from operations.status.planned import PlannedOutage

__all__ = ["Asked", "Disturbance", "OutageFollower", "PlannedOutage"]

tracked(PlannedOutage)
tracked(Disturbance)
