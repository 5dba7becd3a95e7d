"""The plainest birth: two married Vietnamese parents, on time, typed page by page."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict

from tinhso.engines.forms import services
from tinhso.engines.forms.models import Draft
from tinhso.foundation.calendars import seeds as calendars
from tinhso.foundation.directory import seeds as directory
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.kernel import clock

from .factories import birth_document

pytestmark = pytest.mark.django_db


def parent(key: str, name: str, number: str, born: str) -> dict[str, str]:
    day, month, year = born.split("/")
    return {
        f"{key}-full_name": name,
        f"{key}-national_id": number,
        f"{key}-born_on-day": day,
        f"{key}-born_on-month": month,
        f"{key}-born_on-year": year,
        f"{key}-ethnicity": "Kinh",
        f"{key}-nationality": "Việt Nam",
        f"{key}-residence-text": "Xã Hạc Lâm, tỉnh An Bình",
    }


def pages_of_the_plainest_birth() -> dict[str, dict[str, str]]:
    born = clock.today() - timedelta(days=4)
    return {
        "cha-me": {"routing-parents": "both_vietnamese"},
        "hon-nhan": {"routing-marriage": "married"},
        "giay-to-truoc": {"routing-earlier": "never"},
        "lien-thong": {"routing-linked": "birth_only"},
        "quan-he": {"applicant-relation": "mother"},
        "nguoi-yeu-cau": {
            "applicant-full_name": "Trần Thị Quỳnh Như",
            "applicant-national_id": "099 196 000 017",
            "applicant-residence-text": "hac lam",
        },
        "lien-he": {"applicant-phone": "0999 000 017", "applicant-email": ""},
        "ten-tre": {
            "child-family_name": "Nguyễn",
            "child-middle_name": "Hoàng Bảo",
            "child-given_name": "Ngọc",
        },
        "ngay-sinh": {
            "child-born_on-day": str(born.day),
            "child-born_on-month": str(born.month),
            "child-born_on-year": str(born.year),
        },
        "gioi-tinh": {"child-sex": "female"},
        "dan-toc": {"child-ethnicity": "Kinh", "child-nationality": "Việt Nam"},
        "noi-sinh": {
            "child-birth_place-facility": "Bệnh viện Đa khoa tỉnh An Bình",
            "child-birth_place-text": "Xã Hạc Lâm, tỉnh An Bình",
        },
        "que-quan": {"child-home_town-place": "99112"},
        "me": parent("mother", "Trần Thị Quỳnh Như", "099196000017", "12/3/1996"),
        "cha": parent("father", "Nguyễn Đức Thắng", "099094000023", "25/8/1994"),
        "giay-chung-sinh": {"papers-birth_notice_kind": "electronic"},
        "so-chung-sinh": {"papers-birth_notice_number": "GCS-260809-00012"},
        "nhan-ket-qua": {"result-delivery": "electronic", "result-copies": "0"},
        "cam-doan": {"declaration": "yes"},
    }


@pytest.fixture
def draft(cast: Cast) -> Draft:
    calendars.seed()
    directory.seed()
    services.publish_document(birth_document())
    return services.start_draft(cast.actor("mother"), "birth-registration", context={})


def fill(cast: Cast, draft: Draft, pages: dict[str, dict[str, str]]) -> None:
    page: str | None = "cha-me"
    while page is not None:
        posted = QueryDict(mutable=True)
        posted.update(pages[page])
        result = services.save_page(cast.actor("mother"), draft.uid, page, posted)
        assert (page, result.problems, result.stop) == (page, (), None)
        page = result.next_page


def test_page_by_page_to_frozen_answers(cast: Cast, draft: Draft) -> None:
    fill(cast, draft, pages_of_the_plainest_birth())
    assert services.check_draft(cast.actor("mother"), draft.uid) == []
    answers: dict[str, Any] = services.freeze_draft(cast.actor("mother"), draft.uid).answers
    hac_lam = {"place": "99112", "text": "Xã Hạc Lâm, tỉnh An Bình"}
    assert answers["child"] == {
        "family_name": "Nguyễn",
        "middle_name": "Hoàng Bảo",
        "given_name": "Ngọc",
        "born_on": (clock.today() - timedelta(days=4)).isoformat(),
        "sex": "female",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "birth_place": {"facility": "Bệnh viện Đa khoa tỉnh An Bình", **hac_lam},
        "home_town": hac_lam,
    }
    assert answers["mother"]["residence"] == hac_lam
    assert answers["father"]["national_id"] == "099094000023"
    assert answers["applicant"]["phone"] == "0999000017"
    assert answers["papers"] == {
        "birth_notice_kind": "electronic",
        "birth_notice_number": "GCS-260809-00012",
    }
    assert answers["result"] == {"delivery": "electronic", "copies": 0}
    assert answers["declaration"] is True


def test_a_postal_address_is_asked_only_for_the_post(cast: Cast, draft: Draft) -> None:
    pages = pages_of_the_plainest_birth()
    pages["nhan-ket-qua"]["result-delivery"] = "post"
    pages["dia-chi"] = {"result-address": "Thôn Hạ, xã Hạc Lâm, tỉnh An Bình"}
    fill(cast, draft, pages)
    frozen = services.freeze_draft(cast.actor("mother"), draft.uid)
    assert frozen.answers["result"]["address"] == "Thôn Hạ, xã Hạc Lâm, tỉnh An Bình"


def test_every_other_situation_is_sent_to_its_procedure(cast: Cast, draft: Draft) -> None:
    elsewhere = {
        ("cha-me", "routing-parents", "foreign"): "/thu-tuc/2.000528/",
        ("cha-me", "routing-parents", "foreign_border"): "/thu-tuc/1.000110/",
        ("hon-nhan", "routing-marriage", "recognition"): "/thu-tuc/1.000689/",
        ("giay-to-truoc", "routing-earlier", "lost"): "/thu-tuc/1.004884/",
        ("giay-to-truoc", "routing-earlier", "has_papers"): "/thu-tuc/1.004772/",
    }
    for (page, name, said), url in elsewhere.items():
        posted = QueryDict(f"{name}={said}")
        result = services.save_page(cast.actor("mother"), draft.uid, page, posted)
        assert result.stop is not None
        assert [link["url"] for link in result.stop.links] == [url]
