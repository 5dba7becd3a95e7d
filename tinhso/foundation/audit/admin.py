"""The journal, for auditors: without the way back from a person's number to a list of people."""

from django.contrib import admin

from tinhso.foundation.kernel.admin import ReadOnlyAdmin

from .models import Entry, Read


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "action", "name", "agency", "subject_kind", "subject_uid")
    search_fields = ("action", "subject_uid", "request_id")


@admin.register(Read)
class ReadAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "register", "purpose", "name", "agency", "outcome")
    search_fields = ("purpose", "subject_uid", "request_id")
    exclude = ("person",)
