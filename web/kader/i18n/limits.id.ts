export const id = {
  impossible:
    "{value} {unit} tidak mungkin pada seorang manusia. Mungkin salah ketik, jadi angka ini belum dicatat.",
  meant: "Maksudnya {value} {unit}",
  look: "Belum disimpan. Lihat dulu angka ini.",
} as const;
