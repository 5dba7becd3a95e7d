"""Files, for operators: their facts, never their content."""

from django.contrib import admin

from tinhso.foundation.kernel.admin import ReadOnlyAdmin

from .models import StoredFile


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "content_type", "size", "subject_kind", "subject_uid")
    search_fields = ("uid", "sha256", "subject_uid")
    exclude = ("name",)
