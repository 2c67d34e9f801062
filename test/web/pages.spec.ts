import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { seedPasswords } from '../../src/identity/seed-people.ts';
import {
  approveAll,
  caseIn,
  GOOD_MANIFEST,
  handInAll,
  submitted,
} from '../support/loan-default.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

/** The pages as people use them, in a real browser against a real server and database. */
const HOSTILE = 'loan<img src=x onerror="window.wasRun=1">';

// Every page in light; in dark the one that holds every kind of badge, panel and button: looking takes seconds.
const LIGHT = ['light'] as const;
const BOTH = ['light', 'dark'] as const;

let server: TestServer;
let passwords: Record<string, string>;
let browser: Browser;
const troubles: string[] = [];

beforeAll(async () => {
  server = await startTestServer();
  passwords = await seedPasswords(server.cells, ['ana', 'cleo', 'nora', 'audrey'], new Date());
  browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    // Not the package's own arguments: its single process ends with the first context that is closed.
    args: ['--no-sandbox', '--headless=shell'],
    headless: true,
  });
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

async function open(person: string | null, path: string, width = 1440): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    baseURL: server.url,
    viewport: { width, height: 900 },
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => troubles.push(`${path}: ${message}`));
  await page.goto(`/sign-in?to=${encodeURIComponent(path)}`);
  if (person !== null) await signIn(page, person, passwords[person] ?? '');
  return page;
}

async function signIn(page: Page, person: string, password: string): Promise<void> {
  await page.getByLabel('Account').fill(person);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function mistakesIn(page: Page, scheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  // No page here has frames: without the page that axe opens to gather theirs, looking takes half the time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  // The schemes differ in colours alone.
  const { violations } = await (
    scheme === 'dark' ? axe.withRules('color-contrast') : axe
  ).analyze();
  return violations.map(({ id, nodes }) => `${scheme} ${id}: ${nodes[0]?.html ?? ''}`);
}

async function hasNoRoomToTheSide(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth <= window.innerWidth');
}

it('refuses a wrong password in words, and lets the right one in', async () => {
  const page = await open(null, '/inbox');
  await signIn(page, 'ana', 'not-her-password');
  await page.getByRole('alert').waitFor();
  await signIn(page, 'ana', passwords['ana'] ?? '');
  await page.getByRole('heading', { name: 'Inbox' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/inbox');
  await page.context().close();
});

it('takes a request from a dropped manifest to a decision and to the pack an auditor downloads', async () => {
  const ana = await open('ana', '/requests/new');
  const file = { name: 'manifest.yaml', mimeType: 'text/yaml', buffer: Buffer.from(GOOD_MANIFEST) };
  await ana.locator('input[type=file]').first().setInputFiles(file);
  const submit = ana.getByRole('button', { name: 'Submit the request' });
  await submit.click();
  await ana.waitForURL(/\/requests\/req-/);
  await ana.getByText('North America').first().waitFor();
  const request = new URL(ana.url()).pathname.split('/').at(-1) ?? '';
  const { body } = await server.send('ana', 'GET', `/requests/${request}`);
  const items = body['cases'] as { id: string; region: string }[];
  const id = items.find(({ region }) => region === 'eu')?.id ?? '';
  await handInAll(server, id);

  const cleo = await open('cleo', `/cases/${id}`);
  await cleo.getByRole('button', { name: 'Decide on residency' }).click();
  await cleo.getByLabel('Reason').fill('Data stays in Frankfurt.');
  await cleo.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
  await cleo.getByText('Decided').waitFor();
  await approveAll(server, id, 'eu');

  const audrey = await open('audrey', '/evidence');
  const download = audrey.waitForEvent('download');
  await audrey.getByRole('row').filter({ hasText: 'EU' }).getByText('Download').click();
  const pack = await readFile(await (await download).path());
  expect(pack.subarray(0, 5).toString()).toBe('%PDF-');
  const { body: decisions } = await server.send('ana', 'GET', `/cases/${id}/decisions`);
  expect(JSON.stringify(decisions)).toContain('Data stays in Frankfurt.');
  for (const page of [ana, cleo, audrey]) await page.context().close();
});

it('says where the time went, as chart, table and file, for the period in the address', async () => {
  const page = await open('audrey', '/tempo?view=flow&region=eu');
  const figure = page.getByRole('figure', { name: 'Cycle times' });
  await figure.getByText(/^Of 1 case, half took at most 0\.0 days/u).waitFor();
  await figure.getByRole('button', { name: 'Table: Cycle times' }).click();
  await figure.getByRole('rowheader', { name: 'loan-default' }).waitFor();
  const download = page.waitForEvent('download');
  await figure.getByRole('button', { name: 'CSV: Cycle times' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv).toMatch(/Model,Case,Region,Permit,Days,Sent back\r\nloan-default,eu-\w+,eu,\d{4}-/u);
  await page.getByRole('button', { name: 'The last 3 months' }).click();
  await page.getByRole('tab', { name: 'Forecast' }).click();
  await page.getByText('History is too small: eight permits in the period are needed.').waitFor();
  expect(new URL(page.url()).search).toMatch(/region=eu.*from=\d{4}-\d\d-\d\d/u);
  await page.getByLabel('From').fill('2019-01-01');
  await page.getByLabel('To', { exact: true }).fill('2020-01-01');
  await page.getByRole('heading', { name: 'No history in this period' }).waitFor();
  await page.context().close();
});

it('has no mistake of access on any page, in dark on the fullest one, and fits a phone', async () => {
  const { request, cases } = await submitted(server);
  const id = caseIn(cases, 'eu');
  const paths = [
    '/inbox',
    '/requests',
    '/requests/new',
    `/requests/${request}`,
    `/cases/${id}`,
    '/evidence',
    '/policies',
    '/tempo?view=flow',
    '/account',
  ];
  const page = await open('ana', '/inbox', 375);
  await page.getByRole('heading', { name: 'Inbox' }).waitFor();
  const mistakes: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForTimeout(400);
    for (const scheme of path.startsWith('/cases') ? BOTH : LIGHT)
      mistakes.push(...(await mistakesIn(page, scheme)).map((one) => `${path} ${one}`));
    if (!(await hasNoRoomToTheSide(page))) mistakes.push(`${path} is wider than a phone`);
  }
  expect(mistakes).toEqual([]);
  await page.context().close();
}, 120_000);

it('shows markup in names as text, and nothing of a region that is not one’s own', async () => {
  const manifest = GOOD_MANIFEST.replace(/name: loan-default\b/, `name: '${HOSTILE}'`);
  const answer = await server.send('ana', 'POST', '/requests', { body: { manifest } });
  const { cases } =
    answer.status === 201 ? { cases: answer.body['cases'] } : await submitted(server);
  const page = await open('ana', '/requests');
  await page.getByRole('heading', { name: 'Requests' }).waitFor();
  expect(await page.evaluate('window.wasRun ?? null')).toBeNull();
  await page.context().close();
  const id = Array.isArray(cases)
    ? (cases as { id: string; region: string }[]).find(({ region }) => region === 'eu')?.id
    : (cases as Record<string, string>)['eu'];
  const nora = await open('nora', `/cases/${id ?? ''}`);
  await nora.getByText('ERR_REGION_FORBIDDEN').waitFor();
  expect(await nora.getByText('Findings').count()).toBe(0);
  await nora.context().close();
});

it('throws no error in any of this', () => {
  expect(troubles).toEqual([]);
});
