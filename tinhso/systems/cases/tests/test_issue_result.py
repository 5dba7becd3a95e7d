import pytest
from tinhso.foundation.identity.testing import Cast
from .factories import issued
pytestmark = pytest.mark.django_db
def test_x(province: Cast) -> None:
    case = issued(province)
    from tinhso.foundation.outbox.models import Delivery, Job
    for d in Delivery.objects.exclude(last_error=""):
        print(d.handler, d.last_error)
    print(case.status, case.step)
