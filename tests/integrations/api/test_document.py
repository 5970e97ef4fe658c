"""Schemathesis reads the document and calls everything in it, with what it allows and what it does not: no answer of
ours is a fault, none says what the document does not, and what the document forbids is refused.
"""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig

from integrations.api import caller
from integrations.api.api import api
from integrations.api.document import document
from tests.factories.api import token_of
from tests.factories.customers import UserFactory

EXAMPLES = 10
GENERATED = GenerationConfig(deterministic=True, max_examples=EXAMPLES)

schema = schemathesis.openapi.from_dict(
    document("en"), config=SchemathesisConfig(projects=ProjectsConfig(default=ProjectConfig(generation=GENERATED)))
)
schema.app = WSGIHandler()


@pytest.fixture
def one_transaction(db):
    """The server would close the connection of the test after each request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def bearer(one_transaction, ours, monkeypatch):
    """A system that may everything, in a shop with an order; neither it nor its failed guesses meet their limits."""
    monkeypatch.setattr(caller, "MOST_GUESSES", 10_000)
    owner = UserFactory(roles=["Systemägare"])
    return {"Authorization": f"Bearer {token_of(per_minute=10_000, acts_for=owner).written}"}


@pytest.mark.krav("4.6.2")
@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_api_does_what_its_document_says(case, bearer):
    case.call_and_validate(headers=bearer)


@pytest.mark.krav("4.6.2")
def test_a_name_in_the_document_is_of_one_thing():
    """Each operation brings what it names; two of one name would be written over each other without a word."""
    told = {}
    for _prefix, router in api._routers:
        for view in router.path_operations.values():
            for one in view.operations:
                for model in (*one.models, *filter(None, one.response_models.values())):
                    for name, definition in model.model_json_schema().get("$defs", {}).items():
                        assert told.setdefault(name, definition) == definition, name
    assert {"OrderState", "ShipmentState"} <= told.keys()
