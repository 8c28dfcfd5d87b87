import { describe, expect, it } from "vitest";
import type { PlaceInfo, PlacesAnswer } from "../generated/wire.ts";
import { choosable, offered, placesOf } from "./places.ts";

const words = { id: "Gratis", en: "Free" };
const place = (unit: string): PlaceInfo => ({
  unit,
  name: `Tempat ${unit}`,
  where: "Tebet",
  phone: "",
  distance_km: null,
  hours: words,
  cost: words,
  able: true,
  is_home: unit === "home",
});
const service = (name: string, also: string[], places: string[], urgent: string[]) => ({
  service: name,
  also,
  bring: [],
  places: places.map(place),
  urgent: urgent.map(place),
});
const answer: PlacesAnswer = {
  as_of: "2026-11-22T02:00:00.000Z",
  services: [
    service("kesehatan-jiwa", [], ["home", "far"], ["hospital"]),
    service("gizi", ["balita"], ["home"], []),
    service("kesehatan", ["*"], ["home", "near"], ["hospital", "home"]),
  ],
};
const unit = (id: string) => ({ id, kind: "puskesmas", name: id, phone: "021", address: "Jalan" });

describe("places of a service", () => {
  it("are found by its name, by another name of it, else the general ones", () => {
    expect(placesOf(answer, "kesehatan-jiwa")?.service).toBe("kesehatan-jiwa");
    expect(placesOf(answer, "balita")?.service).toBe("gizi");
    expect(placesOf(answer, "health")?.service).toBe("kesehatan");
    expect(placesOf(null, "health")).toBeNull();
  });

  it("put those of an emergency first, each place once", () => {
    const info = placesOf(answer, "health");
    expect(offered(info, "biasa").map((one) => one.unit)).toEqual(["home", "near"]);
    expect(offered(info, "darurat").map((one) => one.unit)).toEqual(["hospital", "home", "near"]);
    expect(offered(null, "darurat")).toEqual([]);
  });

  it("stand before units that the post knows besides, and none is lost or doubled", () => {
    const ids = ["a", "b", "c", "d"];
    const some = Array.from({ length: 16 }, (_, bits) => ids.filter((_, at) => bits & (1 << at)));
    for (const heard of some)
      for (const known of some) {
        const found = choosable(heard.map(place), known.map(unit)).map((one) => one.id);
        expect(found).toEqual([...heard, ...known.filter((id) => !heard.includes(id))]);
      }
  });
});
