import type { AccountInfo } from "../../generated/wire.ts";
import { normalCode } from "../enrol.ts";
import { uuid7 } from "../ids.ts";
import { json, problem } from "./answers.ts";
import type { FakeServer } from "./server.ts";

interface Waiting {
  secret: string;
  account: AccountInfo;
  key: JsonWebKey;
  state: string;
  token?: string;
}

/** Enrolments of the server in memory: code, the officer's yes, token. */
export class Enrolments {
  private waiting = new Map<string, Waiting>();
  private server: FakeServer;

  constructor(server: FakeServer) {
    this.server = server;
  }

  confirmAll(): void {
    for (const enrolment of this.waiting.values()) enrolment.state = "confirmed";
  }

  ask({ code, public_key }: { code: string; public_key: JsonWebKey }, token: string | null): Response {
    const account = this.server.codes.get(normalCode(code));
    if (!account) return problem(404, "code_unknown");
    this.server.codes.delete(normalCode(code));
    const enrolment = uuid7(this.server.nowMs);
    this.waiting.set(enrolment, {
      secret: "s",
      account,
      key: public_key,
      state: "pending",
      ...(token ? { token } : {}),
    });
    const { kty, crv, x, y } = this.server.key;
    return json({
      enrolment,
      secret: "s",
      server_key: { kty, crv, x, y },
      expires_at: "2026-11-21T02:10:00.000Z",
    });
  }

  status({ enrolment, secret }: { enrolment: string; secret: string }): Response {
    const found = this.waiting.get(enrolment);
    if (!found || found.secret !== secret) return problem(404, "enrolment_unknown");
    if (found.state !== "confirmed") return json({ state: found.state });
    let device = this.server.devices.find((each) => each.token === found.token);
    if (!device) {
      device = {
        id: uuid7(this.server.nowMs),
        token: uuid7(this.server.nowMs),
        key: found.key,
        lastCounter: 0,
      };
      this.server.devices.push(device);
      found.token = device.token;
    }
    return json({
      state: "confirmed",
      device: device.id,
      token: device.token,
      account: found.account,
      epoch: this.server.epoch,
    });
  }
}
