import type { AccountInfo } from "../generated/wire.ts";
import type { Device } from "./device.ts";
import type { StoredEnrolment } from "./enrol.ts";
import type { Env } from "./env.ts";
import { type Db, saved } from "./store.ts";

const POLL_MS = 1500;

export interface EnrollingHost {
  device(): Device;
  setDevice(device: Device): void;
  confirmed(account: AccountInfo): Promise<void>;
  changed(): void;
}

/** An enrolment from code to confirmation, over restarts. Its protocol is loaded when someone enrols. */
export class Enrolling {
  pending: StoredEnrolment | null = null;
  private env: Env;
  private db: Db;
  private host: EnrollingHost;
  private stopPoll: (() => void) | null = null;

  constructor(env: Env, db: Db, host: EnrollingHost) {
    this.env = env;
    this.db = db;
    this.host = host;
  }

  async load(): Promise<void> {
    this.pending = ((await this.db.get("meta", "enrolment")) as StoredEnrolment | undefined) ?? null;
    if (this.pending?.state === "pending") this.poll();
  }

  /** Throws Refused. */
  async start(code: string, fingerprint: string | null): Promise<string[]> {
    const { startEnrolment } = await import("./enrol.ts");
    const pending = await startEnrolment(this.env, this.host.device(), code, fingerprint);
    await this.keep(pending);
    this.poll();
    return pending.words;
  }

  async keep(pending: StoredEnrolment | null): Promise<void> {
    await saved(() => this.db.put("meta", pending, "enrolment"));
    this.pending = pending;
    this.host.changed();
  }

  private poll(): void {
    this.stop();
    this.stopPoll = this.env.timer(() => void this.ask(), POLL_MS);
  }

  private async ask(): Promise<void> {
    const { pending } = this;
    if (pending?.state !== "pending") return;
    try {
      const { askEnrolment } = await import("./enrol.ts");
      const answer = await askEnrolment(this.env, this.db, this.host.device(), pending);
      if (this.pending !== pending) return;
      this.host.setDevice(answer.device);
      if (answer.enrolment.account) await this.host.confirmed(answer.enrolment.account);
      await this.keep(answer.enrolment);
    } catch {
      // No answer yet: asked again below.
    }
    if (this.pending?.state === "pending") this.poll();
  }

  stop(): void {
    this.stopPoll?.();
  }
}
