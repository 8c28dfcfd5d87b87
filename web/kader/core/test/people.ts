import type { AccountInfo } from "../../generated/wire.ts";

export const SARI: AccountInfo = {
  id: "7b0c8f7e-0000-4000-8000-000000000002",
  name: "Ibu Sari",
  role: "kader",
};
export const DEWI: AccountInfo = {
  id: "7b0c8f7e-0000-4000-8000-000000000004",
  name: "Ibu Dewi",
  role: "kader",
};
