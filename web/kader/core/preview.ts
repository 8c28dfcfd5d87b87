import type { Bytes } from "./bytes.ts";
import { PostModel, type RowSet } from "./model.ts";

const FIRST_CHARS = 65_536;
const HEAVY = '"visits":[';

/**
 * A snapshot while it is still coming: on a slow line people and lists are there after seconds, histories later. Servers
 * put the visits last, newest first. What is shown is not stored; the checksum of the whole decides about that.
 */
export class Preview {
  text = "";
  /** Something was shown already. */
  used = false;
  private decoder = new TextDecoder();
  private nextAt = FIRST_CHARS;
  private show: (model: PostModel) => void;

  constructor(show: (model: PostModel) => void) {
    this.show = show;
  }

  add(piece: Bytes): void {
    this.text += this.decoder.decode(piece, { stream: true });
    if (this.text.length < this.nextAt) return;
    const rows = partial(this.text);
    if (!rows) return;
    // Shown again at twice the size: the work of all previews together stays below that of one whole.
    this.nextAt = this.text.length * 2;
    const model = new PostModel();
    model.apply(rows);
    this.used = true;
    this.show(model);
  }
}

/** The rows of a snapshot that is cut somewhere in its visits; null when they have not begun. */
export function partial(text: string): RowSet | null {
  const heavy = text.indexOf(HEAVY);
  const end = text.lastIndexOf('},{"');
  if (heavy < 0) return null;
  const cut = end > heavy ? `${text.slice(0, end)}}]}}` : `${text.slice(0, heavy)}${HEAVY}]}}`;
  try {
    return (JSON.parse(cut) as { rows: RowSet }).rows;
  } catch {
    return null;
  }
}
