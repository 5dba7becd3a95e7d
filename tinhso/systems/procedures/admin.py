"""For operators to look: procedures are published from data."""

from django.contrib import admin

from tinhso.foundation.kernel.admin import ReadOnlyAdmin

from .models import Edition, Procedure


@admin.register(Procedure)
class ProcedureAdmin(ReadOnlyAdmin):
    list_display = ("code", "name_vi", "sector_vi", "level", "is_offered")
    search_fields = ("code", "name_vi", "folded")


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ("procedure", "version", "valid_from", "valid_to", "legal_basis")
    list_select_related = ("procedure",)
