"""The receipt (mẫu 01, TT 03/2025/TT-VPCP): everything the applicant leaves with."""

import io
import re
import unicodedata

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.foundation.files.selectors import get_file, read_file
from tinhso.foundation.identity.testing import Cast
from tinhso.foundation.outbox import worker
from tinhso.systems.cases.receipts import receipt_data

from .factories import accepted

pytestmark = pytest.mark.django_db
