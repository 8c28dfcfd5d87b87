import type { Projections } from "./lay.ts";

/** Codes for parents: that one was given, never the code. */
export const parents: Projections = {
  "parent.code": (entry, { expires_on }, lay) => {
    const status = lay.voided.has(entry.id) ? "void" : "ok";
    const row = { id: entry.id, post: entry.post, seq: 0, person: entry.subject, author: entry.author };
    lay.put("parentcodes", { ...row, expires_on, status });
  },
};
