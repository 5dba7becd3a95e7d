"""Operators enter the yearly notices here: days off, swaps, closures."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from . import services
from .models import DayMark, OfficeHours, OfficeInterval

if TYPE_CHECKING:
    from typing import Any

    _ModelAdmin = admin.ModelAdmin[Model]
else:
    _ModelAdmin = admin.ModelAdmin


class Announcing(_ModelAdmin):
    """Every change here is seen by all processes at once."""

    def save_model(
        self, request: HttpRequest, obj: Model, form: "ModelForm[Any]", change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        services.announce_change()

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        super().delete_model(request, obj)
        services.announce_change()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> None:
        super().delete_queryset(request, queryset)
        services.announce_change()


@admin.register(DayMark)
class DayMarkAdmin(Announcing):
    list_display = ("day", "kind", "name_vi", "swapped_with", "legal_basis", "is_provisional")
    list_filter = ("kind", "is_provisional")
    date_hierarchy = "day"
    search_fields = ("name_vi", "legal_basis")


@admin.register(OfficeHours)
class OfficeHoursAdmin(Announcing):
    list_display = ("code", "name_vi", "late_after")


@admin.register(OfficeInterval)
class OfficeIntervalAdmin(Announcing):
    list_display = ("hours", "weekday", "opens", "closes", "valid_from", "valid_to")
    list_filter = ("hours", "weekday")
