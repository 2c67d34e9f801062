/**
 * Checks the tree of a condition against the vocabulary: only supported CEL, only declared facts, and every word that
 * is compared with a fact is a word this fact can take.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import { nearest } from '../../common/near.ts';
import { BOOL, ERROR, type Kind, type Names, NUMBER, say } from './kinds.ts';

export interface CelProblem {
  /** Offset in the condition's text. */
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

type Locals = ReadonlyMap<string, Kind>;
type TextKind = Extract<Kind, { kind: 'text' }>;

const COMPARISONS = new Set<string>(['==', '!=', '<', '<=', '>', '>=']);
const SUPPORTED = '`== != < <= > >= in && || ! exists all filter size startsWith`';

/** All problems of one condition that is to be a bool; empty when there is none. */
export function checkCondition(ast: ASTNode, names: Names): readonly CelProblem[] {
  const checker = new Checker(names);
  checker.expectBool(ast, new Map());
  return checker.problems;
}

class Checker {
  readonly problems: CelProblem[] = [];

  constructor(private readonly names: Names) {}

  /** Checks a node that stands where a truth is wanted. */
  expectBool(node: ASTNode, locals: Locals): void {
    const kind = this.truth(node, locals);
    if (kind.kind !== 'bool' && kind.kind !== 'error') {
      this.report(node, `a condition is wanted here, and this is ${say(kind)}`);
    }
  }

  private truth(node: ASTNode, locals: Locals): Kind {
    if (node.op === '&&' || node.op === '||') {
      for (const part of node.args) this.expectBool(part, locals);
      return BOOL;
    }
    if (node.op === '!_') {
      this.expectBool(node.args, locals);
      return BOOL;
    }
    if (COMPARISONS.has(node.op)) return this.comparison(node, locals);
    if (node.op === 'in') return this.membership(node.args, locals);
    if (node.op === 'rcall') return this.method(node, node.args, locals);
    return this.value(node, locals);
  }

  private comparison(node: ASTNode, locals: Locals): Kind {
    const [left, right] = node.args as [ASTNode, ASTNode];
    const [a, b] = [this.value(left, locals), this.value(right, locals)];
    if (a.kind === 'error' || b.kind === 'error') return BOOL;
    const ordering = node.op !== '==' && node.op !== '!=';
    if (a.kind !== b.kind || a.kind === 'list' || a.kind === 'object') {
      this.report(node, `${say(a)} cannot be compared with ${say(b)}`);
    } else if (ordering && a.kind !== 'number') {
      this.report(node, `\`${node.op}\` compares numbers, and this is ${say(a)}`);
    } else {
      this.words(left, a, b);
      this.words(right, b, a);
    }
    return BOOL;
  }

  private membership(args: readonly [ASTNode, ASTNode], locals: Locals): Kind {
    const [item, list] = args;
    const [a, b] = [this.value(item, locals), this.value(list, locals)];
    if (a.kind === 'error' || b.kind === 'error') return BOOL;
    if (b.kind !== 'list') {
      this.report(list, `\`in\` wants a list on its right, and this is ${say(b)}`);
      return BOOL;
    }
    if (list.op === 'list') {
      for (const word of list.args) this.listWord(word, a);
      return BOOL;
    }
    if (a.kind !== b.item.kind) this.report(item, `${say(a)} cannot be in ${say(b)}`);
    else this.words(item, a, b.item);
    return BOOL;
  }

  private listWord(word: ASTNode, kind: Kind): void {
    const own = this.literal(word);
    if (own.kind === 'error') return;
    if (own.kind !== kind.kind) this.report(word, `${say(own)} stands in a list for ${say(kind)}`);
    else this.words(word, own, kind);
  }

  /** A literal must be one of the words of what it is compared with; two facts must share their list of words. */
  private words(node: ASTNode, own: Kind, other: Kind): void {
    if (own.kind !== 'text' || other.kind !== 'text' || other.values === null) return;
    if (node.op !== 'value') {
      this.sameDomain(node, own, other);
      return;
    }
    const word = String(node.args);
    if (other.values.includes(word)) return;
    const near = nearest(word, other.values);
    this.report(
      node,
      `\`${word}\` is no ${other.domain ? other.domain.replaceAll('_', ' ') : 'word of this fact'}`,
      near === undefined
        ? `known: ${other.values.slice(0, 8).join(', ')}`
        : `did you mean \`${near}\`?`,
    );
  }

  private sameDomain(node: ASTNode, own: TextKind, other: TextKind): void {
    if (own.values === null || own.values.some((word) => other.values?.includes(word))) return;
    this.report(
      node,
      `no ${own.domain ?? 'word of this fact'} is a ${other.domain ?? 'word of the other'}`,
    );
  }

  private method(node: ASTNode, args: readonly [string, ASTNode, ASTNode[]], locals: Locals): Kind {
    const [name, receiver, rest] = args;
    if (name === 'exists' || name === 'all')
      return this.macro(node, receiver, rest, locals) ? BOOL : ERROR;
    if (name === 'startsWith') return this.prefix(node, receiver, rest, locals);
    return this.value(node, locals);
  }

  private prefix(node: ASTNode, receiver: ASTNode, rest: ASTNode[], locals: Locals): Kind {
    const kind = this.value(receiver, locals);
    const [prefix] = rest;
    if (prefix?.op !== 'value' || typeof prefix.args !== 'string' || rest.length !== 1) {
      return this.report(node, '`startsWith` wants one text in quotes');
    }
    const start = prefix.args;
    if (kind.kind !== 'text') {
      if (kind.kind !== 'error')
        this.report(receiver, `\`startsWith\` wants text, and this is ${say(kind)}`);
    } else if (kind.values && !kind.values.some((word) => word.startsWith(start))) {
      this.report(prefix, `no word of this fact starts with \`${start}\``);
    }
    return BOOL;
  }

  /** `list.exists(x, condition)`; answers the kind of the list, or null when it has none. */
  private macro(node: ASTNode, receiver: ASTNode, rest: ASTNode[], locals: Locals): Kind | null {
    const list = this.value(receiver, locals);
    const [variable, body] = rest;
    if (variable?.op !== 'id' || !body || rest.length !== 2) {
      this.report(node, 'a variable and a condition are wanted in the brackets');
      return null;
    }
    if (list.kind === 'error') return null;
    if (list.kind !== 'list') {
      this.report(receiver, `a list is wanted before the dot, and this is ${say(list)}`);
      return null;
    }
    const taken = locals.has(variable.args) || this.names.under('').includes(variable.args);
    if (taken) this.report(variable, `\`${variable.args}\` is taken, use another variable`);
    this.expectBool(body, new Map([...locals, [variable.args, list.item]]));
    return list;
  }

  private value(node: ASTNode, locals: Locals): Kind {
    if (node.op === 'value' || node.op === '-_') return this.literal(node);
    if (node.op === 'id') return this.name(node, node.args, locals);
    if (node.op === '.') return this.access(node, node.args, locals);
    if (node.op === 'list') return { kind: 'list', item: this.commonKind(node.args) };
    if (node.op === 'call') return this.call(node, node.args[0], node.args[1], locals);
    if (node.op === 'rcall') return this.listMethod(node, node.args, locals);
    return this.report(node, `\`${node.op.replace('_', '')}\` cannot stand here, use ${SUPPORTED}`);
  }

  private listMethod(
    node: ASTNode,
    args: readonly [string, ASTNode, ASTNode[]],
    locals: Locals,
  ): Kind {
    const [name, receiver, rest] = args;
    if (name === 'filter') return this.macro(node, receiver, rest, locals) ?? ERROR;
    if (name === 'size') return this.size(node, receiver, rest.length === 0, locals);
    if (name === 'exists' || name === 'all' || name === 'startsWith') {
      return this.report(node, `\`${name}\` is a condition and cannot be compared`);
    }
    return this.report(node, `\`${name}\` is not supported, use ${SUPPORTED}`);
  }

  private call(node: ASTNode, name: string, args: readonly ASTNode[], locals: Locals): Kind {
    const [list] = args;
    if (name !== 'size' || !list)
      return this.report(node, `\`${name}()\` is not supported, use ${SUPPORTED}`);
    return this.size(node, list, args.length === 1, locals);
  }

  private size(node: ASTNode, list: ASTNode, rightArguments: boolean, locals: Locals): Kind {
    const kind = this.value(list, locals);
    if (kind.kind === 'error') return ERROR;
    if (kind.kind !== 'list' || !rightArguments) return this.report(node, '`size` wants one list');
    return NUMBER;
  }

  private name(node: ASTNode, name: string, locals: Locals): Kind {
    const local = locals.get(name);
    if (local) return local;
    const set = this.names.sets.get(name);
    if (set) return this.names.ofSet(set);
    const kind = this.names.at(name);
    if (kind) return kind;
    const known = [...locals.keys(), ...this.names.under(''), ...this.names.sets.keys()];
    const what = /^[A-Z0-9_]+$/.test(name) ? 'set' : 'fact';
    return this.report(node, `unknown ${what} \`${name}\``, this.near(name, known));
  }

  private access(node: ASTNode, args: readonly [ASTNode, string], locals: Locals): Kind {
    const object = this.value(args[0], locals);
    if (object.kind === 'error') return ERROR;
    if (object.kind !== 'object') return this.report(node, `${say(object)} has no \`${args[1]}\``);
    const path = `${object.path}.${args[1]}`;
    const known = this.names.under(object.path);
    return (
      this.names.at(path) ??
      this.report(node, `unknown fact \`${path}\``, this.near(args[1], known))
    );
  }

  private commonKind(items: readonly ASTNode[]): Kind {
    const kinds = items.map((item) => this.literal(item));
    return kinds[0] ?? ERROR;
  }

  private literal(node: ASTNode): Kind {
    if (node.op === '-_' && node.args.op === 'value') return this.literal(node.args);
    if (node.op !== 'value')
      return this.report(node, 'only plain words and numbers may stand in a list');
    if (typeof node.args === 'boolean') return BOOL;
    if (typeof node.args === 'number' || typeof node.args === 'bigint') return NUMBER;
    if (typeof node.args === 'string') return { kind: 'text', domain: null, values: null };
    return this.report(node, 'only words, numbers, true and false may stand here');
  }

  private near(word: string, known: readonly string[]): string {
    const near = nearest(word, known);
    return near === undefined ? `known here: ${known.join(', ')}` : `did you mean \`${near}\`?`;
  }

  private report(node: ASTNode, message: string, hint?: string): Kind {
    this.problems.push({ offset: node.start, message, ...(hint === undefined ? {} : { hint }) });
    return ERROR;
  }
}
