import { freshCells } from '../support/database.ts';
import { loadConfig } from '../../src/config/config.ts';
import { playHistory } from '../../src/history/play-history.ts';
import { readHistoryScript } from '../../src/history/history-script.ts';
import { mkdtempSync } from 'node:fs';
it('plays', async () => {
  const { cells, close } = await freshCells(['eu', 'north-america']);
  const dataDir = mkdtempSync('/tmp/hist-');
  const config = { ...loadConfig({ CARNET_DATA_DIR: dataDir, CARNET_PORT: '0' }), regions: cells.regions };
  const script = { ...(await readHistoryScript()), requests: Number(process.env['N'] ?? 10) };
  const t = performance.now(); const cpu = process.cpuUsage();
  const out = await playHistory(config, cells, { script, until: new Date('2026-11-27T00:00:00Z') });
  const c = process.cpuUsage(cpu);
  console.log({ ...out, tokens: 0, people: 0, ms: performance.now() - t, cpu: (c.user + c.system) / 1000 });
  for (const { region, pool } of cells.all()) {
    console.log(region, (await pool.query('select status, count(*)::int from regulated_case group by 1')).rows);
    console.log(region, (await pool.query("select type, count(*)::int from journal_event group by 1 order by 2 desc")).rows.map((r) => r.type + ' ' + r.count).join(', '));
    console.log(region, (await pool.query("select key, role, count(*)::int from task where closed_at is null group by 1,2 order by 3 desc limit 12")).rows.map((r) => r.key + ' ' + r.role+' '+r.count).join(', '));
    console.log(region, (await pool.query("select regexp_replace(r.model_name, '^.*(loan-default|card-fraud|churn)$', '\\1') as m, count(distinct c.id)::int as cases, (count(*) / count(distinct c.id))::int as events, (count(*) filter (where type = 'EVIDENCE_ADDED') / count(distinct c.id))::int as docs, min(c.status), (percentile_cont(0.5) within group (order by t.lead_working_ms)/28800000)::int as w from journal_event e join regulated_case c on c.id = e.subject join request r on r.id = c.request_id left join tempo_case t on t.case_id = c.id group by 1")).rows);
    console.log(region, (await pool.query("select percentile_cont(0.5) within group (order by lead_ms)/86400000.0 as lead, percentile_cont(0.5) within group (order by lead_working_ms)/28800000.0 as w from tempo_case where lead_ms is not null")).rows);
  }
  console.log(JSON.stringify(out.tempo.causes, null, 1).slice(0, 6000));
  await close();
}, 600000);
