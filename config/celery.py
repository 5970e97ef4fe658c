"""The worker. Tasks carry row numbers only: what is due is found in the database, also when a message is lost."""

import os

from celery import Celery, Task

from commerce.changed_by import TASK, changed_by

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")


class Attributed(Task):
    """A task whose changes say that it made them."""

    def __call__(self, *args, **kwargs):
        with changed_by(TASK, self.name):
            return super().__call__(*args, **kwargs)


app = Celery("webshop", task_cls=Attributed)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(
    ["integrations.fortnox", "integrations.gateway", "integrations.reconciliation", "integrations.warehouses"]
)


def every(seconds: float, task: str, *args: str, **options: str) -> dict:
    """Run a task by the clock. A call that nobody took until the next is due is dropped: the work is in the rows."""
    return {"task": task, "args": args, "schedule": seconds, "options": {"expires": seconds, **options}}


app.conf.beat_schedule = {
    "deliver": every(15, "integrations.tasks.deliver"),
    "process what was called in": every(15, "integrations.tasks.process"),
    "the worker lives": every(15, "integrations.tasks.say_that_it_lives", "worker"),
    "the worker of pictures lives": every(15, "integrations.tasks.say_that_it_lives", "pictures", queue="pictures"),
    "catch up on callbacks": every(600, "integrations.tasks.catch_up"),
    "catch up on callbacks, three days": every(86_400, "integrations.tasks.catch_up_nightly"),
    "follow parcels": every(600, "integrations.tasks.follow_parcels"),
    "look at certificates": every(86_400, "integrations.tasks.look_at_certificates"),
    "go on with Fortnox": every(60, "integrations.fortnox.tasks.go_on"),
    "tell Fortnox of changes": every(600, "integrations.fortnox.tasks.tell_changes"),
    "read what has changed in Fortnox": every(300, "integrations.fortnox.tasks.read"),
    "take in files of the warehouse": every(60, "integrations.warehouses.tasks.take_in_files"),
    "read orders at the warehouse": every(120, "integrations.warehouses.tasks.read_orders"),
    "read stock of the warehouse": every(600, "integrations.warehouses.tasks.read_stock"),
    "read returns at the warehouse": every(1800, "integrations.warehouses.tasks.read_returns"),
    "tell the warehouse of articles": every(900, "integrations.warehouses.tasks.tell_of_articles"),
    "compare with other systems": every(60, "integrations.reconciliation.tasks.reconcile_due"),
    "make exports": every(60, "integrations.gateway.tasks.make_exports"),
    "look for files to import": every(60, "integrations.gateway.tasks.look_for_files"),
    "run imports": every(60, "integrations.gateway.tasks.run_imports"),
    "fetch letters to the service desk": every(120, "operations.desk.tasks.fetch_letters"),
    "forget exported files": every(3600, "integrations.gateway.tasks.forget_files"),
    "publish scheduled pages": every(15, "cms.tasks.publish_scheduled"),
    "ask links to other sites": every(60, "integrations.tasks.ask_outside_links"),
    "take in pictures sent in together": every(60, "cms.tasks.take_in_batches", queue="pictures"),
    "make renditions": every(60, "cms.tasks.sweep_renditions"),
    "go on with promotions": every(60, "cms.tasks.go_on_with_promotions"),
    "begin to look through live pages": every(86_400, "cms.tasks.begin_to_look_through"),
    "look through live pages": every(60, "cms.tasks.look_through"),
    "forget promoted files": every(86_400, "cms.tasks.forget_promoted_files"),
    "settle unpaid orders": every(300, "commerce.orders.tasks.settle_unpaid_orders"),
    "settle order changes": every(300, "commerce.orders.tasks.settle_order_changes"),
    "remind of unpaid orders": every(300, "commerce.orders.tasks.remind_unpaid_orders"),
    "refuse unanswered orders": every(3600, "commerce.orders.tasks.refuse_unanswered_orders"),
    "expire quotations": every(600, "commerce.quotations.tasks.expire_quotations"),
    "free reservations": every(60, "commerce.stock.tasks.free_reservations"),
    "tell of what is back": every(60, "commerce.stock.tasks.tell_of_what_is_back"),
    "forget who was told": every(86_400, "commerce.stock.tasks.forget_watches"),
    "recount the stock": every(86_400, "commerce.stock.tasks.recount_stock"),
    "forget past deliveries": every(3600, "commerce.stock.tasks.forget_past_deliveries"),
    "look at sales in the Union": every(86_400, "commerce.orders.tasks.look_at_sales_in_the_union"),
    "forget consents": every(86_400, "cms.tasks.forget"),
    "clean up carts": every(86_400, "commerce.orders.tasks.clean_up_carts"),
    "forget people": every(86_400, "commerce.privacy.tasks.forget"),
    "ask about VAT numbers": every(600, "commerce.customers.tasks.check_vat_numbers"),
    "forget invitations": every(86_400, "commerce.customers.tasks.forget_invitations"),
    "seal the history": every(86_400, "commerce.privacy.tasks.look_at_the_history"),
    "forget sessions": every(86_400, "commerce.customers.tasks.forget_sessions"),
    "forget measurements": every(86_400, "operations.monitoring.tasks.forget_measurements"),
    "look at the components": every(3600, "operations.inventory.tasks.look_at_components"),
}
