"""What the room keeps, one module for each side: the catalogue, and what was ordered from it."""

from operations.services.catalogue import Service, ServiceVersion
from operations.services.ordered import PartState, ServiceChoice, ServiceOrder, ServicePart

__all__ = ["PartState", "Service", "ServiceChoice", "ServiceOrder", "ServicePart", "ServiceVersion"]
