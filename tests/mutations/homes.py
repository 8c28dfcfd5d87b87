"""Faults of visits at home and of scales."""

from tests.mutations.fault import Fault

ROOM = "simpul/care/homevisits"
VISITS, WEEK = f"{ROOM}/tests/test_home_visits.py", f"{ROOM}/tests/test_evaluation.py"
DEVICES = "web/kader/devices"
HOMES = [
    Fault(
        "home visits: what a device said first still counts",
        f"{ROOM}/folding.py",
        'if not one["device"] or one["counter"] == last[one["device"]]]',
        "]",
        f"{VISITS}::test_the_order_of_arrival_changes_nothing",
    ),
    Fault(
        "home visits: answers about the house reach phones",
        f"{ROOM}/parts.py",
        ", classes=SENSITIVE",
        "",
        f"{VISITS}::test_a_kaders_phone_gets_what_follows_and_no_answer",
    ),
    Fault(
        "home visits: a person under two records counts twice",
        f"{ROOM}/queries.py",
        "groups.setdefault((check.post_id, kept[str(check.person_id)]), [])",
        "groups.setdefault((check.post_id, str(check.person_id)), [])",
        f"{WEEK}::test_one_person_under_two_records_counts_once",
    ),
    Fault(
        "home visits: any later visit keeps a plan",
        "web/kader/model/home-visits.ts",
        "return isAfter && visit.date >= addDays(plan.date, -SOON_DAYS);",
        "return visit.date >= addDays(plan.date, -SOON_DAYS);",
        "web/kader/model/home-visits.test.ts"
        "::keeps a plan that was made at the last visit, and lets it go when somebody went a few days early",
    ),
    Fault(
        "scales: bytes are read the wrong way round",
        f"{DEVICES}/gatt.ts",
        "this.view.getUint16(this.take(2), true)",
        "this.view.getUint16(this.take(2), false)",
        f"{DEVICES}/devices.test.ts::reads 8.4 kg, least flags",
    ),
    Fault(
        "scales: the weight of the child before stands for the next",
        f"{DEVICES}/live.ts",
        "scale.set({ ...scale.get(), now: null, steady: null, stale: false });",
        "scale.set({ ...scale.get(), stale: false });",
        f"{DEVICES}/live.test.ts::reads the next child afresh",
    ),
]
