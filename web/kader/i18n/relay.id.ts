export const id = {
  "backup.title": "Cadangan isian",
  "backup.give": "Simpan/kirim cadangan isian",
  "backup.count": "{n} isian belum sampai di puskesmas.",
  "backup.sealed":
    "Berkas cadangan hanya dapat dibuka oleh server. Siapa pun yang membawanya tidak dapat membacanya.",
  "backup.how":
    "Kirim berkasnya ke kader lain untuk dibawakan dari teleponnya, atau serahkan ke petugas puskesmas.",
  "backup.none": "Tidak ada isian yang perlu dicadangkan. Semua sudah diterima server.",
  "backup.unsealed":
    "{n} isian belum bisa ikut, karena telepon ini belum pernah tersambung ke server versi baru. Isian itu tetap aman di sini.",
  "backup.shared": "Berkas sudah dibagikan. Isian tetap tersimpan di telepon ini sampai server menerimanya.",
  "backup.saved":
    "Berkas {name} ada di folder unduhan. Isian tetap tersimpan di telepon ini sampai server menerimanya.",
  "backup.open": "Cadangan isian tanpa PIN",
  "carry.title": "Bawakan isian telepon lain",
  "carry.lead":
    "Buka berkas cadangan dari kader lain. Telepon ini menyimpannya dan mengirimnya sendiri saat ada sinyal. Isinya tidak dapat dibaca di sini.",
  "carry.pick": "Pilih berkas cadangan",
  "carry.list": "Yang dibawakan",
  "carry.empty": "Belum ada berkas yang dibawakan.",
  "carry.taken": "{n} isian dari telepon {phone} dibawakan.",
  "carry.from": "Telepon {phone}",
  "carry.own": "Telepon ini, sebelum penyimpanannya terhapus",
  "carry.waits": "{n} isian menunggu sinyal",
  "carry.done": "{n} isian sudah diterima server",
  "carry.refused": "{n} tidak dapat dibuka server; bawa berkas aslinya ke puskesmas",
  "carry.added": "Diterima {date}",
  "carry.unreadable": "Berkas ini tidak bisa dibuka oleh telepon. Coba pilih lagi.",
  "carry.full": "Telepon ini tidak dapat menyimpannya. Kosongkan ruang, lalu coba lagi.",
  deposited: "{n} isian dititipkan di server. Petugas puskesmas meninjaunya; tidak ada yang hilang.",
  recovered:
    "{n} isian ditemukan kembali dari cadangan kedua. Setelah telepon ini terdaftar lagi, isian itu dikirim sendiri.",
  "recovered.sending": "{n} isian dari cadangan kedua menunggu sinyal untuk dikirim.",
  restored:
    "Server baru dipulihkan dari cadangan; telepon mengirim ulang {n} isian. Tidak ada yang perlu Anda ulangi.",
  "restored.none": "Server baru dipulihkan dari cadangan. Semua isian Anda masih ada di sana.",
  second: "Cadangan kedua",
  "second.on": "ada",
  "second.none": "tidak didukung browser ini",
  "second.failed": "belum bisa ditulis; dicoba lagi",
  "second.null": "sedang diperiksa",
  "space.low.title": "Ruang telepon tinggal sedikit",
  "space.low":
    "Isian dikirim lebih cepat. Hapus foto atau video yang tidak perlu, dan simpan cadangan isian bila tidak ada sinyal.",
  carrying: "{n} isian telepon lain menunggu dikirim",
} as const;
