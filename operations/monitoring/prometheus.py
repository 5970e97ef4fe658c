"""The agreed levels as rules of Prometheus, so that one who watches from outside holds the shop to the same.

    past the level for so long              expr, for
    goes on until back by the margin        ALERTS of the same rule, which is what Prometheus remembers of itself
    owner, quiet hours, switched off        not here: the shop asks its own row when the alert arrives (`alertmanager`)

A rule bears the number of its level, so what Prometheus notices and what the shop's own watcher notices is one alarm.
"""

import json
from typing import Any

from operations.monitoring import words
from operations.monitoring.models import Threshold

GROUP = "levels"
OWN = "prometheus."  # how it is with Prometheus, Prometheus cannot say
HEAD = (
    "# Written by `manage.py prometheus_rules` from the levels in the admin (Drift, Larmgränser): change them there.\n"
)
SIGNS = {Threshold.Side.OVER: ">", Threshold.Side.UNDER: "<"}


def rules_file() -> str:
    """The whole file: JSON, which is YAML too."""
    levels = Threshold.objects.filter(is_active=True).exclude(figure__startswith=OWN).order_by("pk")
    return HEAD + json.dumps({"groups": [group(list(levels))]}, ensure_ascii=False, indent=2) + "\n"


def group(levels: list[Threshold]) -> dict[str, Any]:
    return {"name": GROUP, "rules": [_rule(one) for one in levels]}


def _rule(level: Threshold) -> dict[str, Any]:
    return {
        "alert": _name(level),
        "expr": _expression(level),
        "for": f"{level.for_minutes}m",
        "labels": {"threshold": str(level.pk), "impact": str(level.impact), "urgency": str(level.urgency)},
        "annotations": {
            "summary": f"{words.name_of(level.figure)}: {words.level_words(level)}",
            "description": words.what_to_do(level),
            "value": '{{ printf "%g" $value }}',
        },
    }


def _name(level: Threshold) -> str:
    return f"{level.figure} {level.side} {level.level:g}"


def _expression(level: Threshold) -> str:
    figure, sign = f"shop_figure{{figure={json.dumps(level.figure)}}}", SIGNS[Threshold.Side(level.side)]
    past = f"{figure} {sign} {level.level!r}"
    if not level.margin:
        return past
    back = level.level - level.margin if level.side == Threshold.Side.OVER else level.level + level.margin
    firing = f'ALERTS{{threshold="{level.pk}", alertstate="firing"}}'
    return f"{past} or ({figure} {sign} {back!r} and on(figure) {firing})"
