"""A visit as one transaction: all of it arrives, or nothing. Pure: facts in, resources out.

What the server already holds (`sent`) is changed under the same id; what is no longer true is taken back as entered in
error; the rest is made unless its identifier is there already.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simpul.exchange.satusehat import encounters, immunizations, observations, referrals
from simpul.exchange.satusehat.content import Code
from simpul.exchange.satusehat.facts import Allowed, Given, Place, Referral, Seen, Sent, Who
from simpul.exchange.satusehat.naming import Names
from simpul.exchange.satusehat.resources import AnyResource, Bundle, Entry, Reference

NOTHING_MORE = Allowed()


@dataclass
class Built:
    """A transaction. `what`: key → how the resource was made. `kept`: what stays here, as codes of problems.json."""

    entries: list[Entry] = field(default_factory=list)
    what: dict[str, str] = field(default_factory=dict)
    kept: list[tuple[str, str]] = field(default_factory=list)

    @property
    def bundle(self) -> Bundle:
        """As it is sent."""
        return Bundle(type="transaction", entry=self.entries)

    def put(self, names: Names, name: str, what: str, resource: AnyResource) -> None:
        """Add a resource."""
        self.entries.append(names.entry(name, resource))
        self.what[name] = what


def visit(place: Place, who: Who, seen: Seen, sent: Mapping[str, Sent], allowed: Allowed = NOTHING_MORE) -> Built:
    """The visit with everything of it that may leave."""
    names, built = Names(place, who, sent), Built()
    if seen.void and not sent:
        return built
    at = None if seen.home else _place(built, names)
    here = names.to(encounters.KIND, encounters.name_of(seen.id))
    built.put(names, encounters.name_of(seen.id), "e", encounters.encounter(seen, names, at))
    if not seen.void:
        _reason(built, names, seen, here)
        _observations(built, names, seen, here)
        _doses(built, names, seen.doses, here, at)
        _referrals(built, names, seen, here, allowed)
    _take_back(built, names, seen, here, at)
    return built


def dose(place: Place, who: Who, given: Given, sent: Mapping[str, Sent]) -> Built:
    """A dose that belongs to no visit: copied from a book."""
    names, built = Names(place, who, sent), Built()
    if not immunizations.is_sent(given.product):
        built.kept.append(("not_a_vaccine", given.product))
    elif not given.void or sent:
        at = _place(built, names) if given.here else None
        made = immunizations.resource(given, names, None, at)
        built.put(names, immunizations.name_of(given.id), f"d:{given.product}", made)
    return built


def _place(built: Built, names: Names) -> Reference:
    """The post: made with the first transaction that needs it."""
    if names.place.location:
        return Reference(reference=f"Location/{names.place.location}", display=names.place.post_name)
    name = encounters.place_name(names.place.post)
    built.put(names, name, "l", encounters.location(names.place, names))
    return Reference(reference=f"urn:uuid:{name}", display=names.place.post_name)


def _reason(built: Built, names: Names, seen: Seen, here: Reference) -> None:
    code = encounters.reason_of(seen)
    if code:
        made = encounters.reason(seen, code, names, here)
        built.put(names, encounters.reason_name(seen, code.code), f"c:{code.code}", made)
    else:
        built.kept.append(("card_unknown", seen.card))


def _observations(built: Built, names: Names, seen: Seen, here: Reference) -> None:
    for one in observations.observed(seen, observations.age_in_months(seen, names)):
        made = observations.resource(one, seen, names, here)
        built.put(names, observations.name_of(seen.id, one.what), one.what, made)
    unlisted = [name for name in seen.values if observations.measure_of(name, seen) is None]
    built.kept += [("field_not_listed", name) for name in sorted(unlisted)]


def _doses(built: Built, names: Names, doses: tuple[Given, ...], here: Reference, at: Reference | None) -> None:
    for one in doses:
        name = immunizations.name_of(one.id)
        if not immunizations.is_sent(one.product):
            built.kept.append(("not_a_vaccine", one.product))
        elif not one.void or name in names.sent:
            built.put(names, name, f"d:{one.product}", immunizations.resource(one, names, here, at))


def _referrals(built: Built, names: Names, seen: Seen, here: Reference, allowed: Allowed) -> None:
    for one in seen.referrals:
        if referrals.may_leave(one.service, allowed):
            built.put(names, referrals.name_of(one.id), "r", referrals.resource(one, names, here))
        else:
            built.kept.append(("service_stays", ""))


def _take_back(built: Built, names: Names, seen: Seen, here: Reference, at: Reference | None) -> None:
    """Everything that the server holds of this visit and that is no longer so."""
    for name, held in names.sent.items():
        if name in built.what:
            continue
        made = _again(held, name, names, seen, here, at)
        if made is not None:
            built.put(names, name, held.what, made)


def _again(
    held: Sent, name: str, names: Names, seen: Seen, here: Reference, at: Reference | None
) -> AnyResource | None:
    sort, _, rest = held.what.partition(":")
    if sort in ("m", "z"):
        return observations.taken_back(held.what, seen, names, here)
    if sort == "c":
        return encounters.reason(seen, Code(rest, ""), names, here, void=True)
    if sort == "d":
        return _dose_again(name, rest, names, seen, here, at)
    if sort == "r":
        return _referral_again(name, names, seen, here)
    return None


def _dose_again(
    name: str, product: str, names: Names, seen: Seen, here: Reference, at: Reference | None
) -> AnyResource | None:
    known = next((one for one in seen.doses if immunizations.name_of(one.id) == name), None)
    given = known or Given(id="", product=product, number=None, date=seen.date, void=True)
    made = immunizations.resource(given, names, here, at)
    made.id, made.identifier = names.id_of(name), names.identifiers(immunizations.KIND, name)
    made.status = "entered-in-error"
    return made


def _referral_again(name: str, names: Names, seen: Seen, here: Reference) -> AnyResource:
    made = referrals.resource(Referral("", "", "biasa", "entered-in-error", seen.start), names, here)
    made.id, made.identifier = names.id_of(name), names.identifiers(referrals.KIND, name)
    return made
