import { afterDuration } from '../../src/permits/duration.ts';

describe('the instant one duration later', () => {
  it.each([
    ['2026-11-23T09:14:02.120Z', 'P1Y', '2027-11-23T09:14:02.120Z'],
    ['2024-02-29T00:00:00.000Z', 'P1Y', '2025-02-28T00:00:00.000Z'],
    ['2026-01-31T12:00:00.000Z', 'P1M', '2026-02-28T12:00:00.000Z'],
    ['2026-12-31T23:59:59.000Z', 'P2W1D', '2027-01-15T23:59:59.000Z'],
    ['2026-03-29T00:30:00.000Z', 'PT72H', '2026-04-01T00:30:00.000Z'],
    ['2026-11-23T00:00:00.000Z', 'P1Y2M3DT4H5M6S', '2028-01-26T04:05:06.000Z'],
  ])('%s and %s is %s', (start, duration, end) => {
    expect(afterDuration(start, duration)).toBe(end);
  });

  it.each(['', 'P', 'PT', '1Y', 'P1.5D', 'P-1D', 'P1D2Y'])('refuses `%s`', (duration) => {
    expect(() => afterDuration('2026-11-23T00:00:00.000Z', duration)).toThrow(RangeError);
  });
});
