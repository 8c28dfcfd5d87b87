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

interface Modules {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/** What runs before anything is shown: all that the start imports, without what is asked for later. */
let first: ReadonlySet<string> | null = null;

function reachable(modules: Modules): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [join(here, "main.tsx")];
  for (let id = waiting.pop(); id; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(modules.getModuleInfo(id)?.importedIds ?? []));
  }
  return new Set([...found].filter((id) => !/\.css$|\/main\.tsx$/.test(id)));
}

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
    // Naming what each later screen imports cost 3 KB before the first; once installed, every file is on the phone.
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      onLog(level, log, print) {
        // HPKE asks for Node's crypto only where a browser's is missing: no concern of whoever sets this up.
        if (!(log.message.includes('Module "crypto" has been externalized') && log.message.includes("@hpke")))
          print(level, log);
      },
      output: {
        // One file: two that know each other's names compress worse, many small ones worse still.
        codeSplitting: {
          groups: [
            {
              name(id: string, modules: Modules) {
                first ??= reachable(modules);
                return first.has(id) ? "first" : null;
              },
            },
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
