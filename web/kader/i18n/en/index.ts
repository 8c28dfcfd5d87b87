import type { Messages } from "../index.ts";
import { common } from "./common.ts";
import { day } from "./day.ts";
import { people } from "./people.ts";
import { settings } from "./settings.ts";
import { start } from "./start.ts";

export const en: Messages = { ...common, ...start, ...day, ...settings, ...people };
