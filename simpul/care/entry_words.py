"""An entry in words: what kind it is, what it says, leaf by leaf, so that an officer can read and correct it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.care.values import field_label, value_words

KINDS = {
    "family.registered": gettext_lazy("Keluarga baru"),
    "family.changed": gettext_lazy("Perubahan keluarga"),
    "family.moved": gettext_lazy("Keluarga pindah"),
    "person.registered": gettext_lazy("Warga baru"),
    "person.changed": gettext_lazy("Perubahan data warga"),
    "person.merged": gettext_lazy("Catatan kembar digabung"),
    "person.unmerged": gettext_lazy("Gabungan dibatalkan"),
    "person.left": gettext_lazy("Warga pindah atau meninggal"),
    "consent.given": gettext_lazy("Persetujuan"),
    "session.opened": gettext_lazy("Hari buka dimulai"),
    "session.closed": gettext_lazy("Hari buka ditutup"),
    "visit.recorded": gettext_lazy("Kunjungan"),
    "visit.corrected": gettext_lazy("Koreksi kunjungan"),
    "dose.given": gettext_lazy("Imunisasi atau obat"),
    "screening.recorded": gettext_lazy("Skrining"),
    "pregnancy.opened": gettext_lazy("Kehamilan baru"),
    "pregnancy.changed": gettext_lazy("Perubahan kehamilan"),
    "pregnancy.closed": gettext_lazy("Kehamilan selesai"),
    "homevisit.recorded": gettext_lazy("Kunjungan rumah"),
    "homevisit.checked": gettext_lazy("Daftar cek kunjungan rumah"),
    "homevisit.planned": gettext_lazy("Jadwal kunjungan rumah"),
    "homevisit.followed": gettext_lazy("Tindak lanjut kunjungan rumah"),
    "scale.checked": gettext_lazy("Uji timbangan"),
    "checklist.recorded": gettext_lazy("Daftar periksa posyandu"),
    "firstaid.recorded": gettext_lazy("Ditemani kader"),
    "contact.agreed": gettext_lazy("Boleh dihubungi"),
    "path.opened": gettext_lazy("Jalur tumbuh dibuka"),
    "path.step": gettext_lazy("Langkah jalur tumbuh"),
    "path.closed": gettext_lazy("Jalur tumbuh ditutup"),
    "parent.code": gettext_lazy("Kode orang tua"),
    "request.opened": gettext_lazy("Rujukan baru"),
    "request.moved": gettext_lazy("Langkah rujukan"),
    "entry.voided": gettext_lazy("Pembatalan catatan"),
    "review.resolved": gettext_lazy("Keputusan tinjauan"),
}
FIELDS = {
    "name": gettext_lazy("Nama"),
    "sex": gettext_lazy("Jenis kelamin"),
    "birth_date": gettext_lazy("Tanggal lahir"),
    "birth_weight_kg": gettext_lazy("Berat lahir"),
    "birth_length_cm": gettext_lazy("Panjang lahir"),
    "gestational_age_weeks": gettext_lazy("Umur kehamilan saat lahir (minggu)"),
    "nik": gettext_lazy("NIK"),
    "mother_name": gettext_lazy("Nama ibu"),
    "father_name": gettext_lazy("Nama ayah"),
    "phone": gettext_lazy("Telepon"),
    "head_name": gettext_lazy("Kepala keluarga"),
    "kk_number": gettext_lazy("Nomor KK"),
    "address": gettext_lazy("Alamat"),
    "rt": gettext_lazy("RT"),
    "rw": gettext_lazy("RW"),
    "date": gettext_lazy("Tanggal"),
    "product": gettext_lazy("Vaksin atau obat"),
    "number": gettext_lazy("Dosis ke-"),
    "batch": gettext_lazy("Nomor bets"),
    "lmp": gettext_lazy("HPHT"),
    "edd": gettext_lazy("Perkiraan lahir"),
    "reason": gettext_lazy("Alasan"),
    "note": gettext_lazy("Pesan"),
    "message": gettext_lazy("Pesan"),
    "status": gettext_lazy("Keadaan"),
    "relation": gettext_lazy("Hubungan"),
    "marital_status": gettext_lazy("Status perkawinan"),
    "occupation": gettext_lazy("Pekerjaan atau sekolah"),
    "notes": gettext_lazy("Catatan"),
    "card": gettext_lazy("Kartu"),
    "step": gettext_lazy("Langkah"),
    "birth_order": gettext_lazy("Urutan lahir"),
    "birth_care": gettext_lazy("Perawatan saat lahir"),
    "gravida": gettext_lazy("Hamil ke-"),
    "parity": gettext_lazy("Jumlah melahirkan"),
    "previous_birth_date": gettext_lazy("Anak terakhir lahir"),
    "husband_name": gettext_lazy("Nama suami"),
    "height_cm": gettext_lazy("Tinggi badan"),
    "prepregnancy_weight_kg": gettext_lazy("Berat sebelum hamil"),
    "risks": gettext_lazy("Riwayat kesehatan"),
    "outcome": gettext_lazy("Hasil"),
    "end_date": gettext_lazy("Tanggal berakhir"),
    "birth_time": gettext_lazy("Jam lahir"),
    "birth_place": gettext_lazy("Tempat melahirkan"),
    "birth_place_name": gettext_lazy("Nama tempat melahirkan"),
    "birth_helper": gettext_lazy("Penolong persalinan"),
    "birth_mode": gettext_lazy("Cara melahirkan"),
    "mother_condition": gettext_lazy("Keadaan ibu"),
    "stillborn": gettext_lazy("Lahir meninggal"),
    "plan_place": gettext_lazy("Rencana tempat melahirkan"),
    "plan_helper": gettext_lazy("Rencana penolong"),
    "plan_companion": gettext_lazy("Pendamping"),
    "plan_transport": gettext_lazy("Kendaraan"),
    "plan_donors": gettext_lazy("Calon donor darah"),
    "plan_money": gettext_lazy("Dana"),
    "plan_contraception": gettext_lazy("Rencana KB"),
    "place": gettext_lazy("Tempat"),
    "cause": gettext_lazy("Penyebab menurut keluarga"),
    "helper": gettext_lazy("Petugas"),
}
HIDDEN = {"visit", "session", "results", "card_token"}
SEALED = {"answers", "respondent", "reach", "zone", "handed_to", "follows"}
"""What a screening, first aid or an agreed contact holds for the treating team alone, on whatever page it ends."""
SEPARATOR = "."


@dataclass(frozen=True)
class Leaf:
    """One value of an entry's data. `path` joins the keys; `type` is text, number or boolean."""

    path: str
    label: str
    value: Any
    shown: str
    type: str

    @property
    def key(self) -> str:
        """The field by itself, without what it lies in."""
        return self.path.rpartition(SEPARATOR)[2]

    @property
    def typed(self) -> str:
        """As it stands in an input."""
        if isinstance(self.value, bool):
            return "true" if self.value else "false"
        return "" if self.value is None else str(self.value)


def kind_words(kind: str) -> str:
    """The kind in words; its id when this server does not know it."""
    return str(KINDS.get(kind, kind or _("bentuk tidak terbaca")))


def body_of(raw: bytes) -> Mapping[str, Any]:
    """The entry as it arrived, as far as it can be read; empty when it is no JSON object."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def leaves(data: Any, card: str = "", prefix: str = "") -> Iterator[Leaf]:
    """Every scalar of the data with its label; lists and unknown shapes are shown by `rest`."""
    if not isinstance(data, dict):
        return
    card = str(data.get("card", card))
    for key, value in data.items():
        if key in SEALED:
            continue
        path = f"{prefix}{key}"
        if isinstance(value, dict):
            yield from leaves(value, card, f"{path}{SEPARATOR}")
        elif key not in HIDDEN and isinstance(value, str | int | float | bool | None):
            yield Leaf(path, label(key, card), value, value_words(card, key, value), _type(value))


def label(field: str, card: str = "") -> str:
    """The label of a field: of the card, else of the record."""
    known = FIELDS.get(field)
    return str(known) if known else field_label(card, field)


def corrected(data: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    """The data with the leaves that were typed anew (`path` → text), types kept. Raises ValueError naming the label."""
    copy: dict[str, Any] = json.loads(json.dumps(data))
    for leaf in list(leaves(copy)):
        if leaf.path in typed and typed[leaf.path].strip() != leaf.typed:
            _put(copy, leaf.path.split(SEPARATOR), _parse(leaf, typed[leaf.path].strip()))
    return copy


def plain(value: Any) -> str:
    """A value without a card, in words."""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if value is None or value == "":
        return _("kosong")
    return number_format(value) if isinstance(value, int | float) else str(value)


def _put(data: dict[str, Any], path: list[str], value: Any) -> None:
    *above, last = path
    for key in above:
        data = data[key]
    data[last] = value


def _parse(leaf: Leaf, text: str) -> Any:
    if leaf.type == "text":
        return text or (None if leaf.value is None else "")
    if not text:
        return None
    if leaf.type == "boolean":
        return text == "true"
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        raise ValueError(_("%(label)s: tulis angka, misalnya 8,4.") % {"label": leaf.label}) from None
    return int(number) if isinstance(leaf.value, int) and number.is_integer() else number


def _type(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, int | float) else "text"
