export const id = {
  title: "Janji berikutnya",
  appointment: "Janji temu di layanan",
  greeting: "Menyapa lagi",
  "greeting.due": "Saatnya menyapa lagi",
  visit: "Kunjungan rumah",
  today: "Hari ini",
  tomorrow: "Besok",
  since: "sejak {day}",
  more: "dan {n} lagi",
};
