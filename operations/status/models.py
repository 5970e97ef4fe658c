"""What the room keeps, one module for each."""

from commerce.history.tracked import tracked
from operations.status.planned import PlannedOutage

tracked(PlannedOutage)
