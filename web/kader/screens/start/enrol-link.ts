/** The officer's QR opens `/kader/#daftar={code}.{fingerprint}`. */
export interface EnrolLink {
  code: string;
  fingerprint: string | null;
}

export function parseEnrolLink(hash: string): EnrolLink | null {
  const match = /^#daftar=([A-Za-z0-9]{8})(?:\.([A-Za-z0-9_-]{43}))?$/.exec(hash);
  return match?.[1] ? { code: match[1], fingerprint: match[2] ?? null } : null;
}

/** The link of this page, once: the code leaves the address and the browser's history at the same time. */
export function takeEnrolLink(): EnrolLink | null {
  const link = parseEnrolLink(location.hash);
  if (link) history.replaceState(null, "", location.pathname);
  return link;
}
