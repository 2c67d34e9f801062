import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { startIdentityProvider } from '../support/identity-provider.ts';
import { startTestServer } from '../support/server.ts';

it('signs in at a provider, comes back into an open page, and signs out at both', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'carnet-identity-'));
  const provider = await startIdentityProvider({
    greta: { claims: { preferred_username: 'greta', name: 'Greta Holm', groups: ['ml-team'] } },
  });
  const identity = join(folder, 'identity.yaml');
  await writeFile(
    identity,
    `providers:
  - id: bank
    title: the bank
    issuer: ${provider.issuer}
    client: carnet-public
    scopes: [profile, groups]
    roles: [{ claim: groups, is: ml-team, region: eu, role: requester }]
`,
  );
  const server = await startTestServer({ config: { identity } });
  provider.sendBackTo(server.url);
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--headless=shell'],
    headless: true,
  });
  try {
    const page = await browser.newPage({ baseURL: server.url });
    provider.signsIn = null;
    await page.goto('/sign-in?to=/requests');
    await page.getByRole('link', { name: 'Sign in with the bank' }).click();
    await page.getByRole('alert').getByText('did not let you in').waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-in');

    provider.signsIn = 'greta';
    await page.getByRole('link', { name: 'Sign in with the bank' }).click();
    await page.waitForURL('**/requests');
    await page.getByRole('button', { name: 'Greta Holm' }).waitFor();

    await page.goto('/requests/new');
    await page.getByRole('button', { name: 'Greta Holm' }).waitFor();
    for (const { pool } of server.cells.all()) {
      await pool.query('update web_session set ended_at = now()');
    }
    await page.getByRole('link', { name: 'Inbox', exact: true }).click();
    const over = page.getByRole('dialog', { name: 'Your session is over' });
    await over.getByRole('button', { name: 'Sign in', exact: true }).click();
    await over.waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'Greta Holm' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(`${provider.issuer}/**`);
  } finally {
    await browser.close();
    await server.close();
    await provider.close();
    await rm(folder, { recursive: true, force: true });
  }
});
