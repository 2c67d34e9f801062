/** Conditions, incidents, drift and appeals through the HTTP door and the command line. */
import { caseIn, approveAll, handInAll, submitted } from '../support/loan-default.ts';
import { carnet } from '../support/run-cli.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ regions: ['eu'] });
});
afterAll(async () => server.close());

const DUE = '2099-01-31T00:00:00Z';

async function opened(): Promise<string> {
  const { cases } = await submitted(server);
  return caseIn(cases, 'eu');
}

async function seenOf(id: string, stage: string): Promise<string> {
  const { body } = await server.send('ana', 'GET', `/cases/${id}`);
  return (body['seen'] as Record<string, string>)[stage] ?? '';
}

async function decide(who: string, id: string, body: object): ReturnType<TestServer['send']> {
  const officer = { stage: 'residency', role: 'compliance_officer', reason: 'because' };
  return server.send(who, 'POST', `/cases/${id}/decisions`, { body: { ...officer, ...body } });
}

function as(person: string, ...words: readonly string[]): ReturnType<typeof carnet> {
  return carnet([...words, '--url', server.url, '--token', server.tokens[person] ?? '']);
}

describe('an approval on conditions', () => {
  it('is refused with every mistake named, and nothing is done', async () => {
    const id = await opened();
    const conditions = [
      { text: ' ', owner: 'Ana!', due: 'soon' },
      { text: 'x', owner: 'ana', due: '2020-01-01T00:00:00Z' },
    ];
    const seen = await seenOf(id, 'residency');
    const { status, body } = await decide('cleo', id, { kind: 'approve', seen, conditions });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('conditions');
    const nobody = [{ text: 'x', owner: 'nobody', due: DUE }];
    const answer = await decide('cleo', id, { kind: 'approve', seen, conditions: nobody });
    expect(answer.body).toMatchObject({ status: 400 });
    expect(JSON.stringify(answer.body)).toContain('conditions[0].owner');
    const past = [{ text: 'x', owner: 'ana', due: '2020-01-01T00:00:00Z' }];
    const late = await decide('cleo', id, { kind: 'approve', seen, conditions: past });
    expect(JSON.stringify(late.body)).toContain('conditions[0].due');
  });

  it('stands in the permit, and is confirmed from the command line', async () => {
    const id = await opened();
    await handInAll(server, id);
    const turn = ['--stage', 'residency', '--role', 'compliance_officer', '--yes'];
    const terms = ['--reason', 'for the pilot', '--on', 'ana 2099-01-31 add drift alarms'];
    const signed = await as('cleo', 'decide', id, 'approve', ...terms, ...turn);
    expect(signed).toMatchObject({ code: 0 });
    expect(signed.out).toContain('condition ana by 2099-01-31: add drift alarms');
    await approveAll(server, id, 'eu');
    const { body } = await server.send('ana', 'GET', `/cases/${id}`);
    const [condition] = body['conditions'] as { id: string }[];
    const { body: permit } = await server.send('audrey', 'GET', `/cases/${id}/permit`);
    const payload = Buffer.from(String(permit['payload']), 'base64').toString('utf8');
    expect(payload).toContain('by 2099-01-31, ana has met: add drift alarms');
    const confirmed = ['--condition', condition?.id ?? '', '--reason', 'seen'];
    const met = await as('carl', 'decide', id, 'meet-condition', ...confirmed, ...turn);
    expect(met).toMatchObject({ code: 0 });
    const after = await server.send('ana', 'GET', `/cases/${id}`);
    expect(after.body['conditions']).toMatchObject([{ met: { by: 'carl' } }]);
  });
});

it('takes an incident with its deadlines, drift, and no unknown kind', async () => {
  const id = await opened();
  await handInAll(server, id);
  await approveAll(server, id, 'eu');
  const unknown = await as('ana', 'report', 'incident', id, 'data_breach', '--reason', 'x');
  expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('personal_data_breach')]);
  const told = await as('ana', 'report', 'incident', id, 'personal_data_breach', '--reason', 'x');
  expect(told).toMatchObject({ code: 0 });
  expect(told.out).toMatch(/incident {2}incident-\S+ personal data breach: Notify the supervisory/);
  const { body } = await server.send('dora', 'GET', '/tasks');
  const titles = (body['items'] as { title: string }[]).map(({ title }) => title);
  expect(titles).toContain('Notify the supervisory authority (GDPR Art. 33(1))');
  const resumed = await decide('cleo', id, { kind: 'resume', stage: 'deployment' });
  expect(resumed.body).toMatchObject({ status: 'permitted' });
  await server.send('ana', 'POST', `/cases/${id}/deployments`, {
    body: { cloud_region: 'aws:eu-central-1' },
  });
  const psi = ['--metric', 'psi', '--value', '0.31', '--limit', '0.25'];
  const drift = await as('ana', 'report', 'drift', id, ...psi, '--reason', 'a shift');
  expect(drift.out).toContain('deployed: review');
  const outsider = await as('cleo', 'report', 'drift', id, ...psi, '--reason', 'a shift');
  expect(outsider.code).toBe(1);
});

it('asks somebody else on an appeal', async () => {
  const id = await opened();
  const seen = await seenOf(id, 'features');
  await decide('cleo', id, { kind: 'reject', stage: 'features', seen });
  const appealed = await as('ana', 'report', 'appeal', id, '--reason', 'an older manifest');
  expect(appealed.out).toContain('appealed against');
  const own = await decide('cleo', id, { kind: 'overturn', stage: 'approval' });
  expect(own.body).toMatchObject({ status: 409, code: 'ERR_EVENT_REFUSED' });
  const other = await decide('carl', id, { kind: 'overturn', stage: 'approval' });
  expect(other.body).toMatchObject({ status: 'open', rejection: null });
});
