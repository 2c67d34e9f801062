/** Text of one drawn line; `joined` when the next line goes on inside the same word. */
export interface WrappedLine {
  readonly text: string;
  readonly joined: boolean;
}

/**
 * Breaks a line at spaces so that each part is at most `width` wide; a word wider than that is broken inside.
 * `widthOf` measures in the unit of `width`.
 */
export function wrap(
  text: string,
  width: number,
  widthOf: (text: string) => number,
): WrappedLine[] {
  const lines: WrappedLine[] = [];
  let line = '';
  let used = 0;
  for (const word of text.match(/\s*\S+|\s+$/gu) ?? []) {
    const wide = widthOf(word);
    if (used + wide <= width) {
      line += word;
      used += wide;
      continue;
    }
    if (line.trim() !== '') lines.push({ text: line, joined: false });
    const parts = inParts(line.trim() === '' ? word : word.trimStart(), width, widthOf);
    const last = parts.pop() ?? '';
    lines.push(...parts.map((part) => ({ text: part, joined: true })));
    line = last;
    used = widthOf(last);
  }
  return [...lines, { text: line, joined: false }];
}

function inParts(word: string, width: number, widthOf: (text: string) => number): string[] {
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const character of word) {
    const wide = widthOf(character);
    if (part !== '' && used + wide > width) {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += character;
    used += wide;
  }
  return [...parts, part];
}
