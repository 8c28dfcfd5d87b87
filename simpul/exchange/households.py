"""Households of a sheet: which family a new child belongs to."""

import uuid
from typing import Any

from simpul.base import ids
from simpul.exchange.planned import Scene
from simpul.exchange.world import same_name
from simpul.people.models import Family
from simpul.people.records import uuids


class Families:
    """Households of a sheet: by family card, by parent's NIK, else by parent's name and address."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def of(self, post: str, child: str, values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """(family, its data); `settle` takes the data away where the family is there."""
        kk = values.get("kk_number", "")
        there = self.scene.world.families.get((post, kk)) if kk else None
        place = "|".join(same_name(str(values.get(name, ""))) for name in ("parent_name", "address", "rt", "rw"))
        alone = not values.get("parent_name")
        who = kk or values.get("parent_nik") or (f"child|{child}" if alone else place)
        family = there or str(uuid.uuid5(ids.NAMESPACE, f"import|family|{post}|{who}"))
        data = {
            "head_name": values.get("parent_name", ""),
            "kk_number": kk or None,
            "address": values.get("address", ""),
            "rt": values.get("rt", ""),
            "rw": values.get("rw", ""),
            "phone": values.get("phone", ""),
        }
        return family, data

    def settle(self) -> None:
        """Families that are there are not registered again; one that lives elsewhere by now is left alone."""
        children = list(self.scene.plan.children.values())
        wanted = {child.family for child in children if child.family}
        found = Family.objects.filter(pk__in=uuids(wanted)).values_list("id", "post_id")
        homes = {str(pk): str(post) for pk, post in found}
        for child in children:
            home = homes.get(child.family or "")
            if home is not None:
                child.family_data = None
            if home is not None and home != child.post:
                child.family = child.data["family"] = None
