"""Addresses for monitors outside. `/live` stands before all of Django: `operations.monitoring.live`."""

from django.urls import path

from operations.monitoring import alertmanager, outside

urlpatterns = [
    path("ready", outside.is_ready, name="ready"),
    path("health", outside.whole_health, name="whole_health"),
    path("metrics", outside.metrics, name="metrics"),
    path("alarms/alertmanager", alertmanager.told, name="alertmanager"),
]
