import { describe, expect, it } from "vitest";
import type { FamilyView, PersonView } from "../core/api.ts";
import { buildIndex, search } from "./search.ts";
import { family, people, person } from "./testing.ts";

const village = people([
  person({
    id: "aisyah",
    name: "Aisyah Putri",
    mother_name: "Siti Nurhayati",
    family: "f1",
    nik: "3174016003240001",
  }),
  person({ id: "rizki", name: "Muhammad Rizki", mother_name: "Dewi Sartika", family: "f2" }),
  person({ id: "rizka", name: "Rizka Amelia", mother_name: "Dewi Sartika", family: "f2" }),
  person({ id: "jun", name: "Djoenaedi", mother_name: "Kartini", family: "f1" }),
  person({ id: "nur", name: "Nur Hayati", sex: "P", family: "f1" }),
  person({ id: "gone", name: "Aisah P.", merged_into: "aisyah" }),
  person({ id: "left", name: "Aisyah Lama", status: "moved" }),
]);
const families = new Map<string, FamilyView>([
  ["f1", family({ id: "f1", rt: "003", rw: "002", phone: "081234567890" })],
  ["f2", family({ id: "f2", rt: "04", rw: "02", kk_number: "3174010101010007" })],
]);
const index = buildIndex({ persons: village, families });
const found = (text: string, context = {}) => search(index, text, context).map((hit) => hit.person.id);

describe("search forgives", () => {
  it.each([
    ["aisyah", "aisyah"],
    ["Aisah", "aisyah"],
    ["aesyah", "aisyah"],
    ["aisy", "aisyah"],
    ["aisyha", "aisyah"],
    ["junaidi", "jun"],
    ["djun", "jun"],
    ["moh rizki", "rizki"],
    ["m. riski", "rizki"],
    ["rizky muh", "rizki"],
    ["nurhayati", "nur"],
    ["noer hajati", "nur"],
    ["putri", "aisyah"],
  ])("%s → %s", (text, id) => {
    expect(found(text)[0]).toBe(id);
  });

  it("finds a child by its mother, after those who bear the name", () => {
    expect(found("nurhayati")).toEqual(["nur", "aisyah"]);
    expect(found("dewi sartika")).toEqual(["rizki", "rizka"]);
    expect(search(index, "dewi", {})[0]?.via).toBe("mother");
  });

  it("finds by the last digits of NIK or KK, by phone and by lane", () => {
    expect(found("0001")).toEqual(["aisyah"]);
    expect(found("0007").sort()).toEqual(["rizka", "rizki"]);
    expect(found("567890")).toContain("jun");
    expect(found("rt 3").sort()).toEqual(["aisyah", "jun", "nur"]);
    expect(found("04/02 rizki")[0]).toBe("rizki");
    expect(found("rt 9")).toEqual([]);
  });

  it("takes a short number for the RT, with its noughts or without", () => {
    for (const text of ["3", "03", "003", "rt3", "RT.03", "rt 003 rw 2"])
      expect(found(text).sort(), text).toEqual(["aisyah", "jun", "nur"]);
    expect(found("rw 2")).toHaveLength(5);
    expect(found("rizki 4")[0]).toBe("rizki");
    expect(found("rizki 3")).toEqual([]);
  });

  it("finds nobody for letters that are no name", () => {
    for (const text of ["zzz", "hhh", "xx", "qqqq"]) expect(found(text), text).toEqual([]);
  });

  it("names everyone who fits, however many", () => {
    const many = people(Array.from({ length: 45 }, (_, i) => person({ id: `s${i}`, name: `Siti ${i}` })));
    expect(search(buildIndex({ persons: many, families }), "siti")).toHaveLength(45);
  });

  it("gives someone merged as the person kept, once; someone who left comes last", () => {
    expect(found("aisyah")).toEqual(["aisyah", "left"]);
    expect(found("")).not.toContain("left");
  });

  it("needs every word to fit and finds nobody for what nobody is called", () => {
    expect(found("aisyah kartini")).toEqual([]);
    expect(found("xyzzy")).toEqual([]);
    expect(found("99")).toEqual([]);
  });

  it("puts the queue first among equals, then who has something due", () => {
    expect(found("riz", { due: new Set(["rizka"]) })[0]).toBe("rizka");
    expect(found("riz", { due: new Set(["rizka"]), queue: new Set(["rizki"]) })[0]).toBe("rizki");
    expect(found("", { queue: new Set(["nur"]) })[0]).toBe("nur");
  });

  it("reuses what it knows of unchanged people", () => {
    const again = buildIndex({ persons: new Map(village), families });
    expect(again[0]).toBe(index[0]);
  });
});

describe("search of a post of 500", () => {
  const first =
    "Aisyah Budi Citra Dimas Eka Fajar Galih Hasan Intan Joko Kartini Lutfi Maria Nadya Putri Rizki".split(
      " ",
    );
  const last = "Lestari Santoso Wijaya Prasetyo Rahmawati Hidayat Setiawan Saputra Nugroho Permata".split(
    " ",
  );
  const crowd: PersonView[] = Array.from({ length: 500 }, (_, i) =>
    person({
      id: `p${i}`,
      name: `${first[i % 16]}${"aeiou"[i % 5]} ${last[i % 10]} ${String.fromCharCode(97 + (i % 26))}an`,
      mother_name: `${first[(i * 7) % 16]} ${last[(i * 3) % 10]}${i % 13}`,
      nik: String(3174010000000000 + i * 7919),
    }),
  );
  const big = buildIndex({ persons: people(crowd), families: new Map() });

  it("finds somebody among 500 for every way of asking", () => {
    const texts = ["a", "ai", "aisyah", "djoko", "hidajat", "setyawan wijaja"];
    expect(texts.filter((text) => search(big, text).length === 0)).toEqual([]);
  });
});
