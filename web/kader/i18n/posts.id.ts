export const id = {
  title: "Posyandu di HP ini",
  search: "Cari di semua posyandu",
  "search.help": "Nama, nama ibu, atau akhir NIK. Hasil menyebut posyandunya.",
  none: "Belum ada yang cocok di semua posyandu",
  "none.help": "Coba sebagian nama saja, atau nama ibunya.",
  open: "Buka hari ini",
  closed: "Sudah ditutup hari ini",
  notOpen: "Belum dibuka hari ini",
  arrived: "{n} datang",
  unsent: "{n} belum terkirim",
  here: "sedang dibuka",
  coming: "{n} posyandu lagi sedang dimuat. Yang sudah ada dapat dipakai.",
} as const;
