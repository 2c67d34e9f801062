import { Graphviz } from '@hpcc-js/wasm-graphviz';
import svgToPdf from 'svg-to-pdfkit';

import type { DiagramEdge, DiagramNode, PackModel } from '../pack-model.ts';
import { figure } from './figure.ts';
import type { Element, Sheet } from './sheet.ts';
import { COLOR, CONTENT_BOTTOM, CONTENT_WIDTH, fontPath, PAGE } from './style.ts';

/** Draws the workflow with the way taken; `alt` names the states in words. */
export async function stateDiagram(
  sheet: Sheet,
  parent: Element,
  options: { readonly diagram: PackModel['diagram']; readonly alt: string },
): Promise<void> {
  const graphviz = await Graphviz.load();
  const svg = graphviz.dot(dotOf(options.diagram), 'svg');
  const size = sizeOf(svg);
  const space = CONTENT_BOTTOM - sheet.y;
  const full = CONTENT_BOTTOM - PAGE.top;
  const wanted = Math.min((size.height * CONTENT_WIDTH) / size.width, size.height);
  // A diagram shrunk below two thirds of what it could be is hard to read: it gets its own page.
  const height = Math.min(wanted, wanted * 0.66 > space ? full : Math.max(space, 0));
  figure(sheet, parent, {
    alt: options.alt,
    height,
    draw: (top) => {
      svgToPdf(sheet.doc, svg, PAGE.left, top, {
        width: CONTENT_WIDTH,
        height,
        preserveAspectRatio: 'xMidYMin meet',
        assumePt: true,
        fontCallback: (_family, bold) => fontPath(bold ? 'bold' : 'text'),
        // Any warning would mean a picture that lacks something: better no pack.
        warningCallback: (warning) => {
          throw new Error(`the state diagram cannot be drawn: ${warning}`);
        },
      });
    },
  });
}

function dotOf({ nodes, edges }: PackModel['diagram']): string {
  return [
    'digraph way {',
    'rankdir=TB; nodesep=0.22; ranksep=0.34; bgcolor="transparent"; margin=0; pad=0.06;',
    // Graphviz measures with Helvetica, Noto Sans is wider: the margin makes up for it.
    'node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=10, margin="0.2,0.07", height=0.32];',
    'edge [fontname="Helvetica", fontsize=8, arrowsize=0.6];',
    ...nodes.map(nodeLine),
    ...edges.map(edgeLine),
    '}',
  ].join('\n');
}

function nodeLine({ id, title, state }: DiagramNode): string {
  const look = {
    now: `fillcolor="${COLOR.accent}", color="${COLOR.accent}", fontcolor="#ffffff", peripheries=2, penwidth=1.2`,
    visited: `fillcolor="#e3eaf3", color="${COLOR.accent}", fontcolor="${COLOR.accent}", penwidth=1.4`,
    untouched: `fillcolor="#ffffff", color="${COLOR.rule}", fontcolor="${COLOR.muted}", style="rounded,filled,dashed", penwidth=0.7`,
  }[state];
  return `${quoted(id)} [label=${quoted(title)}, ${look}];`;
}

function edgeLine({ from, to, label, taken }: DiagramEdge): string {
  const look = taken
    ? `color="${COLOR.accent}", fontcolor="${COLOR.accent}", penwidth=1.6`
    : `color="#b7c0c9", fontcolor="${COLOR.muted}", penwidth=0.6`;
  return `${quoted(from)} -> ${quoted(to)} [label=${quoted(label)}, ${look}];`;
}

function quoted(text: string): string {
  // Only what every font here can draw, and nothing that DOT would read as an escape.
  const safe = text.replaceAll(/[^\u0020-\u007e\u00a0-\u024f]/gu, '?').replaceAll(/["\\]/g, "'");
  return `"${safe}"`;
}

function sizeOf(svg: string): { width: number; height: number } {
  const [, width = '1', height = '1'] =
    /<svg width="([\d.]+)pt" height="([\d.]+)pt"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}
