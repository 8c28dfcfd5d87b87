"""Faults of what a post asks of others, as its phones show it."""

from tests.mutations.fault import Fault

STORY = "web/kader/model/request-story.ts"
TOLD = "web/kader/model/request-story.test.ts"

REQUESTS = [
    Fault(
        "phone: an answer that was read is new again",
        STORY,
        "  Math.max(0, stepsOfOthers(request, me) - (seen[request.id] ?? 0));",
        "  Math.max(0, stepsOfOthers(request, me) - Math.min(0, seen[request.id] ?? 0));",
        f"{TOLD}::stands first until it was read, and again after the next step of others",
    ),
    Fault(
        "phone: a request for somebody in danger is taken back like any other",
        STORY,
        '    (request.service === MIND && request.urgency === "darurat") ||\n',
        "",
        f"{TOLD}::never the one that stands for somebody in danger",
    ),
    Fault(
        "phone: a step that waits here is said to wait for the puskesmas",
        STORY,
        '  if (request.state === "" || request.pending) return "phone";',
        '  if (request.state === "") return "phone";',
        f"{TOLD}::only the step when the request itself has long been sent",
    ),
    Fault(
        "phone: a hospital is said to be free without the puskesmas",
        "web/kader/model/usual-costs.ts",
        "  return kind === HOSPITAL && payer === INSURED && urgency !== EMERGENCY ? costs.payers.referred : words;",
        "  return kind === HOSPITAL && payer === kind && urgency !== EMERGENCY ? costs.payers.referred : words;",
        "web/kader/model/usual-costs.test.ts::"
        "a hospital for the insured is reached by way of the puskesmas, but in an emergency",
    ),
    Fault(
        "phone: not willing yet puts the questions off",
        "web/kader/model/screening.ts",
        "row.instrument === instrument && !isUnwilling(row)",
        "row.instrument === instrument",
        "web/kader/model/screening.test.ts::"
        "whoever would not yet hear from the puskesmas is asked the questions at their time all the same",
    ),
    Fault(
        "phone: a kader takes back a visit that a colleague wrote along",
        "web/kader/model/withdraw-home-visit.ts",
        "authors.every((author) => author === me)",
        "authors.some((author) => author === me)",
        "web/kader/model/withdraw-home-visit.test.ts::"
        "the latest visits to that family come first; what a colleague wrote along is not one's own",
    ),
]
