import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import preact from "@preact/preset-vite";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { compress } from "./compress.ts";
import { manifest } from "./manifest.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const project = join(here, "../..");

/** Which rules this build answers by: the cards' edition and a digest of all content that the phone carries. */
function rulesEdition(): string {
  const digest = createHash("sha256");
  for (const folder of ["cards", "growth", "schedules"]) {
    const path = join(project, "content", folder);
    for (const file of readdirSync(path, { recursive: true, encoding: "utf8" }).sort()) {
      if (file.endsWith(".json")) digest.update(file).update(readFileSync(join(path, file)));
    }
  }
  const { edition } = JSON.parse(readFileSync(join(project, "content/cards/balita.json"), "utf8"));
  return `${edition}+${digest.digest("hex").slice(0, 8)}`;
}

const version = /version = "([^"]+)"/.exec(readFileSync(join(project, "pyproject.toml"), "utf8"))?.[1];

/** Modules of the core that the first view loads and that later parts share. */
const FIRST = new RegExp(
  `kader/core/(${[
    "accounts|api|aside|bundles|bytes|carrying|clock|copies|crypto|device|door|drafts|enrolling|forms|handover/label|hash|ids",
    "model|net|outbox[a-z-]*|own-guests|packs|parts|phone|phone-sync|post-models|recorder|relay|rows|safety|seal-format|session",
    "settings|storage-health|store|summary|sync|sync-state|updates|witness|words",
  ].join("|")})\\.ts$`,
);
/** What the first view draws with, and later screens too. */
const VIEW = new RegExp(
  `kader/(${[
    "danger-layer|i18n/format|i18n/namespace|lazy|model/day|nav|phone|practice/store|preferences|save|store|toast",
    "parts/(empty|frame|pin-pad|safety-pill|text-field|use-day|use-form)|screens/start/(countdown|try-practice|unlock)",
    "screens/day/(chores|home|queue|resume|table-picker)",
  ].join("|")})\\.tsx?$`,
);

export default defineConfig({
  root: here,
  base: "/kader/",
  define: {
    __APP_VERSION__: JSON.stringify(version),
    __RULES_EDITION__: JSON.stringify(rulesEdition()),
  },
  build: {
    // Chrome for Android 100 and Safari 16.4 are the oldest that must run this.
    target: ["chrome100", "safari16.4"],
    outDir: join(project, "simpul/config/static/kader"),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      onLog(level, log, print) {
        // HPKE asks for Node's crypto only where a browser's is missing: no concern of whoever sets this up.
        if (!(log.message.includes('Module "crypto" has been externalized') && log.message.includes("@hpke")))
          print(level, log);
      },
      output: {
        // What the first view shares with later ones lies in two files: small files of their own compress badly.
        codeSplitting: {
          groups: [
            { name: "core", test: FIRST },
            { name: "view", test: VIEW },
          ],
        },
      },
    },
  },
  plugins: [
    preact(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: ".",
      filename: "sw.ts",
      injectRegister: null,
      manifest,
      injectManifest: {
        globPatterns: ["**/*.{js,css,html,svg,png,woff2,json}"],
        maximumFileSizeToCacheInBytes: 4_000_000,
        target: ["chrome100", "safari16.4"],
        rollupFormat: "iife",
      },
    }),
    compress(),
  ],
});
