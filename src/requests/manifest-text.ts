/** The manifest as text: as it was written, or, when it came as JSON, laid out so that lines can be named. */
export function manifestText(manifest: string | Readonly<Record<string, unknown>>): string {
  return typeof manifest === 'string' ? manifest : JSON.stringify(manifest, null, 2);
}
