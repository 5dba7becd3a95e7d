"""Template tags of Sen: icons, tags of status, due moments, dates as offices write them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tinhso.foundation.kernel import clock, sentences, text
from tinhso.foundation.wire.peers import is_simulated

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Draw an icon of the sprite; it is decoration, the words beside it speak."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f"i {extra}".strip(),
        static("sen/img/icons.svg"),
        name,
    )


@register.inclusion_tag("ui/components/simulator_banner.html")
def simulator_banner(*peers: str) -> dict[str, Any]:
    """Say which answers on this page come from simulators; nothing where all peers are real."""
    return {"peers": [_peer_name(peer) for peer in peers if is_simulated(peer)]}


def _peer_name(peer: str) -> str:
    names = {
        "population": _("national population database"),
        "civilstatus": _("national civil-status system"),
        "vneid": "VNeID",
        "ca": _("Government certification authority"),
        "tsa": _("time-stamping authority"),
        "messages": _("message gateway"),
    }
    return names.get(peer, peer)


@register.inclusion_tag("ui/components/status_tag.html")
def status_tag(label: object, tone: str = "grey") -> dict[str, Any]:
    return {"label": label, "tone": tone}


@register.filter
def say(code: str, params: Mapping[str, Any] | None = None) -> str:
    """Say a message code in the reader's language."""
    return sentences.say(code, params)


@register.filter
def in_language(said: object) -> str:
    """Return legal data {"vi", "en"} in the reader's language."""
    if not isinstance(said, Mapping):
        return str(said or "")
    return str(said.get(get_language() or "vi") or said.get("vi") or "")


@register.filter
def vn_date(day: date | datetime | str | None) -> str:
    if isinstance(day, str):
        day = date.fromisoformat(day[:10]) if day else None
    if isinstance(day, datetime):
        day = clock.local(day).date()
    return day.strftime("%d/%m/%Y") if day else ""


@register.filter
def vn_time(moment: datetime | None) -> str:
    return clock.local(moment).strftime("%H:%M") if moment else ""


@register.filter
def vn_datetime(moment: datetime | str | None) -> str:
    """Say a moment as "09:15 13/08/2026", or "09:15 today"."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment) if moment else None
    if not moment:
        return ""
    here = clock.local(moment)
    if here.date() == clock.today():
        return _("%(time)s today") % {"time": here.strftime("%H:%M")}
    return here.strftime("%H:%M %d/%m/%Y")


@register.filter
def vn_any(value: object) -> str:
    """Show a value: an ISO date as dd/mm/yyyy, everything else as it is."""
    if isinstance(value, date):
        return vn_date(value)
    said = str(value or "–")
    if len(said) == 10 and said[4] == said[7] == "-" and said.replace("-", "").isdigit():
        return vn_date(said)
    return said


@register.filter
def masked_number(number: str) -> str:
    return text.mask_number(number or "")


@register.filter
def masked_name(name: str) -> str:
    return text.mask_name(name or "")


@register.inclusion_tag("ui/components/sla.html")
def sla(due_at: datetime, started_at: datetime) -> dict[str, Any]:
    """Show what is left until `due_at`: icon, words and a bar of ten steps, never colour alone."""
    now = clock.now()
    left = (due_at - now).total_seconds()
    whole = max((due_at - started_at).total_seconds(), 1)
    used = min(max(1 - left / whole, 0), 1)
    tone = "late" if left < 0 else "warn" if left < 2 * 3600 else ""
    words = _duration(abs(left))
    return {
        "tone": tone,
        "words": (_("%(time)s late") if left < 0 else _("%(time)s left")) % {"time": words},
        "tenths": round(used * 10),
        "due_at": due_at,
    }


def _duration(seconds: float) -> str:
    minutes = int(seconds // 60)
    if minutes < 60:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 24:
        said = ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
        rest = minutes % 60
        if hours < 4 and rest:
            said += " " + ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest}
        return said
    return ngettext("%(n)s day", "%(n)s days", hours // 24) % {"n": hours // 24}


@register.filter
def initials(name: str) -> str:
    """Return the two letters of an avatar: the last two words, as Vietnamese call each other."""
    words = name.split()
    return "".join(word[0] for word in words[-2:]).upper()
