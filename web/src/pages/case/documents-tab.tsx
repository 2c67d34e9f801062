import { Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { uploadEvidence } from '../../api/files.ts';
import { evidenceQuery, findingsQuery, referenceQuery, sessionQuery } from '../../api/queries.ts';
import type { Case, Reference } from '../../api/types.ts';
import { FileDrop } from '../../parts/file-drop.tsx';
import { Empty, Loading, Trouble } from '../../parts/states.tsx';
import { counted } from '../../parts/words.ts';
import { papersOf } from './papers.ts';
import type { Paper } from './papers.ts';
import { PaperList } from './paper-list.tsx';

export function DocumentsTab({ item }: { readonly item: Case }): ReactNode {
  const findings = useQuery(findingsQuery(item.id));
  const evidence = useQuery(evidenceQuery(item.id));
  const { data: reference } = useQuery(referenceQuery);
  const error = findings.error ?? evidence.error;
  if (error !== null) return <Trouble error={error} />;
  if (findings.data === undefined || evidence.data === undefined) return <Loading />;
  const known = reference?.documents ?? [];
  return (
    <Papers item={item} papers={papersOf(findings.data, evidence.data, known)} known={known} />
  );
}

interface PapersProps {
  readonly item: Case;
  readonly papers: readonly Paper[];
  readonly known: Reference['documents'];
}

function Papers({ item, papers, known }: PapersProps): ReactNode {
  const { data: session } = useQuery(sessionQuery);
  const upload = useUpload(item.id);
  const mayUpload = session?.regions[item.region]?.may.includes('upload') === true;
  return (
    <Stack gap="md">
      {mayUpload && <DropByName papers={papers} known={known} upload={upload} />}
      {upload.error !== null && <Trouble error={upload.error} />}
      {papers.length === 0 ? (
        <Empty title="No document is asked for">
          No rule that reaches this model asks for one.
        </Empty>
      ) : (
        <PaperList
          caseId={item.id}
          papers={papers}
          onFile={mayUpload ? (document, file) => upload.mutate([{ document, file }]) : null}
        />
      )}
    </Stack>
  );
}

interface DropByNameProps {
  readonly papers: readonly Paper[];
  readonly known: Reference['documents'];
  readonly upload: ReturnType<typeof useUpload>;
}

/** Many files at once: each finds its document by its name. */
function DropByName({ papers, known, upload }: DropByNameProps): ReactNode {
  const [strangers, setStrangers] = useState<readonly string[]>([]);
  const ids = new Set([...papers, ...known].map(({ id }) => id));
  const take = (files: readonly File[]): void => {
    const named = files.map((file) => ({ file, document: nameOf(file) }));
    setStrangers(named.filter(({ document }) => !ids.has(document)).map(({ file }) => file.name));
    const familiar = named.filter(({ document }) => ids.has(document));
    if (familiar.length > 0) upload.mutate(familiar);
  };
  return (
    <>
      <FileDrop title="Hand documents in" onFiles={take} multiple>
        Several at once: a file named for its document (<code>dpia.pdf</code>) finds its place by
        itself.
      </FileDrop>
      <Text size="sm" component="div" aria-live="polite">
        {upload.isPending && 'Handing in…'}
        {upload.isSuccess && `${counted(upload.data, 'document')} handed in.`}
        {strangers.length > 0 &&
          ` No document is named like ${strangers.join(', ')}: hand it in at its row below.`}
      </Text>
    </>
  );
}

/** `Model-Card.v2.pdf` → `model_card_v2`; the id of a document is its name. */
function nameOf({ name }: File): string {
  return name
    .replace(/\.[^.]*$/u, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '_');
}

function useUpload(caseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (files: readonly { readonly document: string; readonly file: File }[]) => {
      // One after the other: each is an event of the same case.
      for (const { document, file } of files) await uploadEvidence(caseId, document, file);
      return files.length;
    },
    onSettled: async () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['case', caseId] }),
        client.invalidateQueries({ queryKey: ['requests'] }),
      ]),
  });
}
