"""Telling people: systems call `notify` in the transaction of what they tell about."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from tinhso.foundation.audit import services as audit
from tinhso.foundation.kernel import clock, logs
from tinhso.foundation.kernel.refusals import Conflict, NotFound
from tinhso.foundation.kernel.types import Subject, Who
from tinhso.foundation.outbox.events import emit

from .events import NoticeQueued
from .models import Notice
from .types import Recipient

KEEP_ADDRESSES = timedelta(days=90)


@transaction.atomic
def notify(
    recipient: Recipient,
    code: str,
    params: Mapping[str, Any],
    *,
    subject: Subject,
    key: str,
    channels: Sequence[str] = ("sms", "email", "zalo"),
) -> None:
    """Queue a notice by each of `channels` for which the recipient has an address.

    `code` is a message code, said in the recipient's language when the notice is sent;
    `params` holds no more about a person than the sentence needs. The same `key` is sent
    once a channel, however often this is called. A recipient without any address leaves a
    failed notice that says so: somebody must reach them another way.
    """
    reachable = [channel for channel in channels if _address(recipient, channel)]
    for channel in reachable or channels[:1]:
        address = _address(recipient, channel)
        notice, fresh = Notice.objects.get_or_create(
            key=key,
            channel=channel,
            defaults={
                "address": address,
                "person_id": recipient.person_id,
                "account": recipient.account,
                "language": recipient.language,
                "code": code,
                "params": dict(params),
                "subject_kind": subject.kind,
                "subject_uid": subject.uid,
                "status": Notice.Status.QUEUED if address else Notice.Status.FAILED,
                "reason": "" if address else "notifications.no_address",
            },
        )
        if fresh and address:
            emit(NoticeQueued(notice=str(notice.uid)))


@transaction.atomic
def send_again(who: Who, uid: UUID | str) -> None:
    """Queue a failed notice once more. Raises NotFound, or Conflict when it did not fail."""
    notice = Notice.objects.select_for_update().filter(uid=uid).first()
    if notice is None:
        raise NotFound("notifications.not_found")
    if notice.status != Notice.Status.FAILED or not notice.address or notice.is_address_masked:
        raise Conflict("notifications.cannot_send_again")
    notice.status, notice.reason, notice.detail = Notice.Status.QUEUED, "", ""
    notice.tries, notice.round = 0, notice.round + 1
    notice.save()
    audit.record(
        who, "notifications.sent_again", notice.subject, params={"channel": notice.channel}
    )
    emit(NoticeQueued(notice=str(notice.uid), round=notice.round))


@transaction.atomic
def mask_old_addresses() -> None:
    """Hide addresses of notices that left long ago: we know that we told, no longer where."""
    old = Notice.objects.filter(
        created_at__lt=clock.now() - KEEP_ADDRESSES, is_address_masked=False
    ).exclude(status=Notice.Status.QUEUED)
    for notice in old.only("id", "address")[:5000]:
        Notice.objects.filter(pk=notice.pk).update(
            address=logs.mask(notice.address), is_address_masked=True
        )


def _address(recipient: Recipient, channel: str) -> str:
    return recipient.email if channel == Notice.Channel.EMAIL else recipient.phone
