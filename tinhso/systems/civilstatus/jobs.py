"""Timed work: asking the national system again when an official says so."""

from tinhso.foundation.outbox.jobs import job
from tinhso.foundation.outbox.types import Payload

from .services.enter_birth import enter_birth
from .services.propose_birth import JOB


@job(JOB, outside=True)
def ask_again(payload: Payload) -> None:
    """Try once; when it fails the process itself goes on trying."""
    enter_birth(str(payload["submission"]))
