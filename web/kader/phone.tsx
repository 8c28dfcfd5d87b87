import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Phone } from "./core/api.ts";

export const PhoneContext = createContext<Phone | null>(null);

/** The phone. The whole tree renders again after any change of it, so read from it freely while rendering. */
export function usePhone(): Phone {
  const phone = useContext(PhoneContext);
  if (!phone) throw new Error("usePhone outside of PhoneContext");
  return phone;
}
