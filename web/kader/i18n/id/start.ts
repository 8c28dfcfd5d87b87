export const start = {
  "practice.try": "Coba latihan dulu",
  "start.addAccount": "Tambah kader di HP ini",
  "start.keep": "{n} belum terkirim: simpan cadangannya",
  "wait.newCode": "Masukkan kode baru",
  "pin.enter": "Masukkan PIN",
  "pin.enter.for": "{name}, masukkan PIN Anda",
  "pin.wait": "Tunggu {time} lagi sebelum mencoba.",
  "pin.forgot": "Lupa PIN?",
  "pin.forgot.help":
    "Minta kode PIN lupa ke petugas puskesmas, masukkan di HP ini, lalu pilih PIN baru. Data yang belum terkirim tetap tersimpan.",
  "pin.digit": "Angka {n}",
  "pin.erase": "Hapus satu angka",
  "pin.progress": "{n} dari 6 angka terisi",
  "pin.opening": "Membuka data…",
  "account.who": "Siapa yang memakai HP ini?",
  "account.another": "Ganti kader",
  "account.noPin": "PIN belum dipilih",
};
