"""The pages, rendered under addresses of a system's own, without JavaScript."""

from collections.abc import Callable

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from tinhso.engines.forms import services
from tinhso.engines.forms.models import Draft
from tinhso.engines.forms.web import kit
from tinhso.foundation.calendars import seeds as calendars
from tinhso.foundation.directory import seeds as directory
from tinhso.foundation.identity.testing import Cast

from .factories import birth_document, publish_small

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def _urls(uid: object) -> kit.FormUrls:
    at = f"/nhap/{uid}/"
    return kit.FormUrls(
        page=lambda page_id: f"{at}{page_id}/",
        tasks=lambda: at,
        check=lambda: f"{at}kiem-tra/",
        submit=lambda: f"{at}nop/",
        upload=lambda file_uid: f"{at}tep/{file_uid}/",
        places=lambda: "/dia-danh/",
        leave=lambda: "/roi/",
    )


def _page(request: HttpRequest, uid: str, page_id: str) -> HttpResponse:
    return kit.answer_page(request, uid, page_id, urls=_urls(uid))  # type: ignore[arg-type]


def _tasks(request: HttpRequest, uid: str) -> HttpResponse:
    return kit.task_list(request, uid, urls=_urls(uid))  # type: ignore[arg-type]


def _check(request: HttpRequest, uid: str) -> HttpResponse:
    return kit.check_answers(request, uid, urls=_urls(uid))  # type: ignore[arg-type]


def _upload(request: HttpRequest, uid: str, file_uid: str) -> FileResponse:
    return kit.upload_download(request, uid, file_uid)  # type: ignore[arg-type]


urlpatterns = [
    path("nhap/<uuid:uid>/kiem-tra/", _check),
    path("nhap/<uuid:uid>/tep/<str:file_uid>/", _upload),
    path("nhap/<uuid:uid>/<slug:page_id>/", _page),
    path("nhap/<uuid:uid>/", _tasks),
    path("dia-danh/", kit.suggest_places, name="places"),
    path("", include("tinhso.foundation.ui.urls")),
    path("tai-khoan/", include("tinhso.foundation.identity.web.urls")),
]


def _seed_places() -> None:
    calendars.seed()
    directory.seed()


Login = Callable[[Client, str], object]


@pytest.fixture
def small(cast: Cast) -> Draft:
    publish_small()
    return services.start_draft(cast.actor("mother"), "small", context={})


@pytest.fixture
def birth(cast: Cast) -> Draft:
    _seed_places()
    services.publish_document(birth_document())
    return services.start_draft(cast.actor("mother"), "birth-registration", context={})


@pytest.fixture
def mother(client: Client, login: Login, small: Draft) -> Client:
    login(client, "mother")
    return client


def test_a_stranger_finds_no_page_of_a_draft(client: Client, login: Login, small: Draft) -> None:
    login(client, "stranger")
    for tail in ("", "you/", "kiem-tra/", "tep/x/"):
        assert client.get(f"/nhap/{small.uid}/{tail}").status_code == 404
    assert client.post(f"/nhap/{small.uid}/you/", {"name": "X"}).status_code == 404
    client.logout()
    assert client.get(f"/nhap/{small.uid}/you/").status_code in (302, 403, 404)


def test_an_error_stands_above_and_at_the_field_in_the_same_words(
    mother: Client, small: Draft
) -> None:
    answer = mother.post(f"/nhap/{small.uid}/you/", {"name": "", "copies": "two"})
    assert answer.status_code == 422
    page = answer.content.decode()
    for view in answer.context["fields"]:
        if view.error:
            assert page.count(view.error) == 2
    assert 'value="two"' in page
    assert 'href="#name"' in page


def test_a_right_page_leads_on(mother: Client, small: Draft) -> None:
    answer = mother.post(f"/nhap/{small.uid}/you/", {"name": "Như"})
    assert (answer.status_code, answer["Location"]) == (302, f"/nhap/{small.uid}/married/")
    left = mother.post(f"/nhap/{small.uid}/you/", {"name": "Như", "leave": "yes"})
    assert left["Location"] == "/roi/"


def test_a_stop_names_the_right_procedure(mother: Client, small: Draft) -> None:
    answer = mother.post(f"/nhap/{small.uid}/married/", {"is_married": "abroad"})
    assert 'href="/elsewhere/"' in answer.content.decode()


def test_the_task_list_and_the_check_page_say_what_is_missing(mother: Client, small: Draft) -> None:
    assert mother.get(f"/nhap/{small.uid}/").status_code == 200
    answer = mother.get(f"/nhap/{small.uid}/kiem-tra/")
    assert [problem.field for problem, _ in answer.context["missing"]] == ["name", "is_married"]


def test_changing_an_answer_leads_back_to_the_check_page(mother: Client, small: Draft) -> None:
    mother.post(f"/nhap/{small.uid}/you/", {"name": "Như"})
    mother.post(f"/nhap/{small.uid}/married/", {"is_married": "no"})
    answer = mother.post(f"/nhap/{small.uid}/you/?ve=kiem-tra", {"name": "Quỳnh Như"})
    assert answer["Location"] == f"/nhap/{small.uid}/kiem-tra/"


def test_a_page_is_not_kept_by_the_browser(mother: Client, small: Draft) -> None:
    assert "no-store" in mother.get(f"/nhap/{small.uid}/you/")["Cache-Control"]


def test_every_page_of_the_birth_form_can_be_shown(
    client: Client, login: Login, birth: Draft
) -> None:
    login(client, "mother")
    for page in birth.form.reading.pages:
        expected = 404 if page.show_if else 200
        assert client.get(f"/nhap/{birth.uid}/{page.id}/").status_code == expected


def test_a_commune_is_found_by_name_and_doubt_is_asked_about(
    client: Client, login: Login, birth: Draft
) -> None:
    login(client, "mother")
    at = f"/nhap/{birth.uid}/que-quan/"
    assert client.post(at, {"child-home_town-text": "Hạc Lâm"}).status_code == 302
    birth.refresh_from_db()
    assert birth.answers["child"]["home_town"]["place"] == "99112"
    wrong = client.post(at, {"child-home_town-text": "không có xã này"})
    assert wrong.status_code == 422
    assert 'value="không có xã này"' in wrong.content.decode()
    unknown = client.post(at, {"child-home_town-place": "00000"})
    assert unknown.status_code == 422 or birth.answers["child"]["home_town"]["place"] == "99112"


def test_places_are_suggested_and_garbage_is_not(client: Client, cast: Cast) -> None:
    _seed_places()
    at = reverse("places")
    found = client.get(at, {"field": "child-home_town", "child-home_town-text": "hac lam"})
    assert 'name="child-home_town-place"' in found.content.decode()
    assert client.get(at, {"field": '"><script>'}).status_code == 404
