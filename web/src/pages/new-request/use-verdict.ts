import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import type { CheckReport } from '../../api/types.ts';

const WAIT_MS = 500;

export interface Verdict {
  readonly report: CheckReport | undefined;
  readonly error: Error | null;
  /** What is shown is of an older text than the one that stands there. */
  readonly behind: boolean;
}

/** The verdict of every region on the text as it stands, a moment after the last key. */
export function useVerdict(text: string): Verdict {
  const [manifest] = useDebouncedValue(text, WAIT_MS);
  const check = useQuery({
    queryKey: ['check', manifest],
    enabled: manifest.trim() !== '',
    placeholderData: keepPreviousData,
    queryFn: async () =>
      answered(
        await api.POST('/api/v1/checks', {
          params: { query: { ways: 'true' } },
          body: { manifest },
        }),
      ),
  });
  return {
    report: check.isError ? undefined : check.data,
    error: check.error,
    behind: manifest !== text || check.isFetching,
  };
}
