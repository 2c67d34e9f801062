import fc from 'fast-check';
import { addDuration, delayUntil, isBefore } from '../../workflows/duration.ts';

describe('a duration', () => {
  it.each([
    ['2026-01-31T10:00:00.000Z', 'P1M', '2026-02-28T10:00:00.000Z'],
    ['2028-01-31T10:00:00.000Z', 'P1M', '2028-02-29T10:00:00.000Z'],
    ['2028-02-29T00:00:00.000Z', 'P1Y', '2029-02-28T00:00:00.000Z'],
    ['2026-12-31T23:59:59.999Z', 'P1Y2M', '2028-02-29T23:59:59.999Z'],
    ['2026-03-28T12:00:00.000Z', 'P1D', '2026-03-29T12:00:00.000Z'],
    ['2026-11-23T00:00:00.000Z', 'PT72H', '2026-11-26T00:00:00.000Z'],
    ['2026-11-23T00:00:00.000Z', 'P2W', '2026-12-07T00:00:00.000Z'],
    ['2026-11-23T00:00:00.000Z', 'P1DT2H3M4S', '2026-11-24T02:03:04.000Z'],
    ['2026-11-23T01:00:00.000+02:00', 'P0D', '2026-11-22T23:00:00.000Z'],
  ])('after %s of %s ends at %s', (at, duration, end) => {
    expect(addDuration(at, duration)).toBe(end);
  });

  it.each(['', 'P', 'PT', '1D', 'P1', 'P-1D', 'P1.5D', 'P1H', 'PT1D', 'P1DT', 'p1d', ' P1D'])(
    'is not read out of `%s`',
    (duration) => {
      expect(() => addDuration('2026-11-23T00:00:00.000Z', duration)).toThrow(RangeError);
    },
  );

  it('is not added to what is no instant', () => {
    expect(() => addDuration('soon', 'P1D')).toThrow('`soon` is no instant');
  });

  it('never goes back in time, and a longer one never ends earlier', () => {
    const instant = fc
      .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
    const amount = fc.nat({ max: 60 });
    fc.assert(
      fc.property(instant, amount, amount, (at, one, more) => {
        const near = addDuration(at, `P${one}M`);
        const far = addDuration(at, `P${one + more}M`);
        return !isBefore(near, at) && !isBefore(far, near);
      }),
    );
  });

  it('leaves no negative wait: what is overdue is due now', () => {
    expect(delayUntil('2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z')).toBe(0);
    expect(delayUntil('2026-01-02T00:00:00.000Z', '2026-01-01T00:00:00.000Z')).toBe(86_400_000);
  });
});

describe('the instant one duration later', () => {
  it.each([
    ['2026-11-23T09:14:02.120Z', 'P1Y', '2027-11-23T09:14:02.120Z'],
    ['2024-02-29T00:00:00.000Z', 'P1Y', '2025-02-28T00:00:00.000Z'],
    ['2026-01-31T12:00:00.000Z', 'P1M', '2026-02-28T12:00:00.000Z'],
    ['2026-12-31T23:59:59.000Z', 'P2W1D', '2027-01-15T23:59:59.000Z'],
    ['2026-03-29T00:30:00.000Z', 'PT72H', '2026-04-01T00:30:00.000Z'],
    ['2026-11-23T00:00:00.000Z', 'P1Y2M3DT4H5M6S', '2028-01-26T04:05:06.000Z'],
  ])('%s and %s is %s', (start, duration, end) => {
    expect(addDuration(start, duration)).toBe(end);
  });

  it.each(['', 'P', 'PT', '1Y', 'P1.5D', 'P-1D', 'P1D2Y'])('refuses `%s`', (duration) => {
    expect(() => addDuration('2026-11-23T00:00:00.000Z', duration)).toThrow(RangeError);
  });
});
