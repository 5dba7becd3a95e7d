"""Notices, for operators: without address and values."""

from django.contrib import admin

from tinhso.foundation.kernel.admin import ReadOnlyAdmin

from .models import Notice


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "channel", "code", "status", "reason", "tries", "sent_at")
    list_filter = ("status", "channel")
    search_fields = ("uid", "subject_uid")
    exclude = ("address", "params")
