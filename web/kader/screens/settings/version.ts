/** Set by the build (vite `define`); the edition of rules and growth tables that ship with it. */
declare const __APP_VERSION__: string;
declare const __RULES_EDITION__: string;

export const APP_VERSION: string = typeof __APP_VERSION__ === "string" ? __APP_VERSION__ : "";
export const RULES_EDITION: string = typeof __RULES_EDITION__ === "string" ? __RULES_EDITION__ : "";
