"""A draft from its first page to frozen answers, and what may go wrong on the way."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tinhso.engines.forms import services
from tinhso.engines.forms.answers import fingerprint
from tinhso.engines.forms.models import Draft
from tinhso.engines.forms.selectors import access_draft, describe_answers
from tinhso.engines.forms.services.save import Files
from tinhso.engines.forms.types import PageResult, Prefill
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel.refusals import Conflict, Invalid, NotFound

from .factories import publish_small

pytestmark = pytest.mark.django_db


def query(**typed: Any) -> QueryDict:
    posted = QueryDict(mutable=True)
    for name, value in typed.items():
        posted[name.replace("__", "-")] = value
    return posted


@pytest.fixture
def draft(cast: Cast) -> Draft:
    publish_small()
    return services.start_draft(cast.actor("mother"), "small", context={"procedure": "x"})


def save(cast: Cast, draft: Draft, page: str, **typed: Any) -> PageResult:
    return services.save_page(cast.actor("mother"), draft.uid, page, query(**typed))


def fresh(cast: Cast, draft: Draft) -> Draft:
    return access_draft(cast.actor("mother"), draft.uid)


def test_a_stranger_is_told_that_there_is_no_such_draft(cast: Cast, draft: Draft) -> None:
    with pytest.raises(NotFound):
        access_draft(cast.actor("stranger"), draft.uid)
    with pytest.raises(NotFound):
        services.save_page(cast.actor("clerk"), draft.uid, "you", query(name="X"))
    with pytest.raises(NotFound):
        services.freeze_draft(cast.actor("stranger"), draft.uid)
    assert services.list_drafts(cast.actor("stranger")) == []
    assert [one.uid for one in services.list_drafts(cast.actor("mother"))] == [draft.uid]


def test_what_is_right_is_kept_beside_what_is_wrong(cast: Cast, draft: Draft) -> None:
    result = save(cast, draft, "you", name="Như", email="no address", copies="two")
    assert [problem.field for problem in result.problems] == ["email", "copies"]
    assert result.typed["copies"] == "two"
    assert fresh(cast, draft).answers["name"] == "Như"
    assert fresh(cast, draft).done_pages == []


@pytest.mark.parametrize(
    ("day", "month", "year", "code"),
    [
        ("31", "2", "2020", "forms.no_such_day"),
        ("", "2", "2020", "forms.date_lacks_day"),
        ("x", "2", "2020", "forms.not_a_date"),
        ("²", "2", "2020", "forms.not_a_date"),
        ("1", "1", "2999", "forms.date_in_the_future"),
    ],
)
def test_a_date_says_what_is_wrong_with_it(
    cast: Cast, draft: Draft, day: str, month: str, year: str, code: str
) -> None:
    result = save(
        cast, draft, "you", name="Như", born_on__day=day, born_on__month=month, born_on__year=year
    )
    assert [problem.code for problem in result.problems] == [code]


def test_a_page_once_right_leads_to_the_next(cast: Cast, draft: Draft) -> None:
    assert save(cast, draft, "you", name="Như").next_page == "married"
    assert save(cast, draft, "married", is_married="yes").next_page == "spouse"
    assert save(cast, draft, "married", is_married="no").next_page == "papers"
    assert save(cast, draft, "papers").next_page is None


def test_a_stop_leads_elsewhere_and_keeps_the_answers(cast: Cast, draft: Draft) -> None:
    save(cast, draft, "you", name="Như")
    result = save(cast, draft, "married", is_married="abroad")
    assert result.stop is not None
    assert result.next_page is None
    problems = services.check_draft(cast.actor("mother"), draft.uid)
    assert [problem.code for problem in problems] == ["forms.goes_elsewhere"]
    with pytest.raises(Invalid):
        services.freeze_draft(cast.actor("mother"), draft.uid)


def test_what_is_hidden_is_neither_asked_for_nor_submitted(cast: Cast, draft: Draft) -> None:
    save(cast, draft, "you", name="Như")
    save(cast, draft, "married", is_married="yes")
    save(cast, draft, "spouse", spouse__name="Thắng")
    save(cast, draft, "married", is_married="no")
    with pytest.raises(NotFound):
        save(cast, draft, "spouse", spouse__name="Thắng")
    frozen = services.freeze_draft(cast.actor("mother"), draft.uid)
    assert frozen.answers == {"name": "Như", "is_married": "no"}


def test_frozen_answers_never_change(cast: Cast, draft: Draft) -> None:
    save(cast, draft, "you", name="Như")
    save(cast, draft, "married", is_married="no")
    first = services.freeze_draft(cast.actor("mother"), draft.uid)
    with pytest.raises(Conflict):
        save(cast, draft, "you", name="Other")
    with pytest.raises(Conflict):
        services.fill_draft(cast.actor("mother"), draft.uid, [])
    assert services.freeze_draft(cast.actor("mother"), draft.uid).sha256 == first.sha256
    assert services.list_drafts(cast.actor("mother")) == []


def test_two_windows_do_not_silently_undo_each_other(cast: Cast, draft: Draft) -> None:
    page = draft.form.reading.pages[0]
    seen = fingerprint(page, draft.answers)
    save(cast, draft, "you", name="First window", edition=seen)
    late = save(cast, draft, "you", name="Second window", edition=seen)
    assert late.is_stale
    assert late.typed["name"] == "Second window"
    assert fresh(cast, draft).answers["name"] == "First window"
    now = fingerprint(page, fresh(cast, draft).answers)
    again = save(cast, draft, "you", name="Second window", edition=now)
    assert not again.is_stale
    assert fresh(cast, draft).answers["name"] == "Second window"


def test_another_page_saved_elsewhere_is_no_conflict(cast: Cast, draft: Draft) -> None:
    save(cast, draft, "you", name="Như")
    seen = fingerprint(draft.form.reading.pages[0], fresh(cast, draft).answers)
    save(cast, draft, "married", is_married="no")
    assert not save(cast, draft, "you", name="Quỳnh Như", edition=seen).is_stale


def test_a_value_that_the_state_holds_is_not_taken_from_the_browser(cast: Cast) -> None:
    publish_small()
    known = [Prefill(path="name", value="Trần Thị Quỳnh Như", origin="population")]
    draft = services.start_draft(cast.actor("mother"), "small", context={}, prefill=known)
    save(cast, draft, "you", name="Somebody else", copies="2")
    kept = fresh(cast, draft)
    assert kept.answers == {"name": "Trần Thị Quỳnh Như", "copies": 2}
    assert kept.origins["name"]["code"] == "population"
    assert kept.origins["copies"]["code"] == "typed"


def test_what_a_person_typed_is_not_overwritten_by_a_register(cast: Cast, draft: Draft) -> None:
    save(cast, draft, "you", name="Như")
    late = [Prefill(path="name", value="From the register", origin="population")]
    services.fill_draft(cast.actor("mother"), draft.uid, late)
    assert fresh(cast, draft).answers["name"] == "Như"


def test_a_bad_upload_leaves_the_good_one(cast: Cast, draft: Draft) -> None:
    good = SimpleUploadedFile("giấy.pdf", b"%PDF-1.7\n%%EOF\n" + b" " * 300)
    bad = SimpleUploadedFile("virus.pdf", b"MZ" + b"\0" * 400)
    uploads: Files = MultiValueDict({"papers": [good, bad]})
    actor = cast.actor("mother")
    result = services.save_page(actor, draft.uid, "papers", QueryDict(), uploads)
    assert [problem.field for problem in result.problems] == ["papers"]
    kept = fresh(cast, draft).answers["papers"]
    assert len(kept) == 1
    services.remove_upload(actor, draft.uid, "papers", kept[0])
    assert fresh(cast, draft).answers.get("papers") is None
    with pytest.raises(NotFound):
        services.remove_upload(actor, draft.uid, "papers", kept[0])


def test_answers_are_told_in_the_words_of_the_form(cast: Cast, draft: Draft) -> None:
    save(cast, draft, "you", name="Như", born_on__day="2", born_on__month="3", born_on__year="1990")
    answers = {**fresh(cast, draft).answers, "is_married": "no"}
    told = describe_answers("small", answers, {})
    lines = {line.path: line.value for section in told for line in section.lines}
    assert lines["born_on"] == "02/03/1990"
    assert lines["is_married"] == "No"
    assert "spouse.name" not in lines


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    typed=st.dictionaries(
        st.sampled_from(
            [
                "name",
                "email",
                "copies",
                "born_on-day",
                "born_on-month",
                "born_on-year",
                "is_married",
                "edition",
            ]
        ),
        st.text(max_size=60),
        max_size=8,
    ),
    page=st.sampled_from(["you", "married", "papers"]),
)
def test_no_input_breaks_a_page_and_every_problem_is_at_a_field(
    cast: Cast, draft: Draft, typed: dict[str, str], page: str
) -> None:
    posted = QueryDict(mutable=True)
    posted.update(typed)
    result = services.save_page(cast.actor("mother"), draft.uid, page, posted)
    paths = {field.path for field in draft.form.reading.fields}
    assert {problem.field for problem in result.problems} <= paths
    if not result.is_stale:
        shown = {name for name in typed if name in result.typed}
        assert all(result.typed[name] == typed[name] for name in shown)


def test_a_file_object_is_read_once(cast: Cast, draft: Draft) -> None:
    stream = SimpleUploadedFile("a.pdf", io.BytesIO(b"%PDF-1.7\n%%EOF\n" + b" " * 300).read())
    uploads: Files = MultiValueDict({"papers": [stream]})
    services.save_page(cast.actor("mother"), draft.uid, "papers", QueryDict(), uploads)
    told = describe_answers("small", fresh(cast, draft).answers, {})
    files = [line.files for section in told for line in section.lines if line.path == "papers"]
    assert files[0][0][1] == "a.pdf"
