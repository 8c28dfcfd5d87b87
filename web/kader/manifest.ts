import type { ManifestOptions } from "vite-plugin-pwa";

/** How the app presents itself when it is put on the home screen. */
export const manifest: Partial<ManifestOptions> = {
  id: "/kader/",
  name: "Simpul Kader",
  short_name: "Simpul",
  description: "Buku kader posyandu yang bekerja tanpa sinyal",
  lang: "id",
  dir: "ltr",
  start_url: "/kader/",
  scope: "/kader/",
  display: "standalone",
  orientation: "portrait",
  background_color: "#faf8f4",
  theme_color: "#2f3e9e",
  categories: ["health", "medical"],
  // A backup of a colleague's phone that came by a messenger; `sw.ts` takes it in, no server sees it.
  share_target: {
    action: "/kader/bawakan",
    method: "POST",
    enctype: "multipart/form-data",
    params: {
      files: [
        {
          name: "berkas",
          accept: [".simpul", ".txt", "application/octet-stream", "application/json", "text/plain"],
        },
      ],
    },
  },
  icons: [
    { src: "/kader/icons/icon-192.png", sizes: "192x192", type: "image/png" },
    { src: "/kader/icons/icon-512.png", sizes: "512x512", type: "image/png" },
    { src: "/kader/icons/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    { src: "/kader/icons/icon.svg", sizes: "any", type: "image/svg+xml" },
  ],
};
