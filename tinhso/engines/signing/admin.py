"""Certificates and requests for operators, to look at; keys are nowhere in the database."""

from django.contrib import admin

from tinhso.foundation.kernel.admin import ReadOnlyAdmin

from .models import Certificate, SignatureRequest


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    list_display = ("common_name", "agency_name", "serial", "valid_from", "valid_to")
    search_fields = ("common_name", "serial", "agency_code")


@admin.register(SignatureRequest)
class SignatureRequestAdmin(ReadOnlyAdmin):
    list_display = ("account_name", "state", "problem", "attempts", "level", "requested_at")
    list_filter = ("state", "level")
    search_fields = ("account_name", "sha256", "subject_uid")
