/** What a part of a condition is, seen from the vocabulary. */
import type { FactDeclaration, FactType, NamedSet } from '../catalog.types.ts';

export type Kind =
  | { readonly kind: 'bool' | 'number' | 'error' }
  | {
      readonly kind: 'text';
      readonly domain: string | null;
      readonly values: readonly string[] | null;
    }
  | { readonly kind: 'list'; readonly item: Kind }
  | { readonly kind: 'object'; readonly path: string };

export const BOOL: Kind = { kind: 'bool' };
export const NUMBER: Kind = { kind: 'number' };
/** Something already complained about: no second complaint follows from it. */
export const ERROR: Kind = { kind: 'error' };

/** The names a condition may use. */
export class Names {
  private readonly children = new Map<string, Set<string>>();

  constructor(
    private readonly declarations: ReadonlyMap<string, FactDeclaration>,
    readonly sets: ReadonlyMap<string, NamedSet>,
    readonly domains: ReadonlyMap<string, readonly string[]>,
  ) {
    for (const path of declarations.keys()) this.enter(path);
  }

  /** Names that may follow `path`; the empty path gives the roots. */
  under(path: string): readonly string[] {
    return [...(this.children.get(path) ?? [])];
  }

  /** What stands at a path such as `data.locations[].mechanism`; null when nothing is declared there. */
  at(path: string): Kind | null {
    const declaration = this.declarations.get(path);
    if (declaration) return this.kindOf(declaration);
    return this.children.has(path) ? { kind: 'object', path } : null;
  }

  ofSet(set: NamedSet): Kind {
    return { kind: 'list', item: this.text(set.of) };
  }

  private kindOf(declaration: FactDeclaration): Kind {
    if (declaration.type !== 'list') return this.simple(declaration, declaration.type);
    return { kind: 'list', item: this.simple(declaration, declaration.of ?? 'string') };
  }

  private simple(declaration: FactDeclaration, type: FactType): Kind {
    if (type === 'bool') return BOOL;
    if (type === 'int' || type === 'number') return NUMBER;
    if (type === 'object') return { kind: 'object', path: `${declaration.path}[]` };
    return { kind: 'text', domain: declaration.domain, values: declaration.values };
  }

  private text(domain: string): Kind {
    return { kind: 'text', domain, values: this.domains.get(domain) ?? null };
  }

  private enter(path: string): void {
    const cut = path.lastIndexOf('.');
    const parent = cut < 0 ? '' : path.slice(0, cut);
    const known = this.children.get(parent);
    if (known) known.add(path.slice(cut + 1));
    else this.children.set(parent, new Set([path.slice(cut + 1)]));
    if (parent !== '' && !parent.endsWith('[]') && !this.declarations.has(parent))
      this.enter(parent);
  }
}

/** For people: `a list of text`. */
export function say(kind: Kind): string {
  if (kind.kind === 'list') return `a list of ${say(kind.item).replace(/^an? /, '')}`;
  if (kind.kind === 'object') return 'an object';
  return kind.kind === 'text' ? 'text' : `a ${kind.kind}`;
}
