interface Node {
  readonly children: readonly Node[];
  readonly outlineData: { Count?: number };
}

/**
 * Says how many entries the table of contents of the viewer shows: pdfkit leaves it out where an entry is closed,
 * against ISO 32000-1, 12.3.3, and validators of PDF/A look at it.
 */
export function countOutline(doc: PDFKit.PDFDocument): void {
  const root = doc.outline as unknown as Node;
  root.outlineData.Count = root.children.length;
  root.children.forEach(close);
}

/** Closed entries count what they would show, as a negative number. */
function close({ children, outlineData }: Node): void {
  if (children.length === 0) return;
  outlineData.Count = -children.length;
  children.forEach(close);
}
