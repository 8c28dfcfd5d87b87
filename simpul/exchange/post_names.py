"""Names of posts as sheets write them, matched with the officer's posts; what was chosen once is remembered."""

from collections import Counter
from collections.abc import Iterable, Mapping

from simpul.exchange.models import PostName
from simpul.exchange.sheets.columns import fold
from simpul.exchange.sheets.parse import Row
from simpul.exchange.world import same_name
from simpul.registry.access import posts_of
from simpul.registry.models import Account, Unit

_TITLES = ("posyandu", "pos")


def names_in(rows: Iterable[Row]) -> dict[str, tuple[str, int]]:
    """Folded name → (as first written, how many rows)."""
    counts = Counter(str(row.values.get("post", "")) for row in rows if row.values.get("post"))
    found: dict[str, tuple[str, int]] = {}
    for name, count in sorted(counts.items()):
        first, before = found.get(same_name(name), (name, 0))
        found[same_name(name)] = (first, before + count)
    return found


def match(actor: Account, puskesmas: Unit | None, names: Iterable[str]) -> dict[str, str]:
    """Folded name → post, empty where no post of the actor fits: as remembered, else by the post's own name."""
    posts = {str(unit.pk): unit.name for unit in posts_of(actor)}
    by_name: dict[str, list[str]] = {}
    for pk, name in posts.items():
        by_name.setdefault(_bare(name), []).append(pk)
    remembered = {}
    if puskesmas is not None:
        rows = PostName.objects.filter(puskesmas=puskesmas).values_list("name", "post_id")
        remembered = {name: str(post) for name, post in rows if str(post) in posts}
    found = {}
    for name in names:
        fitting = by_name.get(_bare(name), [])
        found[name] = remembered.get(name) or (fitting[0] if len(fitting) == 1 else "")
    return found


def remember(puskesmas: Unit | None, chosen: Mapping[str, str]) -> None:
    """Keep what the officer chose, for the next sheet."""
    if puskesmas is not None:
        rows = [PostName(puskesmas=puskesmas, name=name[:200], post_id=post) for name, post in chosen.items() if post]
        PostName.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["puskesmas", "name"], update_fields=["post"]
        )


def _bare(name: str) -> str:
    """A post's name without its title and signs: `POSYANDU Melati-3` and `melati 3` are one."""
    folded = fold(name)
    title = next((one for one in _TITLES if folded.startswith(one) and len(folded) > len(one)), "")
    return folded.removeprefix(title)
