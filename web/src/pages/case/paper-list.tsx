import { Anchor, Button, FileButton, Group, Paper, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { download } from '../../api/files.ts';
import { ToneMark } from '../../parts/tone.tsx';
import { When } from '../../parts/when.tsx';
import type { Paper as CasePaper } from './papers.ts';

interface PaperListProps {
  readonly caseId: string;
  readonly papers: readonly CasePaper[];
  /** Null for who may not hand anything in. */
  readonly onFile: ((document: string, file: File) => void) | null;
}

export function PaperList({ caseId, papers, onFile }: PaperListProps): ReactNode {
  return (
    <Stack component="ul" gap="xs" className="plain-list" aria-label="Documents">
      {papers.map((paper) => (
        <li key={paper.id}>
          <PaperRow caseId={caseId} paper={paper} onFile={onFile} />
        </li>
      ))}
    </Stack>
  );
}

interface PaperRowProps {
  readonly caseId: string;
  readonly paper: CasePaper;
  readonly onFile: PaperListProps['onFile'];
}

function PaperRow({ caseId, paper, onFile }: PaperRowProps): ReactNode {
  const { id, title, legalBasis, file, missing, askedBy } = paper;
  return (
    <Paper p="md" className={`edge edge-${missing ? 'open' : 'good'}`}>
      <Group justify="space-between" gap="sm">
        <Stack gap={2} flex="1 1 20rem" miw={0}>
          <Group gap="sm">
            <Text fw={600}>{title}</Text>
            <ToneMark tone={missing ? 'open' : file === null ? 'calm' : 'good'}>
              {missing ? 'Missing' : file === null ? 'Not needed now' : 'Held'}
            </ToneMark>
          </Group>
          <Text size="sm" c="dimmed">
            {legalBasis}
            {askedBy.length > 0 && ` · asked for by: ${askedBy.join('; ')}`}
          </Text>
          {file !== null && <HeldFile caseId={caseId} file={file} />}
        </Stack>
        <Group gap="xs">
          <Button
            size="xs"
            variant="subtle"
            onClick={() => void keep(`/api/v1/documents/${id}`, `${id}.md`)}
            aria-label={`Outline to fill in: ${title}`}
          >
            Outline
          </Button>
          {onFile !== null && (
            <FileButton onChange={(chosen) => chosen !== null && onFile(id, chosen)}>
              {(props) => (
                <Button
                  {...props}
                  size="xs"
                  variant={missing ? 'filled' : 'default'}
                  aria-label={`${file === null ? 'Hand in' : 'Replace'}: ${title}`}
                >
                  {file === null ? 'Hand in' : 'Replace'}
                </Button>
              )}
            </FileButton>
          )}
        </Group>
      </Group>
    </Paper>
  );
}

function HeldFile({
  caseId,
  file,
}: {
  readonly caseId: string;
  readonly file: NonNullable<CasePaper['file']>;
}): ReactNode {
  const path = `/api/v1/cases/${caseId}/evidence/${file.id}`;
  return (
    <Text size="sm" className="breaks">
      <Anchor component="button" type="button" onClick={() => void keep(path, file.file_name)}>
        {file.file_name}
      </Anchor>{' '}
      by {file.uploaded_by}, <When at={file.uploaded_at} as="relative" /> ·{' '}
      <code title={file.sha256}>{file.sha256.slice(0, 12)}…</code>
    </Text>
  );
}

async function keep(path: string, name: string): Promise<void> {
  try {
    await download(path, name);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    notifications.show({ color: 'red', title: 'Not fetched', message });
  }
}
