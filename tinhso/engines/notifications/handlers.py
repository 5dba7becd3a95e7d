"""Sending what was queued: outside any transaction, since the gateway may be slow."""

from django.utils import translation

from tinhso.foundation.kernel import clock, logs
from tinhso.foundation.kernel.refusals import Unavailable
from tinhso.foundation.kernel.sentences import all_messages, say
from tinhso.foundation.outbox.events import on

from . import gateway
from .events import NoticeQueued
from .models import Notice

MAX_TRIES = 12  # with the outbox's waits: about two hours


@on(NoticeQueued, outside=True)
def send_notice(event: NoticeQueued) -> None:
    """Send one notice; the gateway's refusal ends it, its silence is tried again for a while."""
    notice = Notice.objects.filter(
        uid=event.notice, round=event.round, status=Notice.Status.QUEUED
    ).first()
    if notice is None:
        return
    notice.tries += 1
    try:
        notice.gateway_id = gateway.send(
            message_of(notice), key=f"{notice.uid}-{event.round}", subject=notice.subject
        )
    except gateway.Refused as refusal:
        notice.status, notice.reason = Notice.Status.FAILED, "notifications.refused"
        notice.detail = logs.mask(refusal.detail)[:200]
        notice.save()
    except Unavailable:
        notice.reason = "notifications.gateway_silent"
        if notice.tries >= MAX_TRIES:
            notice.status = Notice.Status.FAILED
            notice.save()
            return
        notice.save()
        raise
    else:
        notice.status, notice.reason, notice.detail = Notice.Status.SENT, "", ""
        notice.sent_at = clock.now()
        notice.save()


def message_of(notice: Notice) -> gateway.Message:
    """Say the notice in its recipient's language."""
    with translation.override(notice.language):
        title_code = f"{notice.code}.title"
        has_title = title_code in all_messages()
        title = say(title_code if has_title else "notifications.title", notice.params)
        return gateway.Message(
            channel=notice.channel,
            to=notice.address,
            title=title if notice.channel == Notice.Channel.EMAIL else "",
            text=say(notice.code, notice.params),
        )
