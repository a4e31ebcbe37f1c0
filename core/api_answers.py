"""How the REST interface says no: `{"code", "message"}`, or `{field: [{"code", "message"}]}` for what was entered wrong."""

from django.core.exceptions import ValidationError
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from core.actions import NotAllowed, OutOfScope, Refused
from core.api import by_field

GENERAL = "__all__"


def answer_for(problem, context):
    """The answer to anything that was raised in a view; None leaves it to the server (500)."""
    if isinstance(problem, Refused):
        return Response({"code": problem.code, "message": str(problem.message)}, status=status.HTTP_409_CONFLICT)
    if isinstance(problem, ValidationError):
        return Response(by_field(problem), status=status.HTTP_400_BAD_REQUEST)
    if isinstance(problem, NotAllowed):
        problem = exceptions.PermissionDenied()
    if isinstance(problem, OutOfScope):
        problem = exceptions.NotFound()
    response = exception_handler(problem, context)
    if response is not None:
        response.data = said(problem)
    return response


def said(problem):
    if isinstance(problem, exceptions.ValidationError):
        found = problem.get_full_details()
        found = found if isinstance(found, dict) else {GENERAL: found}
        return {GENERAL if name == "non_field_errors" else name: flat(parts) for name, parts in found.items()}
    if isinstance(problem, exceptions.ParseError):
        return {GENERAL: flat(problem.get_full_details())}
    detail = getattr(problem, "detail", None)
    if detail is None:  # Django's own 404 and 403
        detail = (
            exceptions.NotFound().detail if "404" in type(problem).__name__ else exceptions.PermissionDenied().detail
        )
    return {"code": detail.code, "message": str(detail)}


def flat(parts):
    """The single problems of a field, however deep they lie in it."""
    if isinstance(parts, dict) and {"code", "message"} <= set(parts):
        return [{"code": parts["code"], "message": str(parts["message"])}]
    inner = parts.values() if isinstance(parts, dict) else parts
    return [one for part in inner for one in flat(part)]
