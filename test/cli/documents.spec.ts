import { carnet } from '../support/run-cli.ts';

describe('carnet documents', () => {
  it('lists every document with where it is asked for', async () => {
    const { code, out } = await carnet(['documents']);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(80);
    expect(out).toMatch(/^dpia +Data protection impact assessment \(EU, UK\)$/mu);
  });

  it('prints the outline of one as Markdown to fill in', async () => {
    const { code, out } = await carnet(['documents', 'dpia']);
    expect(code).toBe(0);
    expect(out).toMatch(/^---\ndocument: dpia\n/u);
    expect(out).toContain(
      '# risk that remains after the measures: low, medium, high\nresidualRisk:\n',
    );
    expect(out).toContain('## b Necessity and proportionality');
  });

  it('gives the same as JSON', async () => {
    const list = await carnet(['documents', '--json']);
    expect((JSON.parse(list.out) as { items: unknown[] }).items).toHaveLength(80);
    const one = await carnet(['documents', 'll144_bias_audit', '--json']);
    expect(JSON.parse(one.out)).toMatchObject({
      id: 'll144_bias_audit',
      fields: expect.arrayContaining([
        {
          id: 'auditDate',
          type: 'date',
          required: true,
          meaning: 'day of the audit',
        },
      ]),
    });
  });

  it('ends with 2 and a near name where there is none', async () => {
    const { code, out, err } = await carnet(['documents', 'validation_reprot']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('did you mean `validation_report`');
  });
});
