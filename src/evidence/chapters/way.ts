import type { DiagramNode } from '../pack-model.ts';
import { stateDiagram } from '../pdf/state-diagram.ts';
import type { ChapterContext } from './chapter.ts';
import { body } from './chapter.ts';

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
}
