"""Small pages and endpoints of the desk: drafts, notices, long work, help, signs of life."""

import time

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import drafts, help, jobs, notices
from core.models import Draft, Job, Notice
from core.pages import PortalView, is_partial, safe_address

NOTICES_SHOWN = 100


class Alive(PortalView):
    """Somebody is working on a page that asks for nothing: the session stays. Asked with the header of what refreshes
    itself, it only tells how many seconds are left."""

    def get(self, request):
        idle = time.time() - request.session.get("seen", time.time()) if "Portal-Poll" in request.headers else 0
        return JsonResponse({"left": int(settings.SESSION_COOKIE_AGE - idle), "token": get_token(request)})


class DraftPage(PortalView):
    """Keeps what is being typed, or throws it away."""

    def post(self, request, key):
        if len(key) > Draft._meta.get_field("form").max_length:
            raise Http404
        if "discard" in request.POST:
            drafts.drop(request.user, key)
            return redirect(safe_address(request, request.POST.get("next")))
        draft = drafts.save(request.user, key, request.POST)
        if draft is None:
            return HttpResponse(status=413)
        return JsonResponse({"saved": f"{timezone.localtime(draft.saved_at):%H:%M}"})


class Inbox(PortalView):
    """What somebody must learn of, newest first; reading is signed for."""

    title = _("Notices")
    template = "core/inbox.html"

    def get(self, request):
        return self.show(notices=notices.inbox(request.user)[:NOTICES_SHOWN])

    def post(self, request):
        notices.mark_read(request.user)
        return redirect("core:inbox")


class NoticePage(PortalView):
    """Opening a notice signs for it and leads to what it is about."""

    def post(self, request, pk):
        notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
        notices.mark_read(request.user, [notice])
        return redirect(safe_address(request, notice.url, "/notices/"))


class JobPage(PortalView):
    """How far a long work is: a page, and the part of it that refreshes itself."""

    template = "core/job.html"

    def job(self, pk):
        return get_object_or_404(Job.objects.visible_to(self.user), pk=pk)

    def get(self, request, pk):
        job = self.job(pk)
        self.title = jobs.kind_of(job.kind).title
        context = {"job": job, "left": job.seconds_left(timezone.now())}
        if is_partial(request):
            return render(request, "core/toast.html" if "toast" in request.GET else "core/progress.html", context)
        return self.show(**context)


class CancelJob(JobPage):
    def get(self, request, pk):
        return redirect("core:job", pk=pk)

    def post(self, request, pk):
        jobs.cancel(self.job(pk))
        return redirect("core:job", pk=pk)


class HelpPage(PortalView):
    """A few sentences about one page, in the bureau's own words."""

    template = "core/help.html"

    def get(self, request, name):
        text = help.help_for(name)
        if text is None:
            raise Http404
        self.title = text.title
        return self.show("core/help_part.html" if is_partial(request) else None, text=text)


class ManualPage(PortalView):
    """操作手册: the help texts of what this user may open, or of all, as pages to print."""

    template = "core/manual.html"
    title = _("Manual")

    def get(self, request):
        is_whole = "all" in request.GET
        return self.show(chapters=help.manual(request.user, is_whole), is_whole=is_whole, at=timezone.now())
