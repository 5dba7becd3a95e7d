"""Signing certificates of the demonstration's heads of agencies, from the simulated authority."""

from tinhso.foundation.directory.models import Agency
from tinhso.foundation.identity.selectors import list_holders
from tinhso.foundation.kernel import logs
from tinhso.foundation.kernel.refusals import Unavailable
from tinhso.foundation.wire.peers import is_simulated

from .services import issue_certificate_for

AGENCIES = ("H99.112", "H99.101")  # where the demonstration signs
TITLE = "Chủ tịch Ủy ban nhân dân"

log = logs.get_logger(__name__)


def seed() -> None:
    """Give each head of the demonstration's communes a certificate; safe to repeat.

    Without a simulated authority nothing is issued, and the log says so.
    """
    if not is_simulated("ca"):
        return
    for agency in Agency.objects.filter(code__in=AGENCIES, valid_to__isnull=True):
        for account in list_holders("agency_head", agency.code):
            try:
                issue_certificate_for(
                    account.uid,
                    common_name=account.get_full_name(),
                    title=TITLE,
                    agency_code=agency.code,
                    agency_name=agency.name_vi,
                )
            except Unavailable:
                log.warning("signing.no_certificate_authority", agency=agency.code)
                return
