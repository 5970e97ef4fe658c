"""The register of what a person must decide after a restore: what we know, and what was decided."""

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commerce.register.actions import Action
from commerce.register.columns import EMPTY, chip, column, money
from commerce.register.filters import Choice
from commerce.register.register import ReadOnly, Register
from integrations.restored import questions
from integrations.restored.models import RestoreQuestion

OPEN = Q(decided_at=None)


class DecisionForm(forms.Form):
    decision = forms.CharField(
        label=_("What was done"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )


def _decided(question, asked):
    return gettext("has been decided") if question.decided_at else None


def _decide(rows, asked):
    for row in rows:
        questions.decide(row.pk, decision=asked.values["decision"], by=asked.user.pk, now=asked.now)


DECIDE = Action(
    name="decide",
    label=_("Decided"),
    permission="integrations.change_restorequestion",
    question=lambda count: (
        ngettext("Is %(count)s question decided?", "Are %(count)s questions decided?", count) % {"count": count}
    ),
    told=lambda count: (
        ngettext("%(count)s question is decided.", "%(count)s questions are decided.", count) % {"count": count}
    ),
    refuse=_decided,
    do=_decide,
    form_class=DecisionForm,
    explanation=_("Write what was done: which order it became, or that the money was given back and where."),
)


class RestoreQuestionRegister(Register):
    model = RestoreQuestion
    menu_label = _("Questions after a restore")
    menu_icon = "help"
    search_hint = _("Order number, or their name of it")
    list_display = ("asked_at", "system_name", "order_number", "amount_shown", "told", "condition")
    ordering = ("-pk",)
    is_newest_first = True
    search_fields = ("order_number", "name__startswith")
    permission_helper_class = ReadOnly
    history_view_enabled = False
    actions = (DECIDE,)
    filters = (
        Choice(
            name="open",
            label=_("State"),
            choices=lambda: [("yes", _("to decide")), ("no", _("decided"))],
            narrow=lambda rows, value: rows.filter(OPEN if value == "yes" else ~OPEN),
        ),
    )
    inspect_view_fields = (
        "restoration",
        "system_name",
        "name",
        "order_number",
        "amount_shown",
        "told",
        "asked_at",
        "condition",
        "decided_at",
        "decided_by",
        "decision",
    )
    export = (
        (_("System"), "system"),
        (_("Their name of it"), "name"),
        (_("Order number"), "order_number"),
        (_("Amount"), "amount"),
        (_("What we know"), "told"),
        (_("Decision"), "decision"),
    )

    def title_of(self, question):
        return f"{capfirst(question.system)}: {question.name}"

    @column(_("System"), order="system")
    def system_name(self, question):
        return capfirst(question.system)

    @column(_("Amount"), order="amount", number=True)
    def amount_shown(self, question):
        return EMPTY if question.amount is None else money(question.amount, "SEK")

    @column(_("State"), order="decided_at")
    def condition(self, question):
        return chip(gettext("decided"), "good") if question.decided_at else chip(gettext("to decide"), "bad")


def figures(request):
    """For the start page: shown only where something is to be decided."""
    if not request.user.has_perm("integrations.view_restorequestion"):
        return []
    count = RestoreQuestion.objects.filter(OPEN).count()
    return [(count, f"{reverse('integrations_restorequestion_modeladmin_index')}?open=yes")] if count else []
