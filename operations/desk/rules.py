"""What the owner decides of tickets: their categories, how weights become a priority, how soon each is dealt with."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commerce.history.tracked import tracked


class Impact(models.IntegerChoices):
    WHOLE = 1, _("the whole business")
    LARGE = 2, _("a large part of the business")
    SOME = 3, _("a few people")
    ONE = 4, _("one person")


class Urgency(models.IntegerChoices):
    NOW = 1, _("nobody can work")
    SOON = 2, _("work is hindered")
    DAYS = 3, _("there is a way round")
    LATER = 4, _("can wait")


class Rank(models.IntegerChoices):
    P1 = 1, "P1"
    P2 = 2, "P2"
    P3 = 3, "P3"
    P4 = 4, "P4"


class TicketCategory(models.Model):
    """What a ticket is about. One that is no longer used stays on the tickets that have it."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    is_offered = models.BooleanField(_("offered"), default=True, help_text=_("Whether new tickets can have it"))

    class Meta:
        verbose_name = pgettext_lazy("ticket", "category")
        verbose_name_plural = pgettext_lazy("ticket", "categories")

    def __str__(self):
        return self.name_en if (get_language() or "").startswith("en") else self.name


class Priority(models.Model):
    """How soon a ticket of one priority is answered and solved, in working time."""

    rank = models.PositiveSmallIntegerField(_("priority"), choices=Rank, unique=True)
    answer_minutes = models.PositiveIntegerField(
        _("first answer, minutes"),
        validators=[MinValueValidator(1)],
        help_text=_("Working time, weekdays 08–17: a day is 540 minutes"),
    )
    solve_minutes = models.PositiveIntegerField(
        _("solved, minutes"),
        validators=[MinValueValidator(1)],
        help_text=_("Working time; the time when a ticket waits for its requester is not counted"),
    )

    class Meta:
        verbose_name = _("priority and its targets")
        verbose_name_plural = _("priorities and their targets")
        constraints = [
            models.CheckConstraint(condition=Q(rank__in=Rank.values), name="desk_priority_is_one"),
            models.CheckConstraint(
                condition=Q(answer_minutes__gte=1, solve_minutes__gte=F("answer_minutes")),
                name="desk_priority_answers_first",
                violation_error_message=_("A ticket is answered before it is solved."),
            ),
        ]

    def __str__(self):
        return self.get_rank_display()


class MatrixCell(models.Model):
    """The priority that is proposed for an impact and an urgency."""

    impact = models.PositiveSmallIntegerField(_("impact"), choices=Impact)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Rank)

    class Meta:
        verbose_name = _("proposed priority")
        verbose_name_plural = _("proposed priorities")
        constraints = [
            models.UniqueConstraint(fields=["impact", "urgency"], name="desk_matrix_cell_once"),
            models.CheckConstraint(
                condition=Q(impact__in=Impact.values, urgency__in=Urgency.values, priority__in=Rank.values),
                name="desk_matrix_within_four",
            ),
        ]

    def __str__(self):
        return f"{self.impact} × {self.urgency}"


tracked(TicketCategory)
tracked(Priority)
tracked(MatrixCell)
