import type { Words } from "../generated/wire.ts";

/** What the core itself has to say when something is refused. Screens show the language they are set to. */
export const WORDS = {
  offline: {
    id: "Tidak ada sambungan internet. Data Anda tetap aman di HP ini dan dikirim nanti.",
    en: "No internet connection. Your data is safe on this phone and will be sent later.",
  },
  server: {
    id: "Server belum dapat menjawab. Data Anda tetap aman di HP ini; dicoba lagi nanti.",
    en: "The server cannot answer yet. Your data is safe on this phone; it will try again later.",
  },
  revoked: {
    id: "HP ini tidak lagi terdaftar. Hubungi puskesmas Anda; data yang belum terkirim tetap disimpan.",
    en: "This phone is no longer registered. Call your puskesmas; what is not yet sent is kept.",
  },
  lost: {
    id: "Sebagian simpanan di HP ini hilang. Hubungi puskesmas agar datanya dapat diperiksa.",
    en: "Part of what this phone had stored is gone. Call the puskesmas so that the data can be checked.",
  },
  wrongPin: { id: "PIN belum cocok. Coba lagi.", en: "That PIN does not match. Try again." },
  tooEarly: {
    id: "Terlalu banyak percobaan. Tunggu sebentar lalu coba lagi.",
    en: "Too many tries. Wait a little, then try again.",
  },
  pinForm: { id: "PIN terdiri dari enam angka.", en: "A PIN has six digits." },
  pinNotAllowed: {
    id: "PIN baru memerlukan kode dari puskesmas.",
    en: "A new PIN needs a code from the puskesmas.",
  },
  readingEnded: {
    id: "Sudah 45 hari tanpa sambungan. Sambungkan ke internet sekali untuk membuka data.",
    en: "45 days without a connection. Connect to the internet once to open the data.",
  },
  serverKey: {
    id: "Kode QR ini bukan untuk server ini. Minta kode baru dari puskesmas.",
    en: "This QR code does not belong to this server. Ask the puskesmas for a new one.",
  },
  notStored: {
    id: "HP ini tidak dapat menyimpan. Kosongkan ruang simpan, lalu coba lagi.",
    en: "This phone cannot store anything. Free some space, then try again.",
  },
  unreadable: {
    id: "Posyandu ini belum bisa dibuka di HP ini. Datanya dimuat lagi dari server; catatan Anda tetap aman.",
    en: "This post cannot be opened on this phone yet. It is loaded again from the server; your records are safe.",
  },
  damaged: {
    id: "Data dari server rusak di jalan. Dicoba lagi nanti.",
    en: "Data from the server was damaged on its way. It will try again later.",
  },
} satisfies Record<string, Words>;
