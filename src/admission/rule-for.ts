import type { AdmissionConfig, NamespaceRule } from './admission-config.ts';

/** The rule of a namespace: the one with its name, else the longest pattern that it fits; null: it is not listed. */
export function ruleFor(config: AdmissionConfig, namespace: string): NamespaceRule | null {
  const fitting = config.namespaces.filter((rule) => matches(rule.namespace, namespace));
  const rank = (rule: NamespaceRule) =>
    rule.namespace === namespace ? Infinity : rule.namespace.length;
  return fitting.toSorted((a, b) => rank(b) - rank(a))[0] ?? null;
}

/** Whether a text is of the form of a pattern, in which `*` stands for anything. */
export function matches(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === text;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
