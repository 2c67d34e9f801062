import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MACHINES } from '../../workflows/registry.ts';
import { graphOf } from '../../workflows/step.ts';

const lifecycle = readFileSync(join(process.cwd(), 'docs', 'lifecycle.md'), 'utf8');

describe.each(MACHINES.map((def) => [def.id, def] as const))('the graph of `%s`', (_, def) => {
  const { nodes, edges } = graphOf(def);
  const paths = new Set(nodes.map(({ path }) => path));

  it('joins its own nodes only, and names each once', () => {
    expect(paths.size).toBe(nodes.length);
    const loose = edges.filter(({ from, to }) => !paths.has(from) || !paths.has(to));
    expect(loose).toEqual([]);
  });

  it('names every stage of the route, and no other', () => {
    const stages = new Set(nodes.map(({ stage }) => stage).filter((stage) => stage !== null));
    expect([...stages].toSorted()).toEqual(def.stages.toSorted());
  });

  it('is drawn and told in docs/lifecycle.md: every state and every event', () => {
    const names = nodes
      .filter(({ path, type }) => path !== 'live' && type !== 'compound' && type !== 'parallel')
      .map(({ path }) => path.split('.').at(-1) ?? path);
    const events = edges.map(({ event }) => event).filter((event) => event !== '');
    const untold = [...new Set([...names, ...events, ...def.stages])].filter(
      (name) => !lifecycle.includes(name),
    );
    expect(untold).toEqual([]);
  });

  it('leads from everything that is not final to withdrawal', () => {
    const open = nodes.filter(({ path, type }) => type !== 'final' && !path.includes('.'));
    const withdrawn = edges.filter(({ to }) => to === 'withdrawn').map(({ from }) => from);
    expect(withdrawn.toSorted()).toEqual(open.map(({ path }) => path).toSorted());
  });
});
