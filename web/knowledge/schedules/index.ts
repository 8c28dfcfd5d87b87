/** Schedules as data and one forecaster for all of them. */
export { addMonths, toDay, toIso } from "./days.ts";
export { forecast } from "./forecast.ts";
export { SCHEDULES, type ScheduleId } from "./load.ts";
export type { Dose, Forecast, NotCounted, Person, Row, Schedule, Status } from "./model.ts";
export { type Completeness, type ImmunisationStatus, immunisationStatus } from "./status.ts";
export { isKnownProduct, type Lang, productHelps, productLabel, reasonWords, statusLabel } from "./words.ts";
