"""The outbox for operators; what died is tried again in the console or by `tinhso outbox retry`."""

from django.contrib import admin

from tinhso.foundation.kernel.admin import ReadOnlyAdmin

from .models import Delivery, Event, Job


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("name", "created_at", "request_id")
    search_fields = ("name", "request_id")


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("handler", "event", "due_at", "attempts", "done_at", "dead_at")
    list_select_related = ("event",)
    search_fields = ("handler", "event__request_id")


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ("name", "key", "due_at", "attempts", "done_at", "dead_at", "every_seconds")
    search_fields = ("name", "key")
