"""Pages of the portal itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tinhso.systems.procedures import selectors as procedures


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Home: find a procedure, follow a case, go on with what is yours."""
    offered = procedures.list_procedures(offered=True)
    return render(request, "portal/home.html", {"procedures": offered[:6]})


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help.html")


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html")
