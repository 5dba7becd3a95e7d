"""People and posts for operators: holdings and delegations are entered here, the rest is shown."""

from django.contrib import admin
from django.http import HttpRequest

from .models import Account, Delegation, Organisation, Person, PostHolding, Representation


class Shown:
    """Rows that are only looked at: they come from VNeID, from the seed or from services."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:  # noqa: ARG002
        return False


@admin.register(Person)
class PersonAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("full_name", "masked_national_id", "born_on")
    search_fields = ("folded", "national_id")
    ordering = ("sort_key",)
    readonly_fields = ("masked_national_id", "full_name", "born_on", "sex")
    fields = readonly_fields

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:  # noqa: ARG002
        return False


@admin.register(Account)
class AccountAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("username", "display_name", "kind", "is_active", "last_login")
    list_filter = ("kind", "is_active", "is_staff")
    search_fields = ("username", "display_name")
    fields = ("username", "display_name", "kind", "is_active", "last_login")
    readonly_fields = ("username", "kind", "last_login")


@admin.register(PostHolding)
class PostHoldingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("account", "post", "from_on", "to_on", "legal_basis")
    list_select_related = ("account", "post")
    search_fields = ("account__username", "account__display_name", "post__code")
    raw_id_fields = ("account", "post")


@admin.register(Delegation)
class DelegationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("post", "account", "from_on", "to_on", "legal_basis")
    list_select_related = ("account", "post")
    raw_id_fields = ("account", "post")


@admin.register(Organisation)
class OrganisationAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "tax_code")
    search_fields = ("folded", "tax_code")
    readonly_fields = ("name", "tax_code")
    fields = readonly_fields


@admin.register(Representation)
class RepresentationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("organisation", "person", "from_on", "to_on", "basis")
    raw_id_fields = ("organisation", "person")
