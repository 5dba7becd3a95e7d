"""What people do with a case, one file a use case. Called by web, api, seeds and handlers."""

from tinhso.systems.cases.tracking import story_of, track_case

from .accept import accept_case
from .returning import return_result
from .sign import ask_for_signatures
from .submit import submit_case
from .verify import verify_case

__all__ = [
    "accept_case",
    "ask_for_signatures",
    "return_result",
    "story_of",
    "submit_case",
    "track_case",
    "verify_case",
]
