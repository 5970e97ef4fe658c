"""The register of price change sets, the page of one, and what each of them changes."""

from django.db.models import Count, F
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from commerce.catalogue.registers.variants import VariantRegister
from commerce.history.pages import Versioned
from commerce.pricing import differences, grid_views, kept, set_views
from commerce.pricing.change_sets import PriceChange, PriceChangeSet
from commerce.pricing.forms import ChangeSetForm
from commerce.pricing.models import PriceList
from commerce.register.columns import EMPTY, chip, column, moment, money, with_unit
from commerce.register.filters import Choice, Within, one_of, related
from commerce.register.register import ReadOnly, Register, RegisterPermissions
from commerce.register.views import RegisterIndex

WAYS = (
    ("raised", _("raised")),
    ("lowered", _("lowered")),
    ("new", _("had no price")),
    ("ended", _("ends")),
    ("same", _("as it was")),
    ("large", _("more than 30 %")),
)


class OnlyDrafts(RegisterPermissions):
    """A set is changed and deleted while it is a draft; afterwards it is a record of what was decided."""

    def user_can_edit_obj(self, user, obj):
        return obj.state == PriceChangeSet.State.DRAFT and super().user_can_edit_obj(user, obj)

    def user_can_delete_obj(self, user, obj):
        return obj.state == PriceChangeSet.State.DRAFT and super().user_can_delete_obj(user, obj)


class SetIndex(RegisterIndex):
    def _row(self, row):
        """A row leads to the page of the set, whatever one may do there."""
        return super()._row(row) | {"url": self.url_helper.get_action_url("inspect", row.pk)}


class PriceChangeSetRegister(Versioned, Register):
    model = PriceChangeSet
    menu_label = _("Price changes")
    menu_icon = "draft"
    search_hint = _("Name")
    list_display = ("name", "status", "changes", "begins", "writer", "approved_by", "created")
    list_select_related = ("author", "approver")
    ordering = ("-pk",)
    is_newest_first = True
    search_fields = ("name",)
    permission_helper_class = OnlyDrafts
    index_view_class = SetIndex
    inspect_view_class = set_views.SetPage
    inspect_template_name = "modeladmin/pricing/pricechangeset/inspect.html"
    filters = (one_of("state", _("State"), PriceChangeSet.State),)
    export = (
        (_("Name"), "name"),
        (_("State"), "state"),
        (_("Starts at"), "starts_at"),
        (_("Author"), "author__email"),
        (_("Approved by"), "approver__email"),
        (_("Published at"), "published_at"),
        (_("In force from"), "in_force_from"),
        (_("Taken back at"), "undone_at"),
    )
    form_class = ChangeSetForm
    kept_of = staticmethod(kept.of_set)
    panels = (FieldPanel("name"), FieldPanel("note"), FieldPanel("starts_at"))

    def load(self, rows, request):
        counted = PriceChange.objects.filter(change_set__in=rows).values_list("change_set").annotate(Count("pk"))
        counts = dict(counted)
        for row in rows:
            row.counted_changes = counts.get(row.pk, 0)
        super().load(rows, request)

    @column(_("State"), order="state")
    def status(self, change_set):
        return set_views.state_chip(change_set)

    @column(_("New prices"), number=True)
    def changes(self, change_set):
        return change_set.counted_changes

    @column(_("Begins"), order="starts_at")
    def begins(self, change_set):
        return moment(change_set.in_force_from or change_set.starts_at)

    @column(_("Author"))
    def writer(self, change_set):
        return change_set.author or EMPTY

    @column(_("Approved by"))
    def approved_by(self, change_set):
        return change_set.approver or EMPTY

    @column(_("Created"), order="created_at")
    def created(self, change_set):
        return moment(change_set.created_at)

    def get_success_url(self, instance):
        return set_views.set_address(instance.pk)

    def get_admin_urls_for_registration(self):
        base = "pricing/pricechangeset/<int:set_id>"
        return (
            *super().get_admin_urls_for_registration(),
            path(f"{base}/move/", set_views.move, name="price_set_move"),
            path(f"{base}/grid/", grid_views.grid, name="price_set_grid"),
            path(f"{base}/adjust/", grid_views.adjust_selection, name="price_set_adjust"),
        )

    def get_links(self, instance, request):
        links = [(_("Compare before and after"), changes_address(instance.pk))]
        if self.permission_helper_class(self.model).user_can_edit_obj(request.user, instance):
            grid = reverse("price_set_grid", args=[instance.pk])
            edit = reverse("pricing_pricechangeset_modeladmin_edit", args=[instance.pk])
            links = [(_("Write in the grid"), grid), *links, (_("Name and time"), edit)]
        return [*links, *super().get_links(instance, request)]


def changes_address(set_id):
    return f"{reverse('pricing_pricechange_modeladmin_index')}?change_set={set_id}"


class PriceChangeRegister(Register):
    """What change sets change, before and after. Reached from a set, so it has no place in the menu."""

    model = PriceChange
    menu_label = _("New prices")
    menu_icon = "tag"
    add_to_admin_menu = False
    search_hint = _("SKU, GTIN, product or option")
    list_display = ("sku", "product_name", "list_name", "from_quantity", "was", "becomes", "differs", "change")
    list_select_related = ("variant__product", "price_list", "change_set")
    ordering = ("variant__sku", "price_list", "min_quantity")
    search_fields = VariantRegister.search_fields
    search_through = "variant"
    permission_helper_class = ReadOnly
    history_view_enabled = False
    filters = (
        Within(name="change_set", label=_("Price change set"), rows=PriceChangeSet.objects.all),
        related("price_list", _("Price list"), PriceList.objects.all),
        Choice(name="way", label=_("What it does"), choices=lambda: WAYS, narrow=differences.only),
    )
    export = (
        (_("SKU"), "variant__sku"),
        (_("Product"), "variant__product__name_sv"),
        (_("Price list"), "price_list__code"),
        (_("From quantity"), "min_quantity"),
        (_("Before"), F("before")),
        (_("After"), "amount"),
        (_("Difference"), F("difference")),
        (_("Percent"), F("percent")),
        (_("Currency"), "price_list__currency"),
    )
    inspect_view_fields = list_display

    def get_queryset(self, request):
        return differences.with_before(super().get_queryset(request), now=timezone.now())

    @column(_("SKU"), order="variant__sku")
    def sku(self, change):
        return change.variant.sku

    @column(_("Product"))
    def product_name(self, change):
        return change.variant.product.name_sv

    @column(_("Price list"))
    def list_name(self, change):
        return change.price_list.name

    @column(_("From quantity"), number=True)
    def from_quantity(self, change):
        return change.min_quantity

    @column(_("Before"), number=True)
    def was(self, change):
        return EMPTY if change.before is None else money(change.before, change.price_list.currency)

    @column(_("After"), order="amount", number=True)
    def becomes(self, change):
        return chip(_("ends"), "bad") if change.amount is None else money(change.amount, change.price_list.currency)

    @column(_("Difference"), order=F("difference"), number=True)
    def differs(self, change):
        return EMPTY if change.difference is None else money(change.difference, change.price_list.currency)

    @column(_("Percent"), order=F("percent"), number=True)
    def change(self, change):
        return EMPTY if change.percent is None else with_unit(change.percent, "%")

    def get_links(self, instance, request):
        return [(_("Price change set"), set_views.set_address(instance.change_set_id))]
