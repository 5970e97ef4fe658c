"""What Prometheus reads: counters of answers, the last reading of each figure, how many alarms are open.

From the database and not from this process, so it is the same whichever process is asked, and goes on over restarts.
"""

from collections.abc import Iterable
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from operations.monitoring import alarms, crossing
from operations.monitoring.models import AnswerTotal, Reading

MOST_SERIES = 3_000  # those with most answers; a flood of views never becomes a flood of series
LABELS = ["source", "view", "role"]
EDGES = {"within_100": "0.1", "within_250": "0.25", "within_500": "0.5", "within_1000": "1.0", "within_2000": "2.0"}
EDGES |= {"within_5000": "5.0"}


class _Shop(Collector):
    def __init__(self, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterable[Metric]:
        took = HistogramMetricFamily("shop_answer_seconds", "How long answers took", labels=LABELS)
        failed = CounterMetricFamily("shop_answers_failed", "Answers that failed", labels=LABELS)
        for one in AnswerTotal.objects.order_by("-count", "pk")[:MOST_SERIES]:
            labels = [one.source, one.route, one.role]
            buckets = [(edge, getattr(one, field)) for field, edge in EDGES.items()]
            took.add_metric(labels, [*buckets, ("+Inf", one.count)], sum_value=one.milliseconds / 1000)
            failed.add_metric(labels, one.failed)
        figures = GaugeMetricFamily("shop_figure", "The last reading of a figure", labels=["figure"])
        ages = GaugeMetricFamily("shop_figure_age_seconds", "How old the reading is", labels=["figure"])
        for reading in Reading.objects.order_by("code"):
            if crossing.is_believed(reading.at, now=self.now):
                figures.add_metric([reading.code], reading.value)
            ages.add_metric([reading.code], (self.now - reading.at).total_seconds())
        is_open = alarms.open_alarms().count()
        return [took, failed, figures, ages, GaugeMetricFamily("shop_alarms_open", "Alarms that are open", is_open)]


def text(*, now: datetime) -> bytes:
    registry = CollectorRegistry()
    registry.register(_Shop(now))
    return generate_latest(registry)
