import { Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { requestQuery } from '../api/queries.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Loading, Trouble } from '../parts/states.tsx';
import { ManifestEditor } from './new-request/manifest-editor.tsx';
import { Questions } from './new-request/questions.tsx';
import { SourceFiles } from './new-request/source-files.tsx';
import { SubmitBar } from './new-request/submit-bar.tsx';
import { useManifest } from './new-request/use-manifest.ts';
import type { ManifestInHand } from './new-request/use-manifest.ts';
import { useVerdict } from './new-request/use-verdict.ts';
import { VerdictColumns } from './new-request/verdict-columns.tsx';
import { TextLink } from '../parts/links.tsx';

export function NewRequestPage(): ReactNode {
  const { amend } = useSearch({ from: '/signed-in/requests/new' });
  const manifest = useManifest(amend);
  return (
    <>
      {amend === undefined ? (
        <PageHead title="New request">
          Drop what you have; the verdict of every region stands here before anybody else sees it.
          Nothing is kept on the server until you submit.
        </PageHead>
      ) : (
        <AmendHead id={amend} />
      )}
      {manifest.error !== null && <Trouble error={manifest.error} />}
      {manifest.loading ? <Loading /> : <Work manifest={manifest} amend={amend} />}
    </>
  );
}

function AmendHead({ id }: { readonly id: string }): ReactNode {
  const { data } = useQuery(requestQuery(id));
  const name = data === undefined ? 'the request' : `${data.model.name} ${data.model.version}`;
  return (
    <PageHead
      title={`Correct the manifest of ${name}`}
      above={
        <TextLink to="/requests/$id" params={{ id }} size="sm">
          Back to {name}
        </TextLink>
      }
    >
      Decisions that saw what you change become void and are asked for again; the others stand.
    </PageHead>
  );
}

interface WorkProps {
  readonly manifest: ManifestInHand;
  readonly amend: string | undefined;
}

function Work({ manifest, amend }: WorkProps): ReactNode {
  const verdict = useVerdict(manifest.text);
  if (manifest.text === '') {
    return (
      <Stack>
        <SourceFiles manifest={manifest} />
        <Group>
          <Button variant="subtle" onClick={() => manifest.setText('model:\n  name: ')}>
            Or write a manifest by hand
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, lg: manifest.questions.length > 0 ? 2 : 1 }} spacing="lg">
        <ManifestEditor manifest={manifest} />
        {manifest.questions.length > 0 && <Questions manifest={manifest} />}
      </SimpleGrid>
      <SubmitBar manifest={manifest} amend={amend} verdict={verdict} />
      <VerdictColumns verdict={verdict} />
    </Stack>
  );
}
