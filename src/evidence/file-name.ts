const MAX_LENGTH = 200;

/**
 * A name that is safe to store, to print and to save under: the last part of a path, without control characters,
 * without what a file system or a shell could take for something else.
 */
export function safeFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    // Control and format characters (a right-to-left override turns `fdp.exe` round), and what no system likes.
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replaceAll(/[<>:"|?*`$;&]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return Array.from(plain).slice(0, MAX_LENGTH).join('') || 'file';
}

/** `Content-Disposition` that makes every browser save, never show (RFC 6266). */
export function attachmentNamed(name: string): string {
  const safe = safeFileName(name);
  const ascii = safe.replaceAll(/[^\x20-\x7e]/g, '_').replaceAll(/["\\%]/g, '_');
  const extended = encodeURIComponent(safe).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${extended}`;
}

/** `Repr-Digest` (RFC 9530) of content whose SHA-256 (hex) is known. */
export function digestHeader(sha256: string): string {
  return `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;
}

/** The type a file is kept under: what was said of it, when that is a type at all. */
export function safeMediaType(said: string | undefined): string {
  const essence = said?.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[a-z0-9][\w.+-]{0,60}\/[a-z0-9][\w.+-]{0,60}$/.test(essence)
    ? essence
    : 'application/octet-stream';
}
