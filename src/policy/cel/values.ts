/** Compiles the parts of a condition that are values: facts, literals, named sets, sizes and filtered lists. */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { NamedSet } from '../catalog.types.ts';
import type { Part, ValueOf } from './part.types.ts';
import { elementsOf, member } from './refs.ts';
import { and, reasoned, type Ref, Sequence, TRUE, Unknown, unique } from './truth.ts';

/** What a name can stand for, and how the body of a macro is compiled. */
export interface Compiling {
  readonly sets: ReadonlyMap<string, NamedSet>;
  readonly truth: (node: ASTNode) => Part;
}

export function compileValue(node: ASTNode, compiling: Compiling): ValueOf {
  if (node.op === 'id') return compileName(node.args, compiling);
  if (node.op === '.') {
    const [object, key] = [compileValue(node.args[0], compiling), node.args[1]];
    return (scope, local) => member(object(scope, local), key);
  }
  if (node.op === 'call') return compileSize(only(node.args[1], 1)[0], compiling);
  if (node.op === 'rcall') {
    const [name, receiver, args] = node.args;
    return name === 'size'
      ? compileSize(receiver, compiling)
      : compileFilter(receiver, args, compiling);
  }
  return constant(node.op === 'list' ? node.args.map(literal) : literal(node));
}

/** What a literal list or a named set holds; undefined for what is read from the facts. */
export function constantOf(node: ASTNode, { sets }: Compiling): readonly unknown[] | undefined {
  if (node.op === 'list') return node.args.map(literal);
  return node.op === 'id' ? sets.get(node.args)?.members : undefined;
}

function literal(node: ASTNode): unknown {
  if (node.op === 'value') return plain(node.args);
  if (node.op === '-_') return -Number(literal(node.args));
  throw new Error(`CEL \`${node.op}\` was let through the check`);
}

function compileName(name: string, { sets }: Compiling): ValueOf {
  const set = sets.get(name);
  if (set) return constant(set.members, name);
  return (scope, local) => {
    for (let bound = local; bound; bound = bound.outer) {
      if (bound.name === name) return bound.ref;
    }
    return scope.refs(name);
  };
}

function compileFilter(receiver: ASTNode, args: readonly ASTNode[], compiling: Compiling): ValueOf {
  const list = compileValue(receiver, compiling);
  const { variable, body } = binder(args, compiling);
  return (scope, local) => {
    const ref = list(scope, local);
    const read = elementsOf(ref);
    if ('facts' in read) return { value: new Unknown(read.facts), path: ref.path };
    const kept = read.elements.map(({ ref: element, present }) => {
      const bound = { name: variable, ref: element, outer: local };
      const holds = reasoned(body.judge(scope, bound), () => body.leaves(scope, bound));
      return { ref: element, present: present === TRUE ? holds : and([present, holds]) };
    });
    return {
      value: new Sequence(kept.filter(({ present }) => present.truth !== 'false')),
      path: ref.path,
    };
  };
}

function compileSize(receiver: ASTNode, compiling: Compiling): ValueOf {
  const list = compileValue(receiver, compiling);
  return (scope, local) => {
    const ref = list(scope, local);
    const read = elementsOf(ref);
    if ('facts' in read) return { value: new Unknown(read.facts), path: ref.path };
    const open = read.elements.flatMap(({ present }) => present.missing);
    return {
      value: open.length > 0 ? new Unknown(unique(open)) : read.elements.length,
      path: ref.path,
    };
  };
}

/** The variable of a macro and what is asked of each element. */
export function binder(
  args: readonly ASTNode[],
  { truth }: Compiling,
): { readonly variable: string; readonly body: Part } {
  const [variable, body] = only(args, 2);
  if (variable?.op !== 'id' || !body) throw new Error('a macro without a variable was let through');
  return { variable: variable.args, body: truth(body) };
}

function constant(value: unknown, label?: string): ValueOf {
  const ref: Ref = label === undefined ? { value, path: '' } : { value, path: '', label };
  return () => ref;
}

/** CEL integers arrive as bigint; facts are plain numbers. */
function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

export function only(args: readonly ASTNode[], count: number): readonly [ASTNode, ASTNode?] {
  const [first, second] = args;
  if (!first || args.length !== count)
    throw new Error('a wrong number of arguments was let through');
  return second ? [first, second] : [first];
}
