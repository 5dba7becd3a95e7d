"""Following a case without signing in: the code and the secret of the receipt, together."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity.web.address import address_of
from tinhso.systems.cases.story import sentence_of, steps_of
from tinhso.systems.cases.tracking import track_case


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
    case = track_case(
        form.cleaned_data["code"],
        form.cleaned_data["secret"],
        address_of(request),
    )
    if case is None:
        form.add_error(
            "code", _("The code and the secret do not belong together. Check both on your receipt.")
        )
        return render(request, "cases/track.html", {"form": form}, status=422)
    context = {"case": case, "sentence": sentence_of(case), "steps": steps_of(case)}
    return render(request, "cases/detail.html", context)
