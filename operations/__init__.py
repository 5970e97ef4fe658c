"""Measure, alarm, incident, ticket, notice; services, outages, handover: the floor above the integrations."""
