// Posts near by, as people tell them apart. Pure; no DOM.
import type { NeighbourInfo } from "../core/api.ts";

/** A post with the words under its name; two of one village never share both. */
export interface Placed {
  post: NeighbourInfo;
  /** Lane, address, and where even these agree the number of the register, or a short code. */
  place: string;
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\b0+(?=\d)/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const wordsOf = (text: string): string[] => plain(text).split(" ").filter(Boolean);

function signboard({ rw = "", address = "" }: NeighbourInfo): string {
  const lane = rw && `RW ${rw}`;
  const says = ` ${plain(address)} `.includes(` ${plain(lane)} `);
  return [!says && lane, address.trim()].filter(Boolean).join(", ");
}

/** From what people say to what only a register knows: the first that is enough stands. */
const SIGNS: readonly ((post: NeighbourInfo) => string)[] = [
  signboard,
  (post) => [signboard(post), post.nrp && `NRP …${post.nrp.slice(-3)}`].filter(Boolean).join(", "),
  (post) => [signboard(post), post.id.slice(-4).toUpperCase()].filter(Boolean).join(", "),
];

const told = (post: NeighbourInfo, place: string): string =>
  [post.area_name, post.name, place].map(plain).join("|");

/** Every post with what tells it from the others. */
export function placed(posts: readonly NeighbourInfo[]): Placed[] {
  const found = new Map<string, Placed>();
  let left = posts;
  for (const sign of SIGNS) {
    const counts = new Map<string, number>();
    for (const post of left)
      counts.set(told(post, sign(post)), (counts.get(told(post, sign(post))) ?? 0) + 1);
    const last = sign === SIGNS[SIGNS.length - 1];
    for (const post of left)
      if (last || counts.get(told(post, sign(post))) === 1) found.set(post.id, { post, place: sign(post) });
    left = left.filter((post) => !found.has(post.id));
  }
  return posts.flatMap((post) => found.get(post.id) ?? []);
}

/** The words under the name of each post of this phone. */
export const placesOf = (posts: readonly Omit<NeighbourInfo, "rw">[]): ReadonlyMap<string, string> =>
  new Map(placed(posts.map((post) => ({ ...post, rw: "" }))).map(({ post, place }) => [post.id, place]));

/** `Posyandu Melati 3 · RW 05, Balai Warga` */
export const nameOf = ({ post, place }: Placed): string => [post.name, place].filter(Boolean).join(" · ");

/** Posts in which each typed word begins a word of name, village or place: `melati rw 5`. */
export function searchPosts(posts: readonly Placed[], text: string): Placed[] {
  const asked = wordsOf(text);
  return posts.filter(({ post, place }) => {
    const words = wordsOf(`${post.name} ${post.area_name} ${place}`);
    return asked.every((each) =>
      words.some((word) => (/^\d+$/.test(each) ? word === each : word.startsWith(each))),
    );
  });
}

/** Posts by village, those of one's own village first. */
export function byVillage(
  posts: readonly Placed[],
  own: string,
): readonly (readonly [village: string, posts: readonly Placed[]])[] {
  const villages = new Map<string, Placed[]>();
  for (const each of posts) {
    const village = each.post.area_name;
    villages.set(village, [...(villages.get(village) ?? []), each]);
  }
  return [...villages].sort(([a], [b]) => Number(b === own) - Number(a === own) || a.localeCompare(b, "id"));
}
