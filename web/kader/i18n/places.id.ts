/** Words of the places to which a post refers. */
export const id = {
  distance: "Sekitar {km} km dari posyandu, garis lurus.",
  "distance.none": "Jaraknya belum diketahui.",
  hours: "Buka: {hours}.",
  cost: "Biaya: {words}",
  unsure: "Belum disurvei. Hubungi dulu sebelum berangkat.",
  asOf: "Menurut daftar tempat layanan, {when}.",
};
