import type { DiagramNode } from '../pack-model.ts';
import { stateDiagram } from '../pdf/state-diagram.ts';
import type { ChapterContext } from './chapter.ts';
import { body, mono, small, subheading } from './chapter.ts';
import { facts } from '../pdf/table.ts';

/** The workflow as a picture, with the way this case took. */
export async function way(context: ChapterContext): Promise<void> {
  const { sheet, section, model, words } = context;
  const { machine } = model.case;
  body(context, words.text('way.intro', { machine: machine.id, version: machine.version }));
  const titles = (state: DiagramNode['state']) =>
    model.diagram.nodes
      .filter((node) => node.state === state)
      .map(({ title }) => title)
      .join(', ') || words.text('page.none');
  await stateDiagram(sheet, section, {
    diagram: model.diagram,
    alt: words.text('way.alt', {
      machine: machine.id,
      visited: titles('visited'),
      now: titles('now'),
      untouched: titles('untouched'),
    }),
  });
  proof(context);
}

/** What is known of the workflow itself, whatever this case did. */
function proof(context: ChapterContext): void {
  const { sheet, section, model, words } = context;
  if (!model.proof) return;
  const { graph, promises, situations, transitions, refused, mutants } = model.proof;
  const counts = { situations: big(situations), transitions: big(transitions), mutants };
  subheading(context, words.text('way.proof.title'));
  body(context, words.text('way.proof.intro', { ...counts, refused: big(refused) }));
  facts(sheet, section, [
    [words.text('way.proof.promises'), promises.map((promise) => small(`– ${promise}`))],
    [words.text('way.proof.graph'), [mono(graph)]],
  ]);
}

/** Digits in threes, with a space that does not break. */
function big(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, '\u00a0');
}
