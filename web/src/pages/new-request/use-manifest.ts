import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, ask } from '../../api/client.ts';
import type { Draft } from '../../api/types.ts';
import { answerIn } from './answer-in.ts';
import { isManifest, readFile } from './read-file.ts';

type Question = Draft['questions'][number];

/** The manifest one is working on, wherever it came from. */
export interface ManifestInHand {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** What a draft asks that can be answered beside it, the most decisive first. */
  readonly questions: readonly Question[];
  readonly answer: (question: Question, value: string | readonly string[]) => void;
  /** Takes what was dropped: a manifest as it is, anything else by way of a draft. */
  readonly take: (files: readonly File[], jurisdictions: readonly string[]) => void;
  readonly warnings: Draft['warnings'];
  readonly clear: () => void;
  readonly taking: boolean;
  readonly loading: boolean;
  readonly error: Error | null;
}

interface Kept {
  readonly text: string;
  readonly questions: readonly Question[];
  readonly warnings: Draft['warnings'];
}

const NOTHING: Kept = { text: '', questions: [], warnings: [] };

/** Kept in the browser as it is typed, so that neither a reload nor the end of a session loses it. */
export function useManifest(amend: string | undefined): ManifestInHand {
  const key = `carnet-manifest-${amend ?? 'new'}`;
  const [kept, setKept] = useState<Kept>(() => load(key));
  const keep = (next: Kept): void => {
    setKept(next);
    save(key, next);
  };
  const standing = useQuery({
    queryKey: ['requests', amend, 'manifest'],
    enabled: amend !== undefined && kept.text === '',
    staleTime: Infinity,
    queryFn: async () =>
      (await ask(`/api/v1/requests/${encodeURIComponent(amend ?? '')}/manifest`)).text(),
  });
  const taking = useMutation({
    mutationFn: async ({ files, jurisdictions }: Dropped) => fromFiles(files, jurisdictions),
    onSuccess: keep,
  });
  const text = kept.text === '' ? (standing.data ?? '') : kept.text;
  return {
    text,
    setText: (next) => keep({ ...kept, text: next }),
    questions: kept.questions,
    answer: (question, value) => keep(answeredIn({ ...kept, text }, question, value)),
    take: (files, jurisdictions) => taking.mutate({ files, jurisdictions }),
    warnings: kept.warnings,
    clear: () => keep(NOTHING),
    taking: taking.isPending,
    loading: standing.isLoading,
    error: taking.error ?? standing.error,
  };
}

interface Dropped {
  readonly files: readonly File[];
  readonly jurisdictions: readonly string[];
}

async function fromFiles(files: readonly File[], jurisdictions: readonly string[]): Promise<Kept> {
  const read = await Promise.all(files.map(readFile));
  const [first] = read;
  if (first !== undefined && read.length === 1 && isManifest(first)) {
    return { ...NOTHING, text: first.content };
  }
  const draft = answered(
    await api.POST('/api/v1/drafts', {
      body: {
        files: read,
        ...(jurisdictions.length > 0 ? { jurisdictions: [...jurisdictions] } : {}),
      },
    }),
  );
  return {
    text: draft.manifest,
    // What stands in lists is answered where it stands.
    questions: draft.questions.filter(({ fact }) => !fact.includes('[]') && !LISTS.has(fact)),
    warnings: draft.warnings,
  };
}

/** Lists of entries with fields of their own. */
const LISTS: ReadonlySet<string> = new Set(['data.locations', 'data.datasets', 'tools']);

function answeredIn(kept: Kept, question: Question, value: string | readonly string[]): Kept {
  const text = answerIn(kept.text, question.fact, value);
  return {
    ...kept,
    text,
    questions: kept.questions.filter(({ fact }) => fact !== question.fact),
  };
}

function load(key: string): Kept {
  try {
    const text = localStorage.getItem(key);
    return text === null ? NOTHING : { ...NOTHING, ...(JSON.parse(text) as Kept) };
  } catch {
    return NOTHING;
  }
}

function save(key: string, kept: Kept): void {
  try {
    if (kept.text === '') localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing: the page works, and a reload begins anew.
  }
}
