"""Why a file was not taken, with the way out."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "files.empty": _("The file is empty. Choose another file."),
    "files.too_big": _("The file is larger than %(megabytes)s MB. Choose a smaller file."),
    "files.wrong_type": _("This kind of file is not accepted. Choose one of: %(accepted)s."),
    "files.broken": _("The file is damaged or not complete. Save or scan it again."),
    "files.mixed": _(
        "The file has something else attached to its end or hidden in it. Save or scan it again."
    ),
    "files.pdf_locked": _("The PDF is protected by a password. Save it without one."),
    "files.pdf_active": _(
        "The PDF contains programs or actions. Print it to a new PDF and send that one."
    ),
    "files.image_too_large": _(
        "The picture is too large (%(width)s × %(height)s pixels). Make it smaller."
    ),
    "files.not_found": _("There is no such file."),
    "files.damaged": _(
        "The file cannot be read at the moment. Please tell the office that has your application."
    ),
}
