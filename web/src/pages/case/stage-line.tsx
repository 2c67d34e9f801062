import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { regionsQuery } from '../../api/queries.ts';
import type { Case } from '../../api/types.ts';
import { ToneMark } from '../../parts/tone.tsx';
import { plain } from '../../parts/words.ts';
import type { Tone } from '../../parts/words.ts';

interface StageLineProps {
  readonly item: Case;
}

/** The way of the region from end to end, and where the case is on it. */
export function StageLine({ item }: StageLineProps): ReactNode {
  const { data: regions = [] } = useQuery(regionsQuery);
  const stages = regions.find(({ region }) => region === item.region)?.machine.stages ?? [];
  return (
    <ol className="step-line" aria-label="Stages">
      {stages.map((stage) => {
        const { tone, word } = standing(item, stage, stages);
        return (
          <li key={stage}>
            <ToneMark tone={tone} title={word}>
              {plain(stage)}
              <span className="only-read">: {word}</span>
            </ToneMark>
          </li>
        );
      })}
    </ol>
  );
}

interface Standing {
  readonly tone: Tone;
  readonly word: string;
}

const DONE: Standing = { tone: 'good', word: 'done' };
const TO_COME: Standing = { tone: 'calm', word: 'to come' };

function standing(item: Case, stage: string, route: readonly string[]): Standing {
  const { stages: now, stage_records: records, status } = item;
  const record = records[stage];
  if (now.includes(stage)) return { tone: status === 'open' ? 'open' : 'good', word: 'here now' };
  if (record?.skipped === true) return { tone: 'calm', word: 'not asked for' };
  if (record !== undefined && record.approvals.length > 0) return DONE;
  const here = Math.min(...now.map((one) => route.indexOf(one)));
  // Stages side by side end in any order: one that waits for nobody is over once the way went past it.
  const isPast = route.indexOf(stage) < here;
  return isPast || (record === undefined && stage === route[0]) ? DONE : TO_COME;
}
