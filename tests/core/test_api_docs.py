"""The document of the interface: whole, without a warning, for those who may read it."""

from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from core import api


def test_it_is_made_without_a_warning_and_is_valid(db):
    GENERATOR_STATS.reset()
    schema = SchemaGenerator().get_schema(request=None, public=True)
    validate_schema(schema)
    assert not GENERATOR_STATS
    assert {"/api/v1/changes/", "/api/v1/people/{person}/family/"} <= set(schema["paths"])


def test_every_operation_says_how_it_refuses(db):
    schema = SchemaGenerator().get_schema(request=None, public=True)
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            assert {"400", "401", "403", "404", "429"} <= set(operation["responses"]), (method, path)


def test_every_route_names_its_permission():
    assert api.permissions()
    for _prefix, viewset, name in api.router.registry:
        assert viewset.needs, name


def test_only_who_may_reads_it_and_nothing_in_it_is_inline(enter, city_admin, officer):
    assert enter(officer).get("/api/v1/docs/").status_code == 403
    client = enter(city_admin)
    page = client.get("/api/v1/docs/")
    assert page.status_code == 200 and "<style" not in page.content.decode()
    assert page.content.decode().count("<script") == page.content.decode().count("<script src=") == 3
    script = client.get("/api/v1/docs/?script")
    assert script["Content-Type"].startswith("application/javascript") and b"SwaggerUIBundle" in script.content
    assert client.get("/api/v1/schema/").status_code == 200
