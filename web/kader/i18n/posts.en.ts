import type { id } from "./posts.id.ts";

export const en: Record<keyof typeof id, string> = {
  title: "Posts on this phone",
  search: "Search all posts",
  "search.help": "Name, mother's name, or the end of the NIK. Each result names its post.",
  none: "Nobody matches at any post yet",
  "none.help": "Try part of the name, or the mother's name.",
  open: "Open today",
  closed: "Closed for today",
  notOpen: "Not opened today",
  arrived: "{n} came",
  unsent: "{n} not sent",
  here: "shown now",
  coming: "{n} more posts are being loaded. Those that are here can be used.",
};
