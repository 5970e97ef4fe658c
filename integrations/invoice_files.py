"""Files of invoices for the owner: the e-invoice of one, and the verifications of a period for the bookkeeping."""

from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commerce.orders.desk.register import OrderRegister
from commerce.orders.documents import links as document_links
from commerce.orders.invoices.register import InvoiceRegister
from commerce.orders.models import Invoice
from integrations.formats import peppol, sie


class PeriodForm(forms.Form):
    """The first and the last day, within one year."""

    start = forms.DateField(label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.DateField(label=gettext_lazy("Last day"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self):
        super().clean()
        said = self.cleaned_data
        start, end = said.get("start"), said.get("end")
        if start and end and start > end:
            raise forms.ValidationError(_("The last day is before the first."))
        if start and end and start.year != end.year:
            raise forms.ValidationError(_("Choose days of one year: the file holds one."))
        return said


@require_safe
def bookkeeping(request):
    """Choose a period, and fetch it as SIE 4."""
    _see_orders(request)
    form = PeriodForm(request.GET if "start" in request.GET else None, initial=_month_before(timezone.localdate()))
    if form.is_valid():
        return _sie(form.cleaned_data["start"], form.cleaned_data["end"])
    return render(request, "integrations/bookkeeping.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def e_invoice(request, pk):
    """A document as Peppol BIS Billing 3, or back to the order with what it lacks."""
    _see_orders(request)
    issued = get_object_or_404(Invoice, pk=pk)
    try:
        written = peppol.write(issued)
    except peppol.NotExpressible as problem:
        rules = ", ".join(problem.rules)
        messages.error(request, _("%(number)s cannot be an e-invoice: %(rules)s") % {"number": issued, "rules": rules})
        return redirect(reverse("orders_order_modeladmin_inspect", args=[issued.order_id]))
    return _file(written, "application/xml", f"{issued}.xml")


def addresses():
    return [
        path("integrations/bookkeeping/", bookkeeping, name="bookkeeping"),
        path("integrations/e-invoice/<int:pk>/", e_invoice, name="e_invoice"),
    ]


def _see_orders(request) -> None:
    if not request.user.has_perm("orders.view_order"):
        raise PermissionDenied


def _sie(start: date, end: date) -> HttpResponse:
    found = Invoice.objects.filter(issued_on__range=(start, end)).order_by("series_id", "number")
    written = sie.write(found.iterator(chunk_size=500), start=start, end=end, made_on=timezone.localdate())
    return _file(written, "application/octet-stream", f"fakturor-{start:%Y%m%d}-{end:%Y%m%d}.si")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _month_before(today: date) -> dict[str, date]:
    end = today.replace(day=1) - timedelta(days=1)
    return {"start": end.replace(day=1), "end": end}


def of_order(order, request) -> list[tuple[str, str]]:
    """The e-invoices of an order, beside it in the admin."""
    return [
        (_("%(number)s as e-invoice (XML)") % {"number": one}, reverse("e_invoice", args=[one.pk]))
        for one in document_links.issued(order)
        if order.buyer_type == "business"
    ]


def of_invoice(invoice, request) -> list[tuple[str, str]]:
    return [(_("E-invoice (XML)"), reverse("e_invoice", args=[invoice.pk]))]


InvoiceRegister.contribute(load=lambda rows, request: None, links=of_invoice, place=10)
OrderRegister.contribute(load=lambda rows, request: None, links=of_order, place=20)
