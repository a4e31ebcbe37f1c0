"""The document of the REST interface (OpenAPI): every operation says how it refuses; tokens and sessions are told apart."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from core.api import Refusal

PROBLEMS = {
    "type": "object",
    "description": "By field; __all__ for what belongs to none.",
    "additionalProperties": {"type": "array", "items": {"$ref": "#/components/schemas/Refusal"}},
}
REFUSED = ("401", "403", "404", "429")
REFUSED_WRITES = ("409", "415")


class PortalSchema(AutoSchema):
    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        codes = (*REFUSED, *(REFUSED_WRITES if self.method != "GET" else ()))
        for code in codes:
            bodies.setdefault(code, self._get_response_for_code(Refusal, code))
        bodies.setdefault("400", self._get_response_for_code(PROBLEMS, "400"))
        return bodies

    def _is_list_view(self, serializer=None):
        """A search answers pages of rows, as a list does."""
        return super()._is_list_view(serializer) or getattr(self.view, "action", "") == "search_rows"


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "stations.tokens.BearerToken"
    name = "token"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer"}
