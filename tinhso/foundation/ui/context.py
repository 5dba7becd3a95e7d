"""What every template knows: its frame, the face's menu, the province, the request's id."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from tinhso.foundation.identity.types import Actor
from tinhso.foundation.kernel import clock
from tinhso.foundation.kernel.logs import request_id

from .faces import face_of
from .menus import menu_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: pages do `{% extends frame %}` and never name a face."""
    face = face_of(request.path)
    actor = getattr(request, "actor", None) or Actor.anonymous()
    names = settings.PROVINCE["name"]
    assert isinstance(names, dict)
    language = get_language() or "vi"
    return {
        "frame": face.frame,
        "face": face,
        "actor": actor,
        "menu": SimpleLazyObject(lambda: menu_of(face.code, actor, request.path)),
        "province": names.get(language) or names["vi"],
        "emblem": getattr(settings, "EMBLEM_URL", ""),
        "is_demo": settings.DEMO,
        "has_time_machine": settings.TIME_MACHINE,
        "clock_now": clock.now() if settings.TIME_MACHINE and clock.is_shifted() else None,
        "request_id": request_id.get(),
    }
