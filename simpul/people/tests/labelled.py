"""Labelled pairs of persons, made by rule from a seed: what duplicates are measured on.

Positives are one person written down twice the way it happens at a post; negatives are the hard ones: twins,
siblings, namesakes, born on one day in one lane. Labels come from construction, not from the matcher.
"""

import random
from datetime import date, timedelta
from typing import Any

Person = dict[str, Any]


def _list(text: str) -> list[str]:
    return text.replace("\n", "|").split("|")


GIRLS = _list("""Aisyah Putri|Siti Aminah|Nur Hayati|Dewi Lestari|Fatimah Zahra|Nadya Safitri
Kezia Simanjuntak|Sri Wahyuni|Rizka Amelia|Zahra Khairunnisa|Dwi Rahayu|Intan Permatasari
Yuliana Sari|Khodijah
Salsabila|Ni Luh Ayu|Maria Goreti|Nurul Hidayah|Anisa Rahmawati|Citra Kirana|Melati Anggraini
Cahya Ningrum|Fitriani|Hafizah|Syifa Aulia|Jihan Talita|Wulan Sari|Ratna Juwita|Bunga Lestari
Alya Nabila|Zaskia Putri|Chelsea Olivia|Adzkia Shaquila|Naura Azzahra|Sumiyati|Tri Handayani
Eka Prasetyani|Rohmah|Muthmainnah|Jumiati""")
BOYS = _list("""Muhammad Rizki|Ahmad Fauzi|Budi Santoso|Dimas Prasetyo|Rafa Azka|Yusuf Maulana|Zaki Mubarok
I Made Wirawan|Fajar Nugroho|Ridho Ramadhan|Bagas Setiawan|Junaidi|Khairul Anwar|Agus Supriyadi
Daffa Alfarizi|Gibran Al Fatih|Hafiz Syahputra|Ilham Hidayat|Kevin Sitorus|Lutfi Hakim|Moh. Ali
Naufal Zidan|Abdul Rahman|Arya Wijaya|Farhan Yudha|Raihan Akbar|Satria Wibawa|Teguh Cahyono
Wahyu Adi|Zainal Abidin|Suwarno|Andika Pratama|Bayu Aji|Eko Susilo|Galih|Hendra Gunawan
Irfan Bachdim|Jaya Saputra|Muhammad Ibrahim|Syarif Hidayatullah""")
MOTHERS = _list("""Siti Nurhaliza|Sumarni|Yanti Susanti|Dewi Sartika|Nurjanah|Sri Mulyani|Rohayati
Wahyuningsih|Maryam|Lilis Suryani|Ani Rahmawati|Endang Sulastri|Fitri Handayani|Kartini|Maimunah|Ratnasari
Tuti Alawiyah|Umi Kalsum|Yuliati|Zubaidah|Aminah|Desi Ratnawati|Herlina|Indah Permata|Juminten
Khotimah|Leni Marlina|Novita|Puji Astuti|Rina Wati""")
FATHERS = _list("""Suparman|Joko Widodo|Slamet Riyadi|Asep Hidayat|Ujang|Agus Salim|Rudi Hartono|Dedi Mulyadi
Bambang""")
_HABITS = _list("""Muhammad>Moh.|Muhammad>M.|Muhammad>Mochamad|Ahmad>Achmad|Siti>St.|Nur>Noer|Nur>Nur_
Abdul>Abd.|sy>s|sy>sh|y>i|z>s|z>j|f>p|v>f|kh>h|Kh>Ch|dh>d|ai>ae|iya>ia|u>oe|j>dj|J>Dj|C>Tj|th>t|h_>_|nn>n
dz>z|a>o|i>y|q>k|au>aw|ti>thi|ss>s|wu>woe""")
SPELLINGS = [(old, new) for old, new in (habit.replace("_", " ").split(">") for habit in _HABITS)]


def base_person(rng: random.Random) -> Person:
    sex = rng.choice("LP")
    born = date(2021, 1, 1) + timedelta(days=rng.randrange(1900))
    lane = f"{rng.randrange(1, 5):03}"
    return {
        "name": rng.choice(GIRLS if sex == "P" else BOYS),
        "sex": sex,
        "birth_date": born.isoformat(),
        "mother_name": rng.choice(MOTHERS),
        "father_name": rng.choice(FATHERS) if rng.random() < 0.5 else "",
        "rt": f"{rng.randrange(1, 8):03}",
        "rw": lane,
        "nik": _nik(rng, born, sex) if rng.random() < 0.5 else None,
    }


def _nik(rng: random.Random, born: date, sex: str) -> str:
    day = born.day + (40 if sex == "P" else 0)
    return f"317402{day:02}{born.month:02}{born.year % 100:02}{rng.randrange(1, 40):04}"


def respell(rng: random.Random, name: str) -> str:
    """One or two of the spelling habits that apply; a slip of the finger where none does."""
    fitting = [pair for pair in SPELLINGS if pair[0] in name]
    if not fitting:
        return slip(rng, name)
    for old, new in rng.sample(fitting, min(len(fitting), rng.choice((1, 1, 2)))):
        name = name.replace(old, new, 1)
    return name


def slip(rng: random.Random, name: str) -> str:
    at = rng.randrange(1, len(name) - 1)
    kind = rng.choice(("drop", "swap", "double"))
    if kind == "drop":
        return name[:at] + name[at + 1 :]
    if kind == "swap":
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + name[at] + name[at:]


def shorten(rng: random.Random, name: str) -> str:
    words = name.split()
    if len(words) == 1:
        return slip(rng, name)
    return rng.choice((words[0], words[-1], "".join(words).capitalize(), " ".join(reversed(words))))


def other_date(rng: random.Random, text: str) -> tuple[str, bool]:
    born = date.fromisoformat(text)
    kind = rng.random()
    if kind < 0.3 and born.day <= 12:
        return f"{born.year}-{born.day:02}-{born.month:02}", False
    if kind < 0.6:
        return (born + timedelta(days=rng.choice((-1, 1, 2)))).isoformat(), False
    if kind < 0.8:
        return born.replace(day=min(born.day, 28), year=born.year + rng.choice((-1, 1))).isoformat(), False
    return f"{born.year}-07-01", True


def again(rng: random.Random, person: Person) -> Person:
    """The same person, registered a second time by another kader."""
    copy = dict(person)
    habit = rng.random()
    if habit < 0.55:
        copy["name"] = respell(rng, person["name"])
    elif habit < 0.65:
        copy["name"] = slip(rng, person["name"])
    elif habit < 0.75:
        copy["name"] = shorten(rng, person["name"])
    elif habit < 0.82:
        copy["name"] = f"By. Ny. {person['mother_name']}"
    if rng.random() < 0.25:
        copy["birth_date"], copy["birth_date_estimated"] = other_date(rng, person["birth_date"])
    copy["mother_name"] = rng.choice(
        (person["mother_name"], person["mother_name"], respell(rng, person["mother_name"]), "")
    )
    if rng.random() < 0.5:
        copy["nik"] = None
    if rng.random() < 0.2:
        copy["rt"], copy["rw"] = f"{rng.randrange(1, 8):03}", f"{rng.randrange(1, 5):03}"
    if rng.random() < 0.3:
        copy["father_name"] = ""
    return copy


def twin(rng: random.Random, person: Person) -> Person:
    sex = person["sex"] if rng.random() < 0.6 else "LP".replace(person["sex"], "")
    alike = {"Rizki": "Rizka", "Putri": "Putra", "Fauzi": "Fauzan", "Rafa": "Rafi", "Alya": "Aliya Zahra"}
    name = next((person["name"].replace(k, v) for k, v in alike.items() if k in person["name"]), None)
    other = dict(person, sex=sex, name=name or rng.choice(GIRLS if sex == "P" else BOYS))
    if other["name"] == person["name"]:
        other["name"] = "Hasan" if sex == "L" else "Husna"
    if rng.random() < 0.5:
        person["birth_order"], other["birth_order"] = 1, 2
    return dict(other, nik=None)


def sibling(rng: random.Random, person: Person) -> Person:
    born = date.fromisoformat(person["birth_date"]) - timedelta(days=rng.randrange(300, 1500))
    other = base_person(rng)
    first = person["name"].split()[0]
    name = f"{first} {other['name'].split()[-1]}" if rng.random() < 0.4 else other["name"]
    keep = {k: person[k] for k in ("mother_name", "father_name", "rt", "rw")}
    return dict(other, **keep, name=name, birth_date=born.isoformat(), nik=None)


def namesake(rng: random.Random, person: Person) -> Person:
    return dict(base_person(rng), name=respell(rng, person["name"]), sex=person["sex"])


def born_same_day(rng: random.Random, person: Person) -> Person:
    return dict(base_person(rng), birth_date=person["birth_date"], rt=person["rt"], rw=person["rw"])


def stranger(rng: random.Random, _person: Person) -> Person:
    return base_person(rng)


NEGATIVES = {
    "twin": twin,
    "sibling": sibling,
    "namesake": namesake,
    "same_day": born_same_day,
    "stranger": stranger,
}


def pairs(seed: int, count: int) -> list[dict[str, Any]]:
    """`count` pairs, half of them duplicates; `{kind, same, a, b}`."""
    rng = random.Random(seed)
    made = []
    for i in range(count):
        person = base_person(rng)
        if i % 2 == 0:
            made.append({"kind": "again", "same": True, "b": again(rng, person), "a": person})
            continue
        kind = list(NEGATIVES)[(i // 2) % len(NEGATIVES)]
        made.append({"kind": kind, "same": False, "b": NEGATIVES[kind](rng, person), "a": person})
    return made
