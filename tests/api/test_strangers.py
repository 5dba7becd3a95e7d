"""Every address of the platform, asked by people whom it is no business of.

The table below says of each address who may be answered with a page. An address that is not in
the table fails the test: whoever adds one decides who may see it. Nobody is ever shown another
person's data, nothing is changed by asking, and no address breaks.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tinhso.engines.vault.models import Item
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel import clock
from tinhso.systems.cases.models import Case, TimelineItem
from tinhso.systems.cases.tests.factories import MORNING, complete_draft, issued, submitted
from tinhso.systems.civilstatus.models import Entry, Submission

pytestmark = pytest.mark.django_db

Login = Callable[[Client, str], Any]

ANYBODY = {"anonymous", "stranger", "other_clerk"}
CITIZENS = {"stranger"}
OFFICIALS = {"other_clerk"}
SIGNED_IN = CITIZENS | OFFICIALS
NOBODY: set[str] = set()


@dataclass(frozen=True)
class Line:
    """Who may be answered with a page (200), and what the address needs to be asked at all."""

    may: set[str]
    args: tuple[str, ...] = ()  # names of samples
    methods: tuple[str, ...] = ("get", "post")
    is_sample: bool = False  # the style page shows invented people by name


# fmt: off
TABLE: dict[str, Line] = {
    # the platform itself
    "healthz": Line(ANYBODY), "metrics": Line(ANYBODY),  # to this machine itself, or by token
    "styleguide": Line(ANYBODY, is_sample=True),
    "styleguide_surface": Line(ANYBODY, ("surface",), is_sample=True),
    # the portal
    "portal:home": Line(ANYBODY), "portal:help": Line(ANYBODY),
    "portal:accessibility": Line(ANYBODY), "portal:privacy": Line(ANYBODY),
    "procedures:list": Line(ANYBODY), "procedures:detail": Line(ANYBODY, ("procedure",)),
    # a citizen's cases
    "cases:track": Line(ANYBODY), "cases:mine": Line(CITIZENS),
    "cases:places": Line(ANYBODY), "cases:start": Line(NOBODY, ("procedure",)),
    "cases:tasks": Line(NOBODY, ("draft",)), "cases:check": Line(NOBODY, ("draft",)),
    "cases:submit": Line(NOBODY, ("draft",)), "cases:upload": Line(NOBODY, ("draft", "file")),
    "cases:page": Line(NOBODY, ("draft", "page")), "cases:detail": Line(NOBODY, ("code",)),
    "cases:submitted": Line(NOBODY, ("code",)), "cases:receipt": Line(NOBODY, ("code",)),
    "cases:paper": Line(NOBODY, ("code", "file")),
    # results
    "vault:list": Line(CITIZENS), "vault:item": Line(NOBODY, ("item",)),
    "vault:download": Line(NOBODY, ("item",)), "vault:verify": Line(ANYBODY),
    "vault:verify-file": Line(ANYBODY), "vault:public": Line(ANYBODY, ("result",)),
    # the desk
    "cases_desk:queue": Line(OFFICIALS), "cases_desk:detail": Line(NOBODY, ("case",)),
    "cases_desk:accept": Line(NOBODY, ("fresh",)), "cases_desk:verify": Line(NOBODY, ("fresh",)),
    "cases_desk:hand_over": Line(NOBODY, ("case",)),
    "cases_desk:document": Line(NOBODY, ("case", "file")), "cases_desk:sign": Line(NOBODY),
    "civilstatus_desk:register": Line(NOBODY),
    "civilstatus_desk:ask-again": Line(NOBODY, ("submission",)),
    "civilstatus_desk:entry": Line(NOBODY, ("entry",)),
    # the operations centre
    "ioc:wall": Line(NOBODY), "ioc:board": Line(NOBODY), "ioc:agencies": Line(NOBODY),
    "ioc:figure": Line(NOBODY, ("figure",)),
    # the operators' console
    "console:home": Line(NOBODY), "console:dead_letters": Line(NOBODY),
    "console:retry": Line(NOBODY, ("kind", "number")), "console:notices": Line(NOBODY),
    "console:peers": Line(NOBODY), "console:clock": Line(NOBODY), "console:data": Line(NOBODY),
    # the API
    "api:openapi-json": Line(ANYBODY), "publicapi:docs": Line(ANYBODY),
    "api:api-root": Line(NOBODY), "api:list_procedures": Line(ANYBODY),
    "api:get_procedure": Line(ANYBODY, ("procedure",)), "api:track_case": Line(NOBODY),
    "api:list_cases": Line(SIGNED_IN), "api:get_case": Line(NOBODY, ("code",)),
    "api:verify_result": Line(ANYBODY, ("result",)), "api:list_figures": Line(SIGNED_IN),
    "api:get_figure": Line(OFFICIALS, ("figure",)),
    # one's own account
    "identity:overview": Line(SIGNED_IN), "identity:home": Line(NOBODY),
    "identity:choose_post": Line(OFFICIALS), "identity:language": Line(NOBODY),
    "identity:clock": Line(ANYBODY), "account_login": Line(ANYBODY),
    "account_logout": Line(SIGNED_IN), "account_inactive": Line(ANYBODY),
    "account_reauthenticate": Line(SIGNED_IN), "account_change_password": Line(SIGNED_IN),
    "openid_connect_login": Line(ANYBODY, methods=("get",)),  # a press leads to VNeID
    "openid_connect_callback": Line(ANYBODY, methods=("get",)),
    "socialaccount_login_cancelled": Line(ANYBODY), "socialaccount_login_error": Line(ANYBODY),
    "mfa_index": Line(SIGNED_IN), "mfa_authenticate": Line(ANYBODY),
    "mfa_reauthenticate": Line(SIGNED_IN), "mfa_activate_totp": Line(SIGNED_IN),
    "mfa_deactivate_totp": Line(SIGNED_IN), "mfa_view_recovery_codes": Line(SIGNED_IN),
    "mfa_generate_recovery_codes": Line(SIGNED_IN),
    "mfa_download_recovery_codes": Line(SIGNED_IN), "mfa_list_webauthn": Line(SIGNED_IN),
    "mfa_add_webauthn": Line(SIGNED_IN), "mfa_reauthenticate_webauthn": Line(SIGNED_IN),
    "mfa_login_webauthn": Line(ANYBODY), "mfa_remove_webauthn": Line(NOBODY, ("number",)),
    "mfa_edit_webauthn": Line(NOBODY, ("number",)),
}
# fmt: on
ADMIN = Line(NOBODY)
MAY_SAY = {"admin:login", "admin:jsi18n", "admin:logout", "admin:password_change"}


def addresses() -> Iterator[str]:
    """Return the name of every address, namespaces before it."""

    def walk(resolver: URLResolver, before: str) -> Iterator[str]:
        for found in resolver.url_patterns:
            if isinstance(found, URLResolver):
                inside = f"{before}{found.namespace}:" if found.namespace else before
                yield from walk(found, inside)
            elif isinstance(found, URLPattern):
                yield f"{before}{found.name or found.pattern}"

    yield from walk(get_resolver(), "")


def test_every_address_has_a_line_in_the_table() -> None:
    known = {name for name in addresses() if not name.startswith("admin:")}
    assert known - set(TABLE) == set(), "say in TABLE who may see these"
    assert set(TABLE) - known == set(), "these are gone"


@dataclass
class World:
    """A mother's issued case, a fresh one and an open draft; and what is nobody else's to read."""

    samples: dict[str, str]
    private: list[str]


@pytest.fixture
def world(province: Cast) -> World:
    case = issued(province, result__delivery="counter")
    fresh = submitted(province)
    draft = complete_draft(province.actor("mother"))
    entry = Entry.objects.get()
    return World(
        samples={
            "case": str(case.uid),
            "fresh": str(fresh.uid),
            "code": case.code,
            "draft": str(draft.uid),
            "page": "me",
            "file": case.result_file,
            "item": case.vault_item,
            "result": Item.objects.get().result_code,
            "entry": str(entry.uid),
            "submission": str(Submission.objects.get().uid),
            "figure": "cases.overdue",
            "procedure": "1.001193",
            "surface": "citizen",
            "kind": "delivery",
            "number": "1",
        },
        private=[
            "099196000017",
            "099094000023",
            "0999000017",
            "nhu@example.vn",
            "Quỳnh Như",
            "Đức Thắng",
            "Khuê",
            entry.personal_number,
            case.tracking_secret,
            fresh.tracking_secret,
        ],
    )


def state() -> tuple[Any, ...]:
    return (
        list(Case.objects.order_by("pk").values_list("status", "step", "updated_at")),
        TimelineItem.objects.count(),
        Item.objects.count(),
        Entry.objects.count(),
    )


def ask(who: str, login: Login, method: str, address: str) -> Any:
    client = Client(raise_request_exception=False)
    if who != "anonymous":
        login(client, who)
    return getattr(client, method)(address)


def trouble(
    private: list[str], who: str, may: set[str], asked: str, response: Any
) -> Iterator[str]:
    said = f"{who} {asked}: {response.status_code}"
    if response.status_code >= 500:
        yield f"{said}, it broke"
        return
    if response.status_code == 200 and who not in may:
        yield f"{said}, not on the list"
    content = b"".join(response) if response.streaming else response.content
    if content.startswith(b"%PDF"):
        yield f"{said}, a document"
    text = content.decode(errors="replace")
    yield from (f"{said}, shows {one}" for one in private if one in text)


@pytest.mark.parametrize("who", ["anonymous", "stranger", "other_clerk"])
def test_no_address_tells_a_stranger_anything(world: World, login: Login, who: str) -> None:
    before, found = state(), []
    for name, line in TABLE.items():
        address = reverse(name, args=[world.samples[sample] for sample in line.args])
        for method in line.methods:
            cache.clear()
            response = ask(who, login, method, address)
            private = [] if line.is_sample else world.private
            found += list(trouble(private, who, line.may, f"{method} {name}", response))
    clock.set_clock(MORNING, frozen=True)
    assert not found, "\n".join(found)
    assert state() == before, "asking changed something"


@pytest.mark.parametrize("who", ["anonymous", "stranger", "other_clerk", "leader"])
def test_the_operators_tables_are_closed_to_everybody_else(
    world: World, login: Login, who: str
) -> None:
    found = []
    for name in sorted(set(addresses())):
        if not name.startswith("admin:") or "<" in name or "(" in name:
            continue
        address = _admin_address(name)
        for method in ("get", "post") if name not in MAY_SAY else ("get",):
            response = ask(who, login, method, address)
            may = ANYBODY | {"leader"} if name in MAY_SAY else NOBODY
            found += list(trouble(world.private, who, may, f"{method} {name}", response))
    assert not found, "\n".join(found)


def _admin_address(name: str) -> str:
    label = next(iter(admin.site._registry))._meta.app_label
    for args in ([], ["1"], ["1", "1"], [label]):
        with suppress(NoReverseMatch):
            return reverse(name, args=args)
    raise AssertionError(name)


@pytest.mark.parametrize("who", ["anonymous", "stranger", "other_clerk"])
def test_what_does_not_exist_and_what_is_anothers_look_the_same(
    world: World, login: Login, who: str
) -> None:
    for name, sample, nothing in (
        ("cases:detail", "code", "H99.112-260813-9999"),
        ("cases:tasks", "draft", str(uuid4())),
        ("vault:item", "item", str(uuid4())),
        ("cases_desk:detail", "case", str(uuid4())),
        ("api:get_case", "code", "H99.112-260813-9999"),
    ):
        real = ask(who, login, "get", reverse(name, args=[world.samples[sample]]))
        unreal = ask(who, login, "get", reverse(name, args=[nothing]))
        assert real.status_code == unreal.status_code, name
        assert real.status_code != 200, name


WILD = ["\x00", "a\x00b", "😀", "'--", "x" * 300]


@pytest.mark.parametrize("who", ["anonymous", "mother", "clerk"])
def test_no_typed_word_breaks_an_address(province: Cast, login: Login, who: str) -> None:
    """PostgreSQL refuses the letter NUL; nobody who types it may see a broken page."""
    found = []
    asked = [(name, [word]) for word in WILD for name in BY_WORD]
    for name, args in asked:
        response = ask(who, login, "get", reverse(name, args=args))
        if response.status_code >= 500:
            found.append(f"{name} {args}")
    for name, key in BY_QUESTION:
        for word in WILD:
            response = ask(who, login, "get", f"{reverse(name)}?{urlencode({key: word})}")
            if response.status_code >= 500:
                found.append(f"{name} ?{key}={word!r}")
    assert not found, "\n".join(found)


BY_WORD = [
    "cases:detail",
    "cases:start",
    "procedures:detail",
    "vault:public",
    "api:get_case",
    "api:get_procedure",
    "api:verify_result",
    "api:get_figure",
]
BY_QUESTION = [
    ("cases:places", "q"),
    ("cases:track", "ma"),
    ("procedures:list", "q"),
    ("cases_desk:queue", "q"),
    ("civilstatus_desk:register", "q"),
    ("api:list_procedures", "q"),
    ("vault:verify", "ma"),
]


def test_metrics_are_not_for_the_network(client: Client) -> None:
    assert client.get(reverse("metrics"), REMOTE_ADDR="203.0.113.7").status_code == 403


def test_the_samples_are_real(world: World, login: Login) -> None:
    """The same addresses answer the people whose business it is: the table tests something."""
    for who, name in (
        ("mother", "cases:detail"),
        ("mother", "cases:tasks"),
        ("mother", "cases:page"),
        ("mother", "vault:item"),
        ("mother", "vault:download"),
        ("clerk", "cases_desk:detail"),
        ("clerk", "cases_desk:document"),
        ("officer", "civilstatus_desk:entry"),
        ("leader", "ioc:figure"),
        ("chairman", "cases_desk:sign"),
    ):
        args = [world.samples[sample] for sample in TABLE[name].args]
        response = ask(who, login, "get", reverse(name, args=args))
        assert response.status_code == 200, (who, name, response.status_code)
    assert UUID(world.samples["case"])
