"""Following a case without signing in: the code and the secret of the receipt, together."""

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.kernel.refusals import TooMany

from .. import selectors
from .story import sentence_of, steps_of

TRIES = 10
WITHIN_SECONDS = 600


class TrackForm(forms.Form):
    code = forms.CharField(
        max_length=40, error_messages={"required": _("Enter the application code")}
    )
    secret = forms.CharField(
        max_length=20, error_messages={"required": _("Enter the secret code of your receipt")}
    )


@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Show where a case stands to whoever holds its receipt. Wrong pairs are counted by address.

    The pair travels in the body, so that neither history nor logs keep the secret.
    """
    if request.method == "GET":
        form = TrackForm(initial={"code": request.GET.get("ma", "")[:40]})
        return render(request, "cases/track.html", {"form": form})
    form = TrackForm(request.POST)
    if not form.is_valid():
        return render(request, "cases/track.html", {"form": form}, status=422)
    key = f"cases.track:{request.META.get('REMOTE_ADDR', '')}"
    if int(cache.get(key, 0)) >= TRIES:
        raise TooMany("cases.too_many_tries", minutes=WITHIN_SECONDS // 60)
    case = selectors.find_tracked(form.cleaned_data["code"], form.cleaned_data["secret"])
    if case is None:
        cache.add(key, 0, WITHIN_SECONDS)
        cache.incr(key)
        form.add_error(
            "code", _("The code and the secret do not belong together. Check both on your receipt.")
        )
        return render(request, "cases/track.html", {"form": form}, status=422)
    context = {"case": case, "sentence": sentence_of(case), "steps": steps_of(case)}
    return render(request, "cases/detail.html", context)
