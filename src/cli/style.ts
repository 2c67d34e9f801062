/** Turns text into its coloured form, or leaves it as it is where nobody would see colours. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
  /** Columns to fill, from 40 to 100; 80 where there is no terminal. */
  readonly width: number;
}
type Paint = (text: string) => string;

export function makeStyle(colours: boolean, columns: number | undefined): Style {
  const paint =
    (open: number, close: number): Paint =>
    (text) =>
      colours && text !== '' ? `\u001B[${open}m${text}\u001B[${close}m` : text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    cyan: paint(36, 39),
    width: Math.min(100, Math.max(40, columns ?? 80)),
  };
}

/** Breaks text into lines of at most `width` columns, each with the indent before it. A word is never cut. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).filter((part) => part !== '')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  if (line !== '') lines.push(indent + line);
  return lines;
}

/** `1 document`, `3 documents`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** Takes out what could steer a terminal: the server's words may hold what anybody typed. */
export function harmless(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t\n]/gu, '\uFFFD');
}
