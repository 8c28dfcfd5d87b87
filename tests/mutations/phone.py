"""Faults of the phone."""

from tests.mutations.fault import Fault

CORE = "web/kader/core"
SURVIVAL, NAMED = f"{CORE}/test/survival.test.ts", f"{CORE}/test/regressions.test.ts"
RECEIPTS = f"{CORE}/test/receipts.test.ts"
COPIES, FAULTS = f"{CORE}/test/copies.test.ts", f"{CORE}/test/faults.test.ts"

PHONE = [
    Fault(
        "the outbox goes with the log-out",
        f"{CORE}/door.ts",
        "  lock(): void {\n",
        '  lock(): void {\n    void this.host.db.clear("outbox");\n',
        f"{NAMED}::logging out leaves the outbox as it is, over a restart too",
    ),
    Fault(
        "a receipt with another hash is taken",
        f"{CORE}/outbox.ts",
        "if (!item || item.hash !== receipt.hash || !isWaiting(item)) continue;",
        "if (!item || !isWaiting(item)) continue;",
        f"{SURVIVAL}::receipts with another hash never drop an entry",
    ),
    Fault(
        "receipts are taken by their position",
        f"{CORE}/outbox.ts",
        "    for (const receipt of receipts) {\n      const item = this.held.get(receipt.id)?.item;\n"
        "      if (!item || item.hash !== receipt.hash || !isWaiting(item)) continue;\n",
        "    for (const [place, receipt] of receipts.entries()) {\n      const item = this.inOrder()[place]?.item;\n"
        "      if (!item || !isWaiting(item)) continue;\n",
        f"{NAMED}::receipts in another order, and for some entries only, settle exactly those they name",
    ),
    Fault(
        "what was typed during a push counts as sent",
        f"{CORE}/push.ts",
        "      await outbox.settle(answer.receipts, env.now());\n",
        "      const all = outbox.items().map(({ id, hash }) => ({ ...answer.receipts[0], id, hash }));\n"
        "      await outbox.settle(all as typeof answer.receipts, env.now());\n",
        f"{SURVIVAL}::edit during push is not marked done",
    ),
    Fault(
        "a full page ends the push",
        f"{CORE}/push.ts",
        "    result.sent += answered;\n",
        "    result.sent += answered;\n    return result;\n",
        f"{SURVIVAL}::page cap lower than client limit still drains, both ways",
    ),
    Fault(
        "the sealed copy goes with the receipt",
        f"{CORE}/outbox-writes.ts",
        "      if (copy) sealed.put({ ...copy, untilMs: change.untilMs });\n",
        "      if (copy) sealed.delete(copy.id);\n",
        f"{COPIES}::after the receipt the readable copy goes as soon as rows show it; the sealed one stays 35 days",
    ),
    Fault(
        "a phone that meets a restored server forgets what it can still read",
        f"{CORE}/cursor.ts",
        'seqs: {}, former, scopeVersion: "" }',
        'seqs: {}, former: [], scopeVersion: "" }',
        f"{CORE}/test/restored-reading.test.ts::"
        "stays readable between a restore and the new rows, also when it is closed and opened without signal",
    ),
    Fault(
        "a post is forgotten while something of it waits",
        f"{CORE}/sync-round.ts",
        "        if (this.host.outbox.waiting(post).length === 0) await vault.purge(post);\n",
        "        await vault.purge(post);\n",
        f"{NAMED}::rows of a post no longer served stay while an entry of it waits for another",
    ),
    Fault(
        "what must wait counts as sent",
        f"{CORE}/outbox.ts",
        'if (outcome === "waiting") return { ...item, state: "waiting", answeredMs: nowMs };',
        'if (outcome === "waiting") return { ...item, state: "sent", answeredMs: nowMs };',
        f"{RECEIPTS}::waiting is dropped when the pull shows its head",
    ),
    Fault(
        "counters are used again after a loss",
        f"{CORE}/outbox.ts",
        '    await this.db.put("meta", counter, "counter");\n    this.counter = counter;\n  }\n\n  /** Why',
        "    await Promise.resolve(counter);\n  }\n\n  /** Why",
        f"{SURVIVAL}::a store put back to an earlier state is noticed, by the witness and by the server",
    ),
    Fault(
        "after a restore the phone brings nothing back",
        f"{CORE}/outbox-keeping.ts",
        "    const lacks = ({ items }: Bundle) => items.some((item) => missing.has(item.id));\n",
        "    const lacks = ({ items }: Bundle) => items.length === -1;\n    missing = new Set();\n",
        f"{RECEIPTS}::server restored from an old backup recovers entries the phone still holds",
    ),
    Fault(
        "kept is said before it is on the disk",
        f"{CORE}/outbox-writes.ts",
        "    throw error;\n  }\n  await done;\n",
        "    throw error;\n  }\n  done.catch(() => undefined);\n",
        f"{FAULTS}::a transaction that is aborted at its end is a NotSaved: no entry, no counter spent",
    ),
    Fault(
        "the second tap of a double one goes to what the first has brought up",
        "web/kader/second-tap.ts",
        "on === tapped ? on.textContent !== words : !on.isConnected",
        "on === tapped && on.textContent !== words",
        "web/kader/second-tap.test.ts::keeps the second tap from what the first has brought up",
    ),
    Fault(
        "a finger that types a PIN is too quick",
        "web/kader/second-tap.ts",
        "on === tapped ? on.textContent !== words : !on.isConnected",
        "on !== tapped || on.textContent !== words",
        "web/kader/second-tap.test.ts::lets a PIN be typed as fast as fingers go, the same key twice and its neighbour",
    ),
]
