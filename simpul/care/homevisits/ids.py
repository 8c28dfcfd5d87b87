"""Ids that two phones without network derive alike."""

import uuid

from simpul.base.ids import NAMESPACE


def home_visit_id(post: str, family: str, date: str) -> str:
    """The visit of a post to a family on a local day, whoever goes."""
    return str(uuid.uuid5(NAMESPACE, f"homevisit|{post}|{family}|{date}"))


def home_check_id(post: str, person: str, checklist: str, date: str) -> str:
    """The answers of a person to a checklist on a local day."""
    return str(uuid.uuid5(NAMESPACE, f"homecheck|{post}|{person}|{checklist}|{date}"))
