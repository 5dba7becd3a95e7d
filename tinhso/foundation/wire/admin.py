"""The journal of calls, for operators."""

from django.contrib import admin

from tinhso.foundation.kernel.admin import ReadOnlyAdmin

from .models import Call


@admin.register(Call)
class CallAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "peer", "method", "path", "status", "milliseconds", "error")
    list_filter = ("peer", "simulated")
    search_fields = ("request_id", "subject_uid")
