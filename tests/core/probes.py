"""The addresses of the frame: login, one's own settings, notices, long work, help."""

from core.models import Job, Notice
from tests.probes import Probe


def notice(world):
    return [Notice.objects.create(account=world.clerk, text="提醒").pk]


def job(world):
    return [Job.objects.create(kind="ledger.verify", by=world.clerk, args={}).pk]


PROBES = {
    "core:login": Probe(public=True),
    "core:login_again": Probe(public=True),
    "core:logout": Probe(method="post", public=True),
    "core:large_print": Probe(method="post", public=True),
    "core:language": Probe(method="post", public=True),
    "core:healthz": Probe(public=True),
    "core:readyz": Probe(public=True, at_home=(503,)),  # in a long run nobody has heard of a worker for ten minutes
    "core:settings": Probe(),
    "core:password": Probe(),
    "core:alive": Probe(),
    "core:draft": Probe(lambda world: ["core:settings:"], method="post", outside="own"),
    "core:inbox": Probe(),
    "core:notice": Probe(notice, method="post", at_home=(404,)),
    "core:receipt": Probe(lambda world: ["nothing"], at_home=(404,)),
    "core:job": Probe(job, at_home=(404,)),
    "core:cancel_job": Probe(job, method="post", at_home=(404,)),
    "core:manual": Probe(),
    "core:help": Probe(lambda world: ["core:home"], outside="own", at_home=(404,)),
    "api-schema": Probe(needs="api.docs"),
    "api-docs": Probe(needs="api.docs"),
    "api-nothing": Probe(lambda world: ["v1/nothing/"], public=True),
    "api-changes-list": Probe(needs="changes.view"),
}
