"""Schemathesis against the whole interface: never a server error, answers as documented, nothing out of scope."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from config.wsgi import application
from core import api
from core.roles import StationClerk
from stations import policies
from stations.permissions import TOKENS_ONLY
from tests.appeals.made import build_appeal
from tests.builders import build_account, build_person
from tests.bureau.made_changes import bearer, build_categories, build_integration

load_all_checks()
CHECKED = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    ]
)
FOREIGN = "异乡人甲乙丙"
EXAMPLES = 4


@pytest.fixture
def one_connection():
    """The application in the test's own transaction: as Django's test client does, connections stay open between requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def village(one_connection, network, system_admin, security_admin):
    """A village's token that may all its role may; its rows' keys and a foreign village's; what it must never be told."""
    build_categories()
    policies.write_policies({policies.API_RATE: 10**6})
    may = sorted(({*api.permissions()} & StationClerk.may | TOKENS_ONLY) - {"changes.plain"})
    token = build_integration(system_admin, security_admin, network["羊楼洞村委会"], may, role="station_clerk")
    clerk = build_account("own", network["羊楼洞村委会"], "station_clerk")
    stranger = build_account("stranger", network["毕畈村委会"], "station_clerk")
    own, foreign = build_person(clerk), build_person(stranger, name=FOREIGN)
    rows = [own, foreign, build_appeal(clerk, person=own, name=own.name)]
    rows.append(build_appeal(stranger, person=foreign, name=FOREIGN, title=f"{FOREIGN}的诉求"))
    secrets = (FOREIGN, network["毕畈村委会"].name, own.id_no.plain(), foreign.id_no.plain())
    return bearer(token)["HTTP_AUTHORIZATION"], [row.pk for row in rows], secrets


def document():
    schema = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(request=None, public=True))
    schema.app = application
    return schema


def cases_of(operation, keys):
    """Requests as documented and against the document; where a row is named, often one that is there."""
    modes = [operation.as_strategy(generation_mode=mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]

    def named(pair):
        case, key = pair
        for name in ("id", "person"):
            if key and name in (case.path_parameters or {}):
                case.path_parameters[name] = key
        return case

    return st.tuples(st.one_of(*modes), st.sampled_from([None, *keys])).map(named)


def test_no_server_error_and_no_foreign_row_whatever_is_asked(village):
    token, keys, secrets = village
    asked = 0

    def ask(case):
        nonlocal asked
        answer = case.call(headers={"Authorization": token})
        case.validate_response(answer, checks=CHECKED)
        text = answer.content.decode()
        assert answer.status_code != 401 and not any(secret in text for secret in secrets), text
        asked += 1

    bounded = settings(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    for found in document().get_all_operations():
        bounded(given(case=cases_of(found.ok(), keys))(ask))()
    assert asked > 300
