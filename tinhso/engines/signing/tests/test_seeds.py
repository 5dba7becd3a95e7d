"""The demonstration's heads of agencies can sign."""

import pytest
from werkzeug.wrappers import Response

from tinhso.engines.signing import seeds
from tinhso.engines.signing.models import Certificate
from tinhso.engines.signing.selectors import find_certificate
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.wire.testing import mount


@pytest.mark.usefixtures("ca_up")
def test_the_chairman_gets_one_certificate_however_often_it_is_seeded(cast: Cast) -> None:
    seeds.seed()
    seeds.seed()
    account = cast.account("chairman")
    certificate = find_certificate(account.uid)
    assert certificate is not None
    assert certificate.common_name == "Đỗ Minh Khoa"
    assert certificate.agency_name == "Ủy ban nhân dân xã Hạc Lâm"
    assert Certificate.objects.filter(account_uid=account.uid).count() == 1


def test_without_an_authority_the_seed_goes_on(cast: Cast) -> None:
    with mount("ca", Response("away", 503)):
        seeds.seed()
    assert not Certificate.objects.exists()
