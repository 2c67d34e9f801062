/** Reads one condition: parse, check, compile. */
import { Environment, ParseError, type ASTNode } from '@marcbachmann/cel-js';
import type { Condition } from '../catalog.types.ts';
import { checkCondition, type CelProblem } from './check.ts';
import { compileTruth } from './compile.ts';
import type { Names } from './kinds.ts';

/** Longer conditions belong into two rules or a derived fact. */
const MAX_CHARACTERS = 4000;
const environment = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  limits: {
    maxAstNodes: 500,
    maxDepth: 40,
    maxListElements: 100,
    maxMapEntries: 1,
    maxCallArguments: 4,
  },
});

export type ReadCondition =
  | { readonly condition: Condition; readonly ast: ASTNode }
  | { readonly problems: readonly CelProblem[] };

/** Compiles a condition, or tells everything that is wrong with it. */
export function readCondition(source: string, names: Names): ReadCondition {
  if (source.length > MAX_CHARACTERS) {
    return {
      problems: [{ offset: 0, message: `a condition has at most ${MAX_CHARACTERS} characters` }],
    };
  }
  const ast = parseCondition(source);
  if ('message' in ast) return { problems: [ast] };
  const problems = checkCondition(ast, names);
  if (problems.length > 0) return { problems };
  return { ast, condition: { source, judge: compileTruth(ast, names.sets) } };
}

function parseCondition(source: string): ASTNode | CelProblem {
  try {
    return environment.parse(source).ast;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { offset: error.range?.start ?? 0, message: `no valid CEL: ${error.summary}` };
  }
}
