"""Where a person lands after signing in: each face says which page is home for whom."""

from django.urls import NoReverseMatch, reverse

from tinhso.foundation.kernel.registry import Registry

from .types import Actor

_homes: Registry[str] = Registry("home")


def register_home(audience: str, url_name: str) -> None:
    """Make `url_name` the home of a role ("province_leader"), of "official" or of "citizen"."""
    _homes.register(audience, url_name)


def home_of(actor: Actor) -> str:
    """Return the address of the actor's home; "/" while no face has claimed them."""
    for audience in (actor.role, actor.kind):
        url_name = _homes.find(audience) if audience else None
        if url_name is not None:
            try:
                return reverse(url_name)
            except NoReverseMatch:
                continue
    return "/"
