"""For operators to look: the directory is loaded and never edited by hand."""

from django.contrib import admin

from tinhso.foundation.kernel.admin import ReadOnlyAdmin

from .models import Agency, Place, Post, Succession, Unit


@admin.register(Place)
class PlaceAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "level", "parent", "valid_from", "valid_to")
    list_filter = ("level", "kind")
    search_fields = ("code", "name", "folded")
    list_select_related = ("parent",)


@admin.register(Succession)
class SuccessionAdmin(ReadOnlyAdmin):
    list_display = ("old", "new", "on", "is_default", "is_split", "legal_basis")
    list_filter = ("is_split",)
    search_fields = ("old__name", "new__name", "old__code", "new__code")
    list_select_related = ("old", "new")


@admin.register(Agency)
class AgencyAdmin(ReadOnlyAdmin):
    list_display = ("code", "code_qcvn102", "name_vi", "level", "valid_from", "valid_to")
    list_filter = ("level",)
    search_fields = ("code", "code_qcvn102", "name_vi", "folded")


@admin.register(Unit)
class UnitAdmin(ReadOnlyAdmin):
    list_display = ("agency", "code", "name_vi", "valid_from", "valid_to")
    search_fields = ("agency__code", "name_vi")
    list_select_related = ("agency",)


@admin.register(Post)
class PostAdmin(ReadOnlyAdmin):
    list_display = ("code", "role", "title_vi", "valid_from", "valid_to")
    list_filter = ("role",)
    search_fields = ("code", "title_vi")
