import { Box, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CheckFinding, CheckReport, Outcome } from '../../api/types.ts';
import { FindingGroups } from '../../findings/finding-groups.tsx';
import { Loading, Trouble } from '../../parts/states.tsx';
import { FindingMark, OutcomeMark } from '../../parts/tone.tsx';
import { When } from '../../parts/when.tsx';
import { FINDING_ORDER, OUTCOMES, regionName } from '../../parts/words.ts';
import type { Verdict } from './use-verdict.ts';

/** Each region beside the other: what it comes to, and what makes it so. */
export function VerdictColumns({ verdict }: { readonly verdict: Verdict }): ReactNode {
  const { report, error, behind } = verdict;
  if (error !== null) return <Trouble error={error} />;
  if (report === undefined) return <Loading />;
  const regions = Object.entries(report.regions);
  const readiness = report.findings.filter(({ region }) => region === 'readiness');
  return (
    <Stack gap="xl" aria-busy={behind}>
      <Group justify="space-between">
        <Title order={2} size="h3">
          The verdict of each region
        </Title>
        <Text size="sm" c="dimmed" role="status">
          {behind ? (
            'Reading the law again…'
          ) : (
            <>
              Law as of <When at={report.asOf} as="day" />
            </>
          )}
        </Text>
      </Group>
      <SimpleGrid cols={{ base: 1, lg: Math.min(regions.length, 2) }} spacing="lg">
        {regions.map(([region, outcome]) => (
          <RegionColumn key={region} region={region} outcome={outcome} report={report} />
        ))}
      </SimpleGrid>
      {readiness.length > 0 && (
        <Box component="section" aria-label="Readiness">
          <Title order={2} size="h3" mb={4}>
            Readiness
          </Title>
          <Text size="sm" c="dimmed" mb="md">
            Questions without legal force: what costs time later when it is not settled now.
          </Text>
          <FindingGroups findings={readiness} />
        </Box>
      )}
    </Stack>
  );
}

interface RegionColumnProps {
  readonly region: string;
  readonly outcome: Outcome;
  readonly report: CheckReport;
}

function RegionColumn({ region, outcome, report }: RegionColumnProps): ReactNode {
  const findings = report.findings.filter((finding) => finding.region === region);
  const places = Object.entries(report.outcomes).filter(([place]) =>
    findings.some(({ jurisdiction }) => jurisdiction.split('-')[0] === place),
  );
  return (
    <Stack gap="md" component="section" aria-label={regionName(region)} miw={0}>
      <Paper p="lg" className={`edge edge-${OUTCOMES[outcome].tone}`}>
        <Stack gap="sm">
          <Group justify="space-between">
            <Title order={3}>{regionName(region)}</Title>
            <OutcomeMark of={outcome} large />
          </Group>
          <Text size="sm">{OUTCOMES[outcome].meaning}</Text>
          {places.length > 1 && (
            <Group gap="md">
              {places.map(([place, one]) => (
                <Group gap={6} key={place}>
                  <Text size="sm">{place}</Text>
                  <OutcomeMark of={one} />
                </Group>
              ))}
            </Group>
          )}
          <Counts findings={findings} />
          <Missing findings={findings} />
        </Stack>
      </Paper>
      <FindingGroups findings={findings} order={4} />
    </Stack>
  );
}

function Counts({ findings }: { readonly findings: readonly CheckFinding[] }): ReactNode {
  return (
    <div className="step-line">
      {FINDING_ORDER.map((word) => {
        const n = findings.filter(({ finding }) => finding === word).length;
        return n === 0 ? null : (
          <span key={word}>
            {n} <FindingMark of={word} />
          </span>
        );
      })}
    </div>
  );
}

/** Facts whose absence keeps findings unknown, each once. */
function Missing({ findings }: { readonly findings: readonly CheckFinding[] }): ReactNode {
  const unknown = findings.filter(({ finding }) => finding === 'unknown');
  const facts = [...new Set(unknown.flatMap(({ missing }) => missing))].filter((one) =>
    one.includes('.'),
  );
  if (facts.length === 0) return null;
  return (
    <Text size="sm" className="breaks">
      <strong>Facts to state:</strong>{' '}
      {facts.slice(0, 12).map((fact, n) => (
        <span key={fact}>
          {n > 0 && ', '}
          <code>{fact}</code>
        </span>
      ))}
      {facts.length > 12 && ` and ${facts.length - 12} more`}
    </Text>
  );
}
