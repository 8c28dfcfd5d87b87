import type { Deposit, DepositAnswer, Offer, OfferAnswer } from "../../generated/wire.ts";
import { json, problem } from "./answers.ts";
import type { Device, FakeServer } from "./server.ts";

/** Sealed copies come in, whoever carries them. */
export async function depositTo(server: FakeServer, carrier: Device, sent: Deposit): Promise<Response> {
  server.deposits.push(sent);
  const writer = server.devices.find((each) => each.id === sent.device);
  const answer: DepositAnswer = { epoch: server.epoch, kept: 0, refused: 0, receipts: [] };
  for (const item of sent.items) {
    const entry = writer ? ((await server.escrow?.open(item, writer)) ?? null) : null;
    if (!entry || !writer) {
      answer.refused++;
      continue;
    }
    answer.kept++;
    if (server.redacted.has(entry.id)) continue;
    const receipt = await server.take(writer, entry);
    if (carrier === writer && !carrier.revoked) answer.receipts.push(receipt);
  }
  return json(answer);
}

/** What a phone still holds is compared with what the server holds. */
export function offerTo(server: FakeServer, device: Device, offer: Offer): Response {
  if (offer.device !== device.id) return problem(400, "device");
  const held = (id: string, hash: string) => server.receipts.get(id)?.hash === hash;
  const answer: OfferAnswer = { epoch: server.epoch, missing: [], redacted: [] };
  for (const { id, hash } of offer.items) {
    if (server.redacted.has(id)) answer.redacted.push(id);
    else if (!held(id, hash)) answer.missing.push(id);
  }
  return json(answer);
}
