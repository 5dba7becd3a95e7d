"""Reading cases, always for somebody: the applicant, an official of the agency, or a leader."""

from .figures import agency_names, api_case, cases_for_figures, list_for_api
from .one import (
    OFFICE_ROLES,
    access_case,
    access_case_by_code,
    find_case,
    find_tracked,
    list_papers,
    may_handle,
    may_see,
    timeline,
)
from .queue import (
    count_my_step,
    count_to_sign,
    list_my_cases,
    list_queue,
    list_to_sign,
    queue_row,
)

__all__ = [
    "OFFICE_ROLES",
    "access_case",
    "access_case_by_code",
    "agency_names",
    "api_case",
    "cases_for_figures",
    "count_my_step",
    "count_to_sign",
    "find_case",
    "find_tracked",
    "list_for_api",
    "list_my_cases",
    "list_papers",
    "list_queue",
    "list_to_sign",
    "may_handle",
    "may_see",
    "queue_row",
    "timeline",
]
