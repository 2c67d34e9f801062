/** The parts of the page, each with its own address. */
const VIEWS = ['glance', 'flow', 'waiting', 'causes', 'forecast'] as const;
export type TempoView = (typeof VIEWS)[number];

/** What the address of the page says. */
export interface TempoSearch {
  readonly view?: TempoView;
  readonly region?: string;
  readonly from?: string;
  readonly to?: string;
}

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u;

/** Whatever else stands in the address is left out. */
export function readTempoSearch(search: Record<string, unknown>): TempoSearch {
  const { view, region } = search;
  return {
    ...(VIEWS.includes(view as TempoView) ? { view: view as TempoView } : {}),
    ...(typeof region === 'string' ? { region } : {}),
    ...dayIn(search, 'from'),
    ...dayIn(search, 'to'),
  };
}

function dayIn(search: Record<string, unknown>, name: 'from' | 'to'): Partial<TempoSearch> {
  const value = search[name];
  return typeof value === 'string' && DAY.test(value) ? { [name]: value } : {};
}
