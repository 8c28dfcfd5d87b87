"""Which growth paths open for whom: officers of the puskesmas of the child's post."""

from uuid import UUID

from simpul.base.access import only
from simpul.care.models import Path
from simpul.registry.access import posts_of
from simpul.registry.models import Account


def access_path(actor: Account, path: UUID | str) -> Path:
    """A path of the actor's posts that was not a mistake. Raises NotYours."""
    return only(Path.objects.filter(pk=path, post__in=posts_of(actor)).exclude(status="void"))
