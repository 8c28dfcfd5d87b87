import type { CorePhone } from "../../phone.ts";
import type { Session } from "../../session.ts";

type Row = { id: string; seq: number };
type Held = Record<string, Record<string, Row[]>>;

/** Every row that lies in the phone's packs: post → part → rows, nothing of the outbox laid over them. */
export async function heldRows(phone: CorePhone): Promise<Held> {
  // The session is the phone's own; screens never see rows without what waits laid over them.
  const { vault } = (phone as unknown as { session: Session }).session;
  const held: Held = {};
  for (const { id: post } of phone.posts()) {
    const model = await vault.load(post);
    if (!model) continue;
    const parts: Record<string, Row[]> = {};
    for (const [part, table] of Object.entries(model.tables))
      parts[part] = [...(table as Map<string, Row>).values()];
    const histories = await Promise.all(
      [...model.summaries.keys()].map((person) => vault.history(post, model, person)),
    );
    parts.visits = histories.flatMap(({ visits }) => visits);
    parts.doses = histories.flatMap(({ doses }) => doses);
    held[post] = parts;
  }
  return held;
}
