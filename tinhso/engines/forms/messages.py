"""Sentences of forms: what is wrong with an answer, and the way out."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "forms.needed": _("%(label)s: fill this in"),
    "forms.choose": _("%(label)s: choose one"),
    "forms.date_needed": _("%(label)s: give day, month and year"),
    "forms.place_needed": _("%(label)s: give the commune or ward"),
    "forms.file_needed": _("%(label)s: add a photo or a PDF"),
    "forms.must_agree": _("%(label)s: tick the box to go on"),
    "forms.too_short": _("%(label)s: at least %(limit)s characters"),
    "forms.too_long": _("%(label)s: at most %(limit)s characters"),
    "forms.too_small": _("%(label)s: at least %(limit)s"),
    "forms.too_large": _("%(label)s: at most %(limit)s"),
    "forms.too_many_files": _("%(label)s: at most %(limit)s files"),
    "forms.wrong_form": _("%(label)s: this is not written as it should be"),
    "forms.not_a_number": _("%(label)s: digits only"),
    "forms.not_a_personal_number": _("%(label)s: the personal identification number has 12 digits"),
    "forms.not_a_phone": _("%(label)s: a phone number has 10 digits and begins with 0"),
    "forms.not_a_date": _("%(label)s: write the date in digits, for example 13 08 2026"),
    "forms.no_such_day": _("%(label)s: there is no such day in the calendar"),
    "forms.date_in_the_future": _("%(label)s: the date cannot be after today"),
    "forms.date_lacks_day": _("%(label)s: the day is missing"),
    "forms.date_lacks_month": _("%(label)s: the month is missing"),
    "forms.date_lacks_year": _("%(label)s: the year is missing"),
    "forms.place_choose": _("%(label)s: several places fit “%(typed)s”; choose one below"),
    "forms.place_unknown": _(
        "%(label)s: no commune fits “%(typed)s”; check the spelling, old names work too"
    ),
    "forms.goes_elsewhere": _("%(label)s: %(why)s"),
    "forms.not_publishable": _("The form cannot be published: %(why)s"),
    "forms.no_form": _("There is no such form."),
    "forms.no_draft": _("We could not find that draft."),
    "forms.no_page": _("There is no such question."),
    "forms.frozen": _("This application has been submitted and can no longer be changed."),
}
