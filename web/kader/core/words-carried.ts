import type { Words } from "../generated/wire.ts";

/** What is said about a file that a colleague brings. */
export const CARRIED_WORDS = {
  other: {
    id: "Ini bukan berkas cadangan isian Simpul. Pilih berkas yang namanya dimulai dengan “simpul-”.",
    en: "This is not a Simpul backup of entries. Choose a file whose name begins with “simpul-”.",
  },
  damaged: {
    id: "Berkas ini rusak atau terpotong. Minta HP asalnya mengirim sekali lagi.",
    en: "This file is damaged or cut off. Ask for it to be sent once more from its phone.",
  },
  empty: {
    id: "Berkas ini tidak memuat isian. Tidak ada yang perlu dibawakan.",
    en: "This file holds no entries. There is nothing to carry.",
  },
  big: {
    id: "Berkas ini terlalu besar untuk cadangan isian. Periksa apakah berkasnya benar.",
    en: "This file is too big to be a backup of entries. Check that it is the right one.",
  },
  room: {
    id: "Ruang HP ini tinggal sedikit. Kosongkan dahulu, atau bawa berkasnya ke puskesmas.",
    en: "This phone has little space left. Free some first, or take the file to the puskesmas.",
  },
} satisfies Record<string, Words>;
