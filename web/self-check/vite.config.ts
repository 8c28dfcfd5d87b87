import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));

/** One small file for the public self-check; Chrome for Android 100 and Safari 16.4 are the oldest that must run it. */
export default defineConfig({
  root: here,
  publicDir: false,
  build: {
    target: ["chrome100", "safari16.4"],
    outDir: join(here, "../../simpul/config/static/self-check"),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    lib: { entry: join(here, "main.ts"), formats: ["es"], fileName: () => "self-check.js" },
  },
});
