"""A register: the rows of one model in the admin, to list, search, filter, sort, read, change and export.

Built on wagtail-modeladmin. What a room shows of its rows is a subclass in its `register.py`; what a room above adds
to a list below it (stock and price to a product, its page) comes through `contribute`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django import forms
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import path
from django.utils.functional import Promise, cached_property
from django.utils.text import capfirst, slugify
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from commerce.register import bulk_views, saved_filter_views, views
from commerce.register.fields import write_with_comma
from commerce.register.search import ColumnSearch
from commerce.register.widgets import PlainSelect

LONGEST_KEY = 18


class RegisterPermissions(PermissionHelper):
    """Django's model permissions: view to read and export, add, change and delete for the rest."""

    def user_can_list(self, user):
        return any(self.user_has_specific_permission(user, self.get_perm_codename(act)) for act in ("view", "change"))

    def user_can_inspect_obj(self, user, obj):
        return self.inspect_view_enabled and self.user_can_list(user)


class ReadOnly(RegisterPermissions):
    """Nobody adds, changes or deletes here, whatever their role: the rows are a record of what happened."""

    def user_can_create(self, user):
        return False

    def user_can_edit_obj(self, user, obj):
        return False

    def user_can_delete_obj(self, user, obj):
        return False


class RegisterForm(WagtailAdminModelForm):
    """Writes only what was changed on this page, so that a form left open overwrites nobody else's work.

    The page carries the values that it showed; a field is changed when what comes back differs from those.

    `save` may raise ValidationError for what can only be known under a lock; the page then shows it by its field.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if type(field.widget) is forms.Select:
                field.widget = PlainSelect(field.widget.attrs, field.widget.choices)
            elif isinstance(field, forms.DecimalField):
                write_with_comma(field)

    def hidden_initials(self):
        """The values that the page shows, to come back with it."""
        self._remember_what_is_shown()
        return [field.as_hidden(only_initial=True) for field in self if field.field.show_hidden_initial]

    def full_clean(self):
        self._remember_what_is_shown()
        super().full_clean()

    def _remember_what_is_shown(self):
        for field in self.fields.values():
            field.show_hidden_initial = not self.instance._state.adding and not field.disabled

    def own_changes(self):
        """The model's fields that this form is to write."""
        concrete = {field.name for field in self.instance._meta.concrete_fields}
        return [name for name in self.changed_data if name in concrete]

    def save(self, commit=True):
        if not commit or self.instance._state.adding:
            return super().save(commit)
        super().save(commit=False)
        if changed := self.own_changes():
            self.instance.save(update_fields=changed)
        self.save_m2m()
        return self.instance


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    place: int
    columns: list[str]
    load: Callable
    links: Callable
    actions: tuple = ()


class Register(ModelAdmin):
    filters: tuple = ()
    export: tuple = ()
    sheets: Mapping = MappingProxyType({})  # other files of the same rows, by name: `export.OtherSheet`
    documents: tuple = ()  # what can be made of many rows without changing them, see `actions.Document`
    actions: tuple = ()  # what can be done to many rows at once, see `actions.Action`
    panels: tuple = ()
    none_words: str | Promise = ""  # said of an empty register; else that there are none yet
    search_through = ""
    sorting: Mapping = MappingProxyType({})  # what a column of the model sorts by, where that is not the column itself
    form_class: type[forms.ModelForm] = RegisterForm
    is_newest_first = False
    list_per_page = 50
    inspect_view_enabled = True
    search_handler_class = ColumnSearch
    permission_helper_class = RegisterPermissions
    index_view_class = views.RegisterIndex
    create_view_class = views.RegisterCreate
    edit_view_class = views.RegisterEdit
    inspect_view_class = views.RegisterInspect
    delete_view_class = views.RegisterDelete
    history_view_class = views.RegisterHistory

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.contributions = []

    @classmethod
    def contribute(cls, *columns, load, links, place, actions=()):
        """Add columns, links and actions from a room above; contributions stand in the order of their `place`.

        `load(rows, request)` fetches for all rows at once and sets their attributes; `links(row, request)` gives pairs
        of words and address.
        """
        for column in columns:
            setattr(cls, column.__name__, staticmethod(column))
        names = [column.__name__ for column in columns]
        cls.contributions.append(Contribution(place=place, columns=names, load=load, links=links, actions=actions))
        cls.contributions.sort(key=lambda contribution: contribution.place)

    def get_list_display(self, request):
        return [*self.list_display, *(name for added in self.contributions for name in added.columns)]

    def get_list_export(self, request):
        return self.export

    def get_search_handler(self, request, search_fields=None):
        return self.search_handler_class(search_fields or self.get_search_fields(request), through=self.search_through)

    @property
    def export_filename(self):
        return slugify(self.get_menu_label())

    def get_menu_label(self):
        return self.menu_label or capfirst(self.opts.verbose_name_plural)

    def load(self, rows, request):
        """Fetch what the columns show of all rows at once."""
        for added in self.contributions:
            added.load(rows, request)

    @cached_property
    def edit_handler(self):
        return ObjectList(self.panels, base_form_class=self.form_class)

    def get_form_kwargs(self, request, instance):
        """What the form needs beside the row and the user."""
        return {}

    def title_of(self, instance):
        """What the pages of one row are called."""
        return str(instance)

    def get_links(self, instance, request):
        """Where one goes from a row in one step: pairs of words and address, beside its form and its facts."""
        return [pair for added in self.contributions for pair in added.links(instance, request)]

    def all_actions(self):
        return [*self.actions, *(action for added in self.contributions for action in added.actions)]

    def actions_for(self, user):
        """What the user may do to many rows. No query beyond those of the user's permissions."""
        return [action for action in self.all_actions() if user.has_perm(action.permission)]

    def documents_for(self, user):
        return [document for document in self.documents if user.has_perm(document.permission)]

    def get_success_url(self, instance):
        """Where one is taken after a row was made."""
        return self.url_helper.get_action_url("edit", quote(instance.pk))

    def register_indexing(self):
        """Rows of commerce stay out of Wagtail's reference index: they point to no page, and saving stays cheap."""

    def get_admin_urls_for_registration(self):
        """Beside modeladmin's own: actions on many rows and what came of them, filters to save and to remove."""
        base, name = self.url_helper.base_url_path, self.url_helper.get_action_url_name
        return (
            *super().get_admin_urls_for_registration(),
            path(f"{base}/bulk/", self._page(bulk_views.RegisterBulk), name=name("bulk")),
            path(f"{base}/bulk/<uuid:token>/", self._page(bulk_views.BulkDone), name=name("bulk_done")),
            path(f"{base}/filters/", self._page(saved_filter_views.SaveFilter), name=name("save_filter")),
            path(
                f"{base}/filters/<int:saved_id>/remove/",
                self._page(saved_filter_views.RemoveFilter),
                name=name("remove_filter"),
            ),
        )

    def _page(self, view):
        return view.as_view(model_admin=self)

    def inspect_view(self, request, instance_pk):
        return super().inspect_view(request, self._key(instance_pk))

    def edit_view(self, request, instance_pk):
        return super().edit_view(request, self._key(instance_pk))

    def delete_view(self, request, instance_pk):
        return super().delete_view(request, self._key(instance_pk))

    def history_view(self, request, instance_pk):
        return super().history_view(request, self._key(instance_pk))

    def _key(self, quoted):
        """The key as it came, or 404 where no row can have it."""
        try:
            self.model._meta.pk.to_python(unquote(quoted))
        except ValidationError as error:
            raise Http404 from error
        if len(quoted) > LONGEST_KEY and quoted.isdecimal():
            raise Http404
        return quoted


class RegisterGroup(ModelAdminGroup):
    """Registers under one heading of the menu."""
