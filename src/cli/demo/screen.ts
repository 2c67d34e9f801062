import type { CommandContext } from '../context.ts';
import type { Style } from '../style.ts';
import { wrap } from '../style.ts';
import type { TableRow } from '../text-table.ts';
import { textTable } from '../text-table.ts';

/** Writes the demo as a person reads it: numbered acts, one line per thing that happened. */
export class Screen {
  readonly style: Style;
  private act = 0;
  private readonly began: number;

  constructor(
    private readonly context: CommandContext,
    style: Style,
    private readonly quiet: boolean,
  ) {
    this.style = style;
    this.began = context.io.now().getTime();
  }

  /** Opens an act of the story. */
  heading(title: string): void {
    this.act += 1;
    this.line();
    this.line(this.style.bold(`${this.act}. ${title}`));
  }

  line(text = ''): void {
    if (!this.quiet) this.context.print(text);
  }

  /** A paragraph, wrapped and indented under its act. */
  say(text: string): void {
    for (const row of wrap(text, this.style.width, '     ')) this.line(this.style.dim(row));
  }

  done(text: string): void {
    this.line(`   ${this.style.green('✓')} ${text}`);
  }

  refused(text: string): void {
    this.line(`   ${this.style.red('✗')} ${text}`);
  }

  table(rows: readonly TableRow[], indent = '   '): void {
    for (const row of textTable(rows, this.style)) this.line(`${indent}${row}`);
  }

  /** Seconds since the demo began. */
  elapsed(): number {
    return (this.context.io.now().getTime() - this.began) / 1000;
  }
}
