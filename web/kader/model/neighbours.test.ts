import { expect, it } from "vitest";
import type { NeighbourInfo } from "../core/api.ts";
import { byVillage, nameOf, placed, searchPosts } from "./neighbours.ts";

let made = 0;
const post = (name: string, more: Partial<NeighbourInfo> = {}): NeighbourInfo => ({
  ...{ id: `5d8ff1f2-0000-4000-8000-0000000a${String(++made).padStart(4, "0")}`, name },
  ...{ area_name: "Sukasari", rw: "", address: "", nrp: null, ...more },
});
const names = (posts: NeighbourInfo[]): string[] => placed(posts).map(nameOf);

it("names a post by what its signboard says, the lane once", () => {
  expect(names([post("Melati", { rw: "05", address: "Balai Warga" })])).toEqual([
    "Melati · RW 05, Balai Warga",
  ]);
  expect(names([post("Melati", { rw: "05", address: "Balai RW 5, Sukasari" })])).toEqual([
    "Melati · Balai RW 5, Sukasari",
  ]);
  expect(names([post("Melati")])).toEqual(["Melati"]);
});

it("never lets two posts of a village look the same", () => {
  const twice = [post("Melati", { rw: "03" }), post("Melati", { rw: "07" })];
  expect(names(twice)).toEqual(["Melati · RW 03", "Melati · RW 07"]);
  const register = [post("Mawar", { nrp: "367101100700003" }), post("mawar ", { nrp: "367101100700004" })];
  expect(names(register).map((name) => name.trim())).toEqual(["Mawar · NRP …003", "mawar  · NRP …004"]);
  const nothing = [post("Anggrek"), post("Anggrek")];
  expect(new Set(names(nothing)).size).toBe(2);
  const elsewhere = [post("Dahlia"), post("Dahlia", { area_name: "Babakan" })];
  expect(names(elsewhere)).toEqual(["Dahlia", "Dahlia"]);
});

it("finds a post by parts of name, village and lane, numbers whole", () => {
  const posts = placed([
    post("Melati 1", { rw: "01" }),
    post("Melati 2", { rw: "11" }),
    post("Kenanga", { area_name: "Babakan", rw: "01" }),
  ]);
  const found = (text: string) => searchPosts(posts, text).map((each) => each.post.name);
  expect(found("mela rw 1")).toEqual(["Melati 1"]);
  expect(found("babak")).toEqual(["Kenanga"]);
  expect(found("rw 011")).toEqual(["Melati 2"]);
  expect(found("bougenville")).toEqual([]);
  expect(found("")).toHaveLength(3);
});

it("lists the villages, one's own first", () => {
  const posts = placed([post("A", { area_name: "Babakan" }), post("B"), post("C", { area_name: "Cikokol" })]);
  expect(byVillage(posts, "Sukasari").map(([village]) => village)).toEqual([
    "Sukasari",
    "Babakan",
    "Cikokol",
  ]);
});
