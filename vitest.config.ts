import preact from "@preact/preset-vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [preact()],
  test: { include: ["web/**/*.test.ts", "web/**/*.test.tsx"], environment: "node" },
});
