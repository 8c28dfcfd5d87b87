export const id = {
  search: "Cari posyandunya",
  "search.help": "Nama, kelurahan, RW, atau alamat. Ketuk yang cocok.",
  count: "{n} posyandu cocok. Ketik lagi supaya makin dekat.",
  none: "Belum ada yang cocok dengan “{text}”. Coba sebagian nama, atau nomor RW-nya.",
} as const;
