/** The words of OSCAL that both exports use, and how text of ours is put into them. */
import { sha256Of } from '../../common/canonical-json.ts';
import { nameUuid } from '../../common/name-uuid.ts';

export const OSCAL_VERSION = '1.2.1';

/** Namespace of names that are Carnet's own and not OSCAL's. */
const NAMESPACE = 'https://carnet.dev/ns/oscal';

export interface OscalProp {
  readonly name: string;
  readonly value: string;
  readonly ns?: string;
}

export interface OscalLink {
  readonly href: string;
  readonly rel: string;
  readonly text?: string;
}

export interface OscalPart {
  readonly id?: string;
  readonly name: string;
  readonly ns?: string;
  readonly title?: string;
  readonly props?: readonly OscalProp[];
  readonly prose?: string;
  readonly parts?: readonly OscalPart[];
}

export interface OscalResource {
  readonly uuid: string;
  readonly title: string;
  readonly description?: string;
  readonly props?: readonly OscalProp[];
  readonly rlinks?: readonly {
    readonly href: string;
    readonly 'media-type'?: string;
    readonly hashes?: readonly { readonly algorithm: 'SHA-256'; readonly value: string }[];
  }[];
}

/** The id of a thing that Carnet names; `path` says what it is: `cases/eu-…/findings/EU-GDPR-35-DPIA`. */
export function oscalUuid(path: string): string {
  return nameUuid(`https://carnet.dev/oscal/${path}`);
}

/** A whole document has the id of its content, as OSCAL asks: whatever changes makes another document. */
export function documentUuid(path: string, body: unknown): string {
  return oscalUuid(`${path}/${sha256Of(body)}`);
}

/** Carnet's own properties; those without a value are left out. */
export function propsOf(
  values: Readonly<Record<string, string | number | boolean | null>>,
): OscalProp[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const text = value === null ? '' : plain(String(value));
    return text === '' ? [] : [{ name, ns: NAMESPACE, value: text }];
  });
}

/** A part of a kind that OSCAL has no name for. */
export function ownPart(name: string, part: Omit<OscalPart, 'name' | 'ns'>): OscalPart {
  return { ...part, name, ns: NAMESPACE };
}

/** A member with a list in it, or nothing: OSCAL takes no empty lists. */
export function listed<K extends string, T>(
  key: K,
  items: readonly T[],
): Partial<Record<K, readonly T[]>> {
  return items.length === 0 ? {} : ({ [key]: items } as Record<K, readonly T[]>);
}

/** An id for a role, a part, a category: other characters become `-`. */
export function token(text: string): string {
  const rest = text.replaceAll(/[^\p{L}\p{N}._-]/gu, '-');
  return /^[\p{L}_]/u.test(rest) ? rest : `_${rest}`;
}

/** One line without markup, for properties and names; empty when there is nothing to say. */
export function plain(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

/** Marks that OSCAL's markup would take for its own; an underscore inside a word is none. */
const MARKS =
  /[\\`*<>[\]~^{}]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|(?<=^\d+)[.)](?= )|^[#+-](?= |$)/gu;

/** What a person wrote, as one line of OSCAL markup that reads as it was written; `otherwise` for an empty text. */
export function markup(text: string, otherwise = '–'): string {
  const line = plain(text).replaceAll(MARKS, String.raw`\$&`);
  return line === '' ? otherwise : line;
}

/** Text as code. */
export function code(text: string): string {
  const line = plain(text).replaceAll('`', "'");
  return line === '' ? '–' : `\`${line}\``;
}
