import { Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Case, Finding } from '../../api/types.ts';
import { FindingMark, OutcomeMark, StatusMark } from '../../parts/tone.tsx';
import { When } from '../../parts/when.tsx';
import { counted, FINDING_ORDER, OUTCOMES } from '../../parts/words.ts';

const MOST = 4;

interface VerdictPanelProps {
  readonly item: Case;
  readonly findings: readonly Finding[] | undefined;
}

/** What it comes to, and the few points that make it so. */
export function VerdictPanel({ item, findings = [] }: VerdictPanelProps): ReactNode {
  const standing = findings
    .filter(({ finding }) => ['blocked', 'unknown', 'open'].includes(finding))
    .toSorted((a, b) => FINDING_ORDER.indexOf(a.finding) - FINDING_ORDER.indexOf(b.finding));
  return (
    <Paper p="lg" className={`edge edge-${OUTCOMES[item.outcome].tone}`}>
      <Stack gap="sm">
        <Group gap="sm">
          <OutcomeMark of={item.outcome} large />
          <StatusMark of={item.status} large />
          <Text>{OUTCOMES[item.outcome].meaning}</Text>
        </Group>
        {standing.length > 0 && (
          <ul className="plain-list">
            {standing.slice(0, MOST).map((finding) => (
              <li key={finding.rule}>
                <Group gap="xs" py={4} wrap="nowrap" align="flex-start">
                  <FindingMark of={finding.finding} />
                  <Text size="sm">
                    <strong>{finding.title}</strong>: {finding.remedy || finding.because[0]}
                  </Text>
                </Group>
              </li>
            ))}
          </ul>
        )}
        {standing.length > MOST && (
          <Text size="sm" c="dimmed">
            and {counted(standing.length - MOST, 'more finding')} below
          </Text>
        )}
        <Text size="sm" c="dimmed">
          Law as of <When at={item.as_of} as="day" />:{' '}
          {item.packs.map(({ pack, version }) => `${pack} ${version}`).join(', ')}
          {item.permit !== null && (
            <>
              . Permit <code>{item.permit.id}</code>, valid until{' '}
              <When at={item.permit.expires_at} as="day" />
            </>
          )}
          {item.deployment !== null && <>. Runs in {item.deployment.cloud_region}</>}
          {item.paused !== null && (
            <>
              . Paused by {item.paused.by}: {item.paused.reason}
            </>
          )}
        </Text>
      </Stack>
    </Paper>
  );
}
