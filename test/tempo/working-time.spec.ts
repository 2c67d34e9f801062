import fc from 'fast-check';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holidaysOf } from '../../src/tempo/calendar/holidays.ts';
import { loadCalendars } from '../../src/tempo/calendar/load-calendars.ts';
import { WorkingTime } from '../../src/tempo/calendar/working-time.ts';
import { REGIONS } from '../../src/regions/registry.ts';

const calendars = loadCalendars();
const HOUR = 3_600_000;

function timeOf(region: string): WorkingTime {
  const calendar = calendars.get(region);
  if (!calendar) throw new Error(`no calendar of ${region}`);
  return new WorkingTime(calendar);
}

function hours(region: string, from: string, to: string): number {
  return timeOf(region).between(Date.parse(from), Date.parse(to)) / HOUR;
}

describe('a calendar', () => {
  it('is there for every region', () => {
    expect([...calendars.keys()].toSorted()).toEqual(
      REGIONS.map(({ region }) => region).toSorted(),
    );
  });

  it('knows the days that move', () => {
    const eu = holidaysOf(2026, calendars.get('eu')?.holidays ?? []);
    expect([...eu].toSorted()).toEqual([
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-01',
      '2026-12-25',
      '2026-12-26',
    ]);
    const us = holidaysOf(2027, calendars.get('north-america')?.holidays ?? []);
    // Juneteenth is a Saturday and Independence Day a Sunday; Thanksgiving is the fourth Thursday.
    expect([...us]).toEqual(
      expect.arrayContaining([
        '2027-01-18',
        '2027-05-31',
        '2027-06-21',
        '2027-07-05',
        '2027-11-25',
      ]),
    );
    const uk = holidaysOf(2027, calendars.get('uk')?.holidays ?? []);
    expect([...uk]).toEqual(expect.arrayContaining(['2027-12-27', '2027-12-28', '2027-08-30']));
  });

  it('counts neither nights nor weekends nor holidays', () => {
    expect(hours('eu', '2026-11-23T09:00:00Z', '2026-11-26T09:00:00Z')).toBe(24);
    // Friday afternoon to Monday morning, Brussels.
    expect(hours('eu', '2026-11-27T15:00:00Z', '2026-11-30T09:00:00Z')).toBe(2);
    // Good Friday to Easter Monday.
    expect(hours('eu', '2026-04-03T00:00:00Z', '2026-04-07T00:00:00Z')).toBe(0);
    expect(hours('eu', '2026-12-23T23:00:00Z', '2027-01-04T23:00:00Z')).toBe(6 * 8);
  });

  it('follows the clocks of its zone when these change', () => {
    // The last Sunday of March: Friday 15:00 UTC is 16:00, Monday 08:00 UTC is 10:00.
    expect(hours('eu', '2026-03-27T15:00:00Z', '2026-03-30T08:00:00Z')).toBe(2);
  });

  it('counts every stretch as the sum of its parts, and as minute by minute', () => {
    const time = timeOf('north-america');
    const day = fc.integer({ min: Date.UTC(2024, 11, 20), max: Date.UTC(2026, 0, 10) });
    const length = fc.integer({ min: 0, max: 40 * 24 * HOUR });
    fc.assert(
      fc.property(day, length, length, (from, first, second) => {
        const [middle, to] = [from + first, from + first + second];
        expect(time.between(from, to)).toBe(time.between(from, middle) + time.between(middle, to));
      }),
    );
    fc.assert(
      fc.property(day, length, (from, passed) => {
        const at = time.atWorkAfter(from, passed);
        expect(time.between(from, at)).toBe(passed);
        // In working hours: a moment later, that moment has been worked.
        expect(time.between(at, at + 1)).toBe(1);
        expect(time.atWorkAfter(at, 0)).toBe(at);
      }),
    );
    const open = new Intl.DateTimeFormat('en-CA', {
      timeZone: 'America/New_York',
      dateStyle: 'short',
      timeStyle: 'short',
      hourCycle: 'h23',
    });
    const minute = Math.ceil(Date.UTC(2026, 5, 17) / 60_000);
    const off = holidaysOf(2026, time.calendar.holidays);
    let naive = 0;
    for (let at = minute; at < minute + 7 * 24 * 60; at += 1) {
      const [date = '', clock = ''] = open.format(at * 60_000).split(', ');
      const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
      const hour = Number(clock.slice(0, 2));
      if (weekday > 0 && weekday < 6 && hour >= 9 && hour < 17 && !off.has(date)) naive += 1;
    }
    expect(time.between(minute * 60_000, (minute + 7 * 24 * 60) * 60_000)).toBe(naive * 60_000);
  });
});

describe('a file of calendars that is not sound', () => {
  it('is refused with every mistake and its line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'carnet-calendars-'));
    writeFileSync(
      join(folder, 'calendars.yaml'),
      `version: 1.0.0
lastReviewed: 2026-11-28
level: memory
calendars:
  - region: eu
    title: nowhere
    zone: Mars/Olympus
    days: [8]
    from: '17:00'
    until: '09:00'
    holidays:
      - { name: both, on: '01-01', easter: 1 }
      - { name: never, month: 2, weekday: 1, nth: 9 }
`,
    );
    expect(() => loadCalendars(folder)).toThrow(
      expect.objectContaining({
        code: 'ERR_POLICY_INVALID',
        message: expect.stringMatching(/7:.*Mars\/Olympus[\s\S]*8:[\s\S]*10:[\s\S]*12:[\s\S]*13:/u),
      }),
    );
  });
});
