"""What is said of a figure, a level and an alarm."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from operations.monitoring.alarms import Said
from operations.monitoring.figures import FIGURES
from operations.monitoring.models import Threshold

FAULTS = "docs/drift/felsokning.md"  # has a section for each figure that a level is agreed on from the beginning
NO_BREAK_SPACE = "\u00a0"
LARGE = 1000


def name_of(code: str) -> str:
    """In words where the figure is known, else its code."""
    figure = FIGURES.get(code)
    return str(figure.name) if figure else code


def with_unit(code: str, value: float) -> str:
    """With its unit, to a tenth where that is seen: `12,5 %`, `59 213`."""
    figure = FIGURES.get(code)
    is_whole = value % 1 == 0 or abs(value) >= LARGE
    shown = number_format(round(value) if is_whole else round(value, 1), use_l10n=True, force_grouping=True)
    unit = str(figure.unit) if figure else ""
    return f"{shown}{NO_BREAK_SPACE}{unit}" if unit else shown


def level_words(threshold: Threshold) -> str:
    """`over 85 % for 5 minutes`"""
    told = {"level": with_unit(threshold.figure, threshold.level), "minutes": threshold.for_minutes}
    is_over = threshold.side == Threshold.Side.OVER
    if threshold.for_minutes:
        said = _("over %(level)s for %(minutes)s min") if is_over else _("under %(level)s for %(minutes)s min")
    else:
        said = _("over %(level)s") if is_over else _("under %(level)s")
    return said % told


def what_to_do(threshold: Threshold) -> str:
    """What somebody has written, or the figure's own section of the page about faults."""
    if threshold.runbook != FAULTS:
        return threshold.runbook
    return f"{FAULTS}#larm-{threshold.figure.replace('.', '')}"


def said(threshold: Threshold, key: str, value: float) -> Said:
    todo = what_to_do(threshold)
    told = {
        "figure": name_of(threshold.figure),
        "value": with_unit(threshold.figure, value),
        "level": level_words(threshold),
    }
    return Said(
        key=key,
        title=_("%(figure)s: %(value)s") % told,
        text=_("The level is %(level)s.") % told + (f"\n{todo}" if todo else ""),
        impact=threshold.impact,
        urgency=threshold.urgency,
        threshold=threshold,
        value=value,
    )
