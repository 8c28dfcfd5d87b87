import type { Sealed } from "../generated/wire.ts";
import { base64url } from "./bytes.ts";
import type { SealedCopy } from "./store.ts";

/** A copy as it travels. */
export function asSealed({ id, hash, key, epoch, enc, ct }: SealedCopy): Sealed {
  return { id, hash, key, epoch, enc: base64url(enc), ct: base64url(ct) };
}
