"""Processes for operators: to look at, never to change."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from .models import Definition, Instance, Task, Token


class ReadOnly:
    """Nothing is added, changed or deleted by hand."""

    def has_add_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        return False


@admin.register(Definition)
class DefinitionAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["code", "version", "name", "created_at"]
    fields = ["code", "version", "name", "legal_basis", "sha256", "created_at"]


class TokenInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    model = Token
    fields = readonly_fields = ("node", "entered_at", "left_at")
    extra = 0


class TaskInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    model = Task
    fields = readonly_fields = (
        "node",
        "role",
        "agency",
        "state",
        "opened_at",
        "completed_at",
        "completed_name",
    )
    extra = 0


@admin.register(Instance)
class InstanceAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["code", "subject_kind", "subject_uid", "agency", "state", "end", "created_at"]
    list_filter = ["code", "state", "agency"]
    search_fields = ["subject_uid"]
    inlines = [TokenInline, TaskInline]
