const REVOKE_MS = 10_000;

/** False when this phone cannot share such files; closing the sheet without sending is no failure. */
export async function share(files: File[], title: string): Promise<boolean> {
  if (!navigator.canShare?.({ files })) return false;
  try {
    await navigator.share({ files, title });
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError";
  }
  return true;
}

export function download(file: File): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_MS);
}
