"""Who is let in, and what every call is answered with."""

import pytest
from django.utils import timezone

from integrations.api import tokens
from integrations.api.models import ApiCall, ApiToken
from integrations.api.scopes import Scope
from tests.factories.api import organisation_token, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.1")]


def test_a_token_opens_and_what_was_called_is_remembered(calling, mug):
    token = token_of(scopes=[Scope.READ_PRODUCTS])

    answer = calling(token).get("/products")

    assert answer.status_code == 200
    [row] = answer.json()["data"]
    assert (row["sku"], row["name_sv"], row["categories"]) == ("K-1", "Kopp", row["categories"])
    call = ApiCall.objects.get()
    assert (call.token, call.operation, call.path, call.status) == (token.row, "list_products", "/api/v1/products", 200)
    assert ApiToken.objects.get().last_used_at == call.at


def test_the_secret_is_not_in_the_database(calling):
    token = token_of()

    kept = str(ApiToken.objects.values_list().get())

    prefix, _dot, secret = token.written.removeprefix("shop_").partition(".")
    assert prefix in kept
    assert secret not in kept


@pytest.mark.parametrize(
    ("case", "written"),
    [
        ("none", ""),
        ("another kind", "Basic dXNlcjpwYXNz"),
        ("no token", "Bearer hello"),
        ("unknown", "Bearer shop_aaaaaaaaaa." + "x" * 43),
    ],
)
def test_without_a_token_that_holds_nobody_is_let_in(calling, mug, case, written):
    answer = calling().get("/products", authorization=written)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json()["code"] == "unauthorised"
    assert not ApiCall.objects.exists()


def test_a_wrong_secret_with_a_right_beginning_is_refused(calling, mug):
    token = token_of()
    wrong = token.written[:-1] + ("a" if token.written[-1] != "a" else "b")

    assert calling().get("/products", authorization=f"Bearer {wrong}").status_code == 401


def test_one_that_has_expired_or_is_revoked_is_refused(calling, mug):
    now = timezone.now()
    expired, revoked = token_of(expires_at=now), token_of()
    assert calling(revoked).get("/products").status_code == 200

    tokens.revoke(revoked.row, now=now)

    assert calling(expired).get("/products").status_code == 401
    assert calling(revoked).get("/products").status_code == 401


def test_a_member_who_leaves_takes_the_token_with_him(calling, mug):
    token = organisation_token()
    assert calling(token).get("/products").status_code == 200

    token.row.acts_for.membership.delete()

    assert calling(token).get("/products").status_code == 403


def test_errors_are_told_in_the_language_that_is_asked_for(calling):
    swedish = calling().get("/products", accept_language="sv").json()
    english = calling().get("/products", accept_language="en-GB,en;q=0.8").json()

    assert swedish["title"] == "Ingen token som gäller"
    assert english["title"] == "No token that holds"
    assert swedish["type"] == english["type"] == "/api/v1/docs#unauthorised"


def test_more_calls_than_the_token_may_are_refused_until_the_next_minute(calling, mug, monkeypatch):
    monkeypatch.setattr("integrations.api.limits.time.time", lambda: 1_800_000_000.0)
    caller = calling(token_of(per_minute=2))

    first, second, third = (caller.get("/products") for _time in range(3))

    assert (first.status_code, second.status_code, third.status_code) == (200, 200, 429)
    assert first.headers["RateLimit-Policy"] == '"minute";q=2;w=60'
    assert first.headers["RateLimit"] == '"minute";r=1;t=60'
    assert second.headers["RateLimit"] == '"minute";r=0;t=60'
    assert third.headers["Retry-After"] == "60"
    assert ApiCall.objects.count() == 2
    monkeypatch.setattr("integrations.api.limits.time.time", lambda: 1_800_000_060.0)
    assert caller.get("/products").status_code == 200


def test_guessing_is_slowed_down(calling):
    answers = [calling().get("/products").status_code for _time in range(61)]

    assert answers == [401] * 60 + [429]


def test_what_is_unchanged_is_not_sent_again(system, mug):
    first = system.get("/products")

    again = system.get("/products", if_none_match=first.headers["ETag"])
    mug.product.name_sv = "Mugg"
    mug.product.save()
    changed = system.get("/products", if_none_match=first.headers["ETag"])

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert changed.status_code == 200
    assert changed.json()["data"][0]["name_sv"] == "Mugg"


@pytest.mark.parametrize("path", ["/", "/nothing", "/products/", "/orders/1/2/3", "/products/there-is-none"])
def test_an_address_that_is_none_is_a_problem_and_no_page(system, path):
    answer = system.get(path)

    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("application/problem+json")


def test_what_cannot_be_done_at_an_address_says_what_can(system):
    answer = system.other("DELETE", "/products")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"
    assert answer.json()["code"] == "method-not-allowed"


def test_nothing_of_it_is_kept_by_others(system, mug):
    answer = system.get("/products")

    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert {"Accept", "Accept-Language", "Authorization"} <= set(answer.headers["Vary"].split(", "))
    assert not answer.cookies


def test_the_document_and_its_page_are_open_and_without_script(client):
    document = client.get("/api/v1/openapi.json")
    page = client.get("/api/v1/docs")

    assert document.json()["openapi"] == "3.1.0"
    assert "/api/v1/products" in document.json()["paths"]
    text = page.content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    assert "<script" not in main
    assert "style=" not in main
    assert "GET /api/v1/products" in main


@pytest.mark.django_db
def test_an_address_with_a_line_break_is_answered_as_the_document_says(client):
    answer = client.get("/api/v1/products/G%0A1")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json; charset=utf-8")
