"""What officials do with the register: decide to enter a birth, try again, build its certificate.

Called by `cases` when an official verifies a case, by the desk's pages, and by the worker.
"""

from .certificate import certificate_data
from .enter_birth import enter_birth
from .propose_birth import propose_birth, retry_submission

__all__ = ["certificate_data", "enter_birth", "propose_birth", "retry_submission"]
