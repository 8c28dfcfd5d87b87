/** Words of the family form about members of every age. */
export const id = {
  title: "Anggota lain",
  help: "Ayah, remaja, kakek, nenek, atau siapa pun yang tinggal serumah.",
  add: "Tambah anggota lain",
  n: "Anggota {n}",
  remove: "Hapus baris",
  years: "Umur (tahun), bila tanggal lahir tidak diketahui",
  "years.help": "Tanggal lahirnya dicatat sebagai perkiraan.",
  relation: "Hubungan keluarga",
  marital: "Status perkawinan",
  occupation: "Pekerjaan, atau sekolah dan kelas",
  more: "NIK, pekerjaan, status kawin, kebutuhan khusus",
  disability: "Ada yang sulit dilakukan sendiri?",
  "disability.help": "Tanyakan dengan lembut, supaya posyandu bisa menyiapkan diri. Boleh dilewati.",
  assistance: "Apa yang menolong saat ke posyandu?",
  alone: "Belum ada anak atau anggota lain. Bila memang sudah cukup, ketuk Simpan sekali lagi.",
  "missing.member_name": "Isi namanya.",
};
