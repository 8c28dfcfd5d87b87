import type { Attested } from "../generated/wire.ts";
import { isUnsent } from "./bundles.ts";
import { utf8 } from "./bytes.ts";
import { sha256 } from "./hash.ts";
import type { OutboxItem } from "./store.ts";

/**
 * What the phone swears to hold unsent. The server can check it only when every counter of the range reaches it some
 * day, so a gap (an entry that was taken back) ends a range; of several the one with most unsent entries is sworn to.
 */
export async function attest(items: readonly OutboxItem[]): Promise<Attested | null> {
  const run = longest(runsOf(items));
  const [first, last] = [run[0], run[run.length - 1]];
  if (!first || !last) return null;
  const head = await sha256(utf8(run.map(({ hash }) => hash).join("\n")));
  return { first: first.counter, last: last.counter, head };
}

/** Entries without a gap between their counters, each run beginning and ending with one that is not sent. */
function runsOf(items: readonly OutboxItem[]): OutboxItem[][] {
  const runs: OutboxItem[][] = [];
  for (const item of items) {
    if (item.state === "undone") continue;
    const run = runs[runs.length - 1];
    if (run && run[run.length - 1]?.counter === item.counter - 1) run.push(item);
    else runs.push([item]);
  }
  return runs.map(trimmed);
}

function trimmed(run: OutboxItem[]): OutboxItem[] {
  const open = run.flatMap((item, index) => (isUnsent(item) ? index : []));
  return run.slice(open[0] ?? 0, (open[open.length - 1] ?? -1) + 1);
}

const unsent = (run: OutboxItem[]): number => run.filter(isUnsent).length;
const longest = (runs: OutboxItem[][]): OutboxItem[] =>
  runs.reduce((best, run) => (unsent(run) >= unsent(best) ? run : best), []);
