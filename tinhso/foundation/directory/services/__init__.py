"""Enter places, agencies, units and posts in bulk; entering the same again changes nothing."""

from .import_units import import_units
from .load_agencies import AgencyRow, PostRow, UnitRow, load_agencies, load_posts, load_units
from .load_places import PlaceRow, SuccessionRow, load_places, load_successions

__all__ = [
    "AgencyRow",
    "PlaceRow",
    "PostRow",
    "SuccessionRow",
    "UnitRow",
    "import_units",
    "load_agencies",
    "load_places",
    "load_posts",
    "load_successions",
    "load_units",
]
