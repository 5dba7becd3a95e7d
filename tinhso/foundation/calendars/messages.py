"""Sentences of derivations. Days come as ISO text and are shown dd/mm/yyyy."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "calendars.start": _("The time limit starts at %(at)s, when the case was accepted."),
    "calendars.day_zero": _("%(day)s is day 0: counting starts on the next day."),
    "calendars.in_day": _("The limit is: within the day."),
    "calendars.outside_hours": _("%(at)s is outside office hours."),
    "calendars.late_not_solvable": _(
        "Received after %(hour)s and stated as not solvable at once: the next working day."
    ),
    "calendars.late_but_solvable": _(
        "Received after %(hour)s; nobody stated that it cannot be solved at once, "
        "so it is due today."
    ),
    "calendars.not_late": _(
        "Stated as not solvable at once, but received before %(hour)s: it is due today."
    ),
    "calendars.working_hours": _("The limit is %(number)s working hours."),
    "calendars.worked": _(
        "%(day)s, from %(from)s to %(to)s: %(hours)s hours %(minutes)s minutes of office hours."
    ),
    "calendars.working_days": _("The limit is %(number)s working days."),
    "calendars.calendar_days": _("%(number)s calendar days end on %(day)s."),
    "calendars.months": _("%(number)s months end on %(day)s."),
    "calendars.weekend_day": _("%(day)s is a weekend day: not counted."),
    "calendars.weekend_days": _("%(count)s weekend days are not counted."),
    "calendars.day_off": _("%(day)s is a day off: %(name)s (%(basis)s)."),
    "calendars.day_off_swapped": _(
        "%(day)s is a day off, swapped with %(swapped_with)s: %(name)s (%(basis)s)."
    ),
    "calendars.make_up_day": _("%(day)s is a make-up working day: counted (%(basis)s)."),
    "calendars.ends_on_day_off": _(
        "The limit ends on %(day)s, a day off: it moves to the next working day."
    ),
    "calendars.next_working_day": _("The next working day is %(day)s."),
    "calendars.end_of_hours": _("On %(day)s it is due when the office closes."),
    "calendars.due_end_of_day": _("It may be done until the end of %(day)s (24:00)."),
    "calendars.paused": _(
        "The clock stood still from %(from)s to %(to)s (%(minutes)s working minutes): %(cause)s"
    ),
    "calendars.year_not_settled": _(
        "The days off of %(year)s are by the general rule; that year's own notice "
        "is not entered yet."
    ),
    "calendars.due": _("Due at %(at)s."),
    "calendars.no_such_mark": _("There is no such day in the calendar."),
    "calendars.swap_needs_two_days": _("A swap needs a day off and a make-up day on a weekend."),
    "calendars.already_marked": _("%(day)s is already marked in the calendar."),
}
