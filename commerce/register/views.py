"""The pages of a register: the list, one row to read, one to change, and why a row may not be deleted."""

from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, OrderBy, ProtectedError, RestrictedError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log
from wagtail_modeladmin.views import CreateView, DeleteView, EditView, HistoryView, IndexView, InspectView

from commerce.register import columns, export
from commerce.register.blockers import blockers
from commerce.register.paging import RegisterPaginator
from commerce.register.saved_filters import kept, may_remove, offered

SHEET_VAR = "sheet"


class Breadcrumbs:
    """Where the page is: the register, then the row."""

    def crumbs(self, *last):
        home = {"url": self.index_url, "label": capfirst(self.verbose_name_plural)}
        return [home, *last]

    def get_context_data(self, **kwargs):
        context = {
            "breadcrumbs_items": self.breadcrumbs_items(),
            "header_icon": self.header_icon,
            "header_title": self.get_meta_title(),
            "page_title": self.get_page_title(),
            "page_subtitle": self.get_page_subtitle(),
        }
        return super().get_context_data(**(context | kwargs))


class RegisterIndex(Breadcrumbs, IndexView):
    """The list. Only the register's own filters and columns are obeyed: whatever else the address holds is ignored."""

    paginator_class = RegisterPaginator

    def breadcrumbs_items(self):
        return self.crumbs()

    def get_filters(self, request):
        return [], False, {}, False

    def get_queryset(self, request=None):
        request = request or self.request
        queryset = self.search_handler.search_queryset(self.filtered(request), self.query)
        return queryset.order_by(*self.ordering())

    def filtered(self, request=None):
        """The rows that the filters leave, before any search."""
        request = request or self.request
        queryset = self.get_base_queryset(request)
        for choice in self.model_admin.filters:
            queryset = choice.applied(queryset, request.GET)
        return queryset

    def ordering(self):
        """By the column in the address, else as the register says; the key comes last, in the same direction."""
        wanted = self.request.GET.get(self.ORDER_VAR, "")
        descending = wanted.startswith("-")
        source = {name: source for name, _label, source, _number in self.columns}.get(wanted.removeprefix("-"))
        if source is None:
            return [*(self.model_admin.ordering or ()), self._by(F("pk"), self.model_admin.is_newest_first)]
        return [self._by(source, descending), self._by(F("pk"), descending)]

    def _by(self, source, descending):
        """Empty ones last, but only where there can be any: an index serves the plain order in both directions."""
        expression = F(source) if isinstance(source, str) else source
        is_filled = not isinstance(source, str) or ("__" not in source and not self.opts.get_field(source).null)
        return OrderBy(expression, descending=descending, nulls_last=None if is_filled else True)

    @cached_property
    def columns(self):
        """Name, words above, what it sorts by, whether it holds numbers."""
        return [(name, *columns.heading(self.model_admin, name)) for name in self.list_display]

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """The rows of the list; those of another sheet of the register where the address names one."""
        other = self.model_admin.sheets.get(self.request.GET.get(SHEET_VAR, ""))
        if other:
            return other.respond(queryset, spreadsheet_format, filename=self.model_admin.export_filename)
        sheet = export.Sheet(self.model, self.model_admin.export)
        respond = export.RESPONSES[spreadsheet_format]
        return respond(sheet, queryset, filename=self.model_admin.export_filename)

    def get_template_names(self):
        if self.request.headers.get("x-requested-with") == "XMLHttpRequest":
            return ["modeladmin/results.html"]
        return self.model_admin.get_index_template()

    def get_context_data(self, **kwargs):
        """One query for the keys and one for the rows of the page, beside what the register loads for them."""
        paginator = self.paginator()
        page = paginator.get_page(self.page_num or 1)
        rows = page.object_list
        self.model_admin.load(rows, self.request)
        is_narrowed = self.is_filtered or bool(self.query.strip())
        saved = self._saved_filters()
        context = {
            "breadcrumbs_items": self.breadcrumbs_items(),
            "header_icon": self.header_icon,
            "header_buttons": self._header_buttons(),
            "headings": [self._heading(*named) for named in self.columns],
            "rows": [self._row(row) for row in rows],
            "items_count": paginator.count,
            "has_more": paginator.has_more,
            "estimate": paginator.estimate() if paginator.has_more and not is_narrowed else None,
            "page_obj": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "filters": [(choice.template, choice.context(self.request.GET)) for choice in self.model_admin.filters],
            "is_narrowed": is_narrowed,
            "order": self.request.GET.get(self.ORDER_VAR, ""),
            "export_urls": {"xlsx": self.xlsx_export_url, "csv": self.csv_export_url},
            "sheets": self._sheets(),
            "saved_filters": saved,
            "is_saved": any(one["is_current"] for one in saved),
            "kept": self.kept,
            "save_filter_url": self._own_address("save_filter"),
            "actions": self.model_admin.actions_for(self.request.user),
            "documents": self.model_admin.documents_for(self.request.user),
            "bulk_url": self._own_address("bulk"),
        }
        return super(IndexView, self).get_context_data(**(context | kwargs))

    def paginator(self):
        return self.paginator_class(self.queryset, self.items_per_page, rows=self._whole_rows())

    @cached_property
    def is_filtered(self):
        return any(choice.is_used(self.request.GET) for choice in self.model_admin.filters)

    @cached_property
    def kept(self):
        """The search, filters and sorting of the address."""
        return kept(self.model_admin, self.request.GET)

    @property
    def list_url(self):
        return f"{self.index_url}?{self.kept}" if self.kept else self.index_url

    def _own_address(self, action):
        url = reverse(self.url_helper.get_action_url_name(action))
        return f"{url}?{self.kept}" if self.kept else url

    def _sheets(self):
        """The register's other sheets, each with the addresses of its files."""
        return [
            {
                "label": sheet.label,
                "xlsx": f"{self.xlsx_export_url}&{SHEET_VAR}={name}",
                "csv": f"{self.csv_export_url}&{SHEET_VAR}={name}",
            }
            for name, sheet in self.model_admin.sheets.items()
        ]

    def _saved_filters(self):
        user = self.request.user
        return [
            {
                "name": saved.name,
                "url": f"{self.index_url}?{saved.query}",
                "is_current": saved.query == self.kept,
                "shared_by": saved.user if saved.is_shared and saved.user_id != user.pk else None,
                "is_shared": saved.is_shared,
                "remove_url": self.url_helper.get_action_url("remove_filter", saved.pk)
                if may_remove(saved, user)
                else "",
            }
            for saved in offered(self.opts.label_lower, user)
        ]

    def _whole_rows(self):
        rows = self.get_base_queryset().order_by()
        return rows.select_related(*self.select_related) if self.select_related else rows

    def _heading(self, name, label, source, is_number):
        order = self.request.GET.get(self.ORDER_VAR, "")
        state = {name: "ascending", f"-{name}": "descending"}.get(order, "")
        url = self._address(**{self.ORDER_VAR: f"-{name}" if state == "ascending" else name})
        return {"label": label, "is_number": is_number, "state": state, "url": url if source is not None else ""}

    def _address(self, **changed):
        params = {key: value for key, value in self.request.GET.items() if value and key != self.PAGE_VAR}
        return f"?{urlencode(params | changed)}"

    def _row(self, row):
        button = self.button_helper.get_primary_button(row)
        cells = [
            {"name": name, "label": label, "is_number": is_number, "value": columns.cell(self.model_admin, row, name)}
            for name, label, _source, is_number in self.columns
        ]
        return {"pk": row.pk, "url": button["url"] if button else "", "cells": cells}

    def _header_buttons(self):
        if not self.permission_helper.user_can_create(self.request.user):
            return []
        text = _("Add %(object)s") % {"object": self.verbose_name}
        return [HeaderButton(text, url=self.create_url, icon_name="plus")]


class OfOneRow:
    """Pages of one row are called what the register calls the row."""

    def get_page_subtitle(self):
        return self.model_admin.title_of(self.instance)

    def get_page_title(self):
        return f"{self.model_admin.get_menu_label()}: {self.model_admin.title_of(self.instance)}"

    def get_meta_title(self):
        return self.get_page_title()


class SavesWhole:
    """Saves all or nothing; what the row's room refuses, or a rival was first with, is an error of the form."""

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        except IntegrityError:
            form.add_error(None, _("Someone else changed the same thing just now. Look at the values and save again."))
            return self.form_invalid(form)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | self.model_admin.get_form_kwargs(self.request, self.get_instance())

    def get_context_data(self, form=None, **kwargs):
        form = form or self.get_form()
        return super().get_context_data(
            form=form,
            action_url=self.request.get_full_path(),
            submit_button_label=_("Save"),
            submit_button_active_label=_("Saving…"),
            links=self.model_admin.get_links(form.instance, self.request) if form.instance.pk else [],
            **kwargs,
        )


class RegisterCreate(SavesWhole, Breadcrumbs, CreateView):
    def get_page_subtitle(self):
        return self.get_meta_title()

    def get_meta_title(self):
        return _("Add %(object)s") % {"object": self.verbose_name}

    def breadcrumbs_items(self):
        return self.crumbs({"url": self.create_url, "label": capfirst(_("New")), "sublabel": self.verbose_name})

    def get_success_url(self):
        return self.model_admin.get_success_url(self.instance)


class RegisterEdit(OfOneRow, SavesWhole, Breadcrumbs, EditView):
    def breadcrumbs_items(self):
        return self.crumbs({"url": self.edit_url, "label": self.model_admin.title_of(self.instance)})

    def get_success_url(self):
        return self.edit_url

    def get_context_data(self, form=None, **kwargs):
        return super().get_context_data(form=form, delete_url=self.delete_url, **kwargs)


class RegisterInspect(OfOneRow, Breadcrumbs, InspectView):
    def get_fields_dict(self):
        self.model_admin.load([self.instance], self.request)
        return super().get_fields_dict()

    def breadcrumbs_items(self):
        return self.crumbs({"url": "", "label": self.model_admin.title_of(self.instance)})

    def get_field_display_value(self, field_name, field=None):
        return columns.cell(self.model_admin, self.instance, field_name)

    def get_field_label(self, field_name, field=None):
        return columns.heading(self.model_admin, field_name)[0]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            links=self.model_admin.get_links(self.instance, self.request),
            header_buttons=self._header_buttons(),
            **kwargs,
        )

    def _header_buttons(self):
        if not self.permission_helper.user_can_edit_obj(self.request.user, self.instance):
            return []
        return [HeaderButton(_("Edit"), url=self.edit_url, icon_name="edit")]


class RegisterDelete(OfOneRow, Breadcrumbs, DeleteView):
    """Says what still uses the row instead of a button that would fail; the database has the last word."""

    def breadcrumbs_items(self):
        edit = self.url_helper.get_action_url("edit", self.pk_quoted)
        return self.crumbs(
            {"url": edit, "label": self.model_admin.title_of(self.instance)}, {"url": "", "label": _("Delete")}
        )

    def post(self, request, *args, **kwargs):
        if blockers(self.instance):
            return self.get(request, *args, **kwargs)
        name = self.model_admin.title_of(self.instance)
        try:
            with transaction.atomic():
                log(instance=self.instance, action="wagtail.delete")
                self.instance.delete()
        except (ProtectedError, RestrictedError):
            return self.get(request, *args, **kwargs)
        messages.success(request, _("%(name)s has been deleted.") % {"name": name})
        return HttpResponseRedirect(self.index_url)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            blockers=blockers(self.instance),
            **kwargs,
        )


class RegisterHistory(Breadcrumbs, HistoryView):
    def dispatch(self, request, *args, **kwargs):
        """The history of a row is for those who may see the row; modeladmin itself shows it to anyone in the admin."""
        if not self.permission_helper.user_can_inspect_obj(request.user, self.instance):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def breadcrumbs_items(self):
        edit = self.url_helper.get_action_url("edit", quote(self.instance.pk))
        return self.crumbs(
            {"url": edit, "label": self.model_admin.title_of(self.instance)}, {"url": "", "label": _("History")}
        )
