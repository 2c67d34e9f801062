import { Button, FileButton, Group, MultiSelect, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Draft } from '../../api/types.ts';
import { capital, counted, plain } from '../../parts/words.ts';

interface QuestionProps {
  readonly question: Draft['questions'][number];
  readonly onAnswer: (value: string | readonly string[]) => void;
}

export function Question({ question, onAnswer }: QuestionProps): ReactNode {
  const { fact, meaning, decides, needed, values, list } = question;
  const about = {
    label: capital(meaning),
    description: `${fact} · ${needed ? 'needed to submit' : counted(decides, 'finding waits', 'findings wait')}`,
  };
  if (fact === 'model.artifact.digest') return <DigestQuestion {...about} onAnswer={onAnswer} />;
  if (values === null) return <WordQuestion {...about} onAnswer={onAnswer} />;
  if (list) return <ListQuestion {...about} values={values} onAnswer={onAnswer} />;
  return (
    <Select
      {...about}
      placeholder="Choose"
      searchable={values.length > 6}
      data={values.map((value) => ({ value, label: worded(value) }))}
      value={null}
      onChange={(value) => value !== null && onAnswer(value)}
    />
  );
}

interface AskedProps {
  readonly label: string;
  readonly description: string;
  readonly onAnswer: QuestionProps['onAnswer'];
}

function ListQuestion({
  values,
  onAnswer,
  ...about
}: AskedProps & { readonly values: readonly string[] }): ReactNode {
  const [chosen, setChosen] = useState<string[]>([]);
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <MultiSelect
        {...about}
        flex={1}
        searchable
        limit={60}
        hidePickedOptions
        data={values.map((value) => ({ value, label: worded(value) }))}
        value={chosen}
        onChange={setChosen}
      />
      <Button variant="default" onClick={() => onAnswer(chosen)}>
        {chosen.length === 0 ? 'None' : 'Answer'}
      </Button>
    </Group>
  );
}

function WordQuestion({ onAnswer, ...about }: AskedProps): ReactNode {
  const [value, setValue] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim() !== '') onAnswer(value.trim());
      }}
    >
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          {...about}
          flex={1}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          Answer
        </Button>
      </Group>
    </form>
  );
}

/** The file stays where it is: its hash is worked out in the browser. */
function DigestQuestion({ onAnswer, ...about }: AskedProps): ReactNode {
  const take = async (file: File | null): Promise<void> => {
    if (file === null) return;
    const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    const hex = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0'));
    onAnswer(`sha256:${hex.join('')}`);
  };
  return (
    <Group align="flex-end" gap="xs">
      <WordQuestion {...about} onAnswer={onAnswer} />
      <FileButton onChange={(file) => void take(file)}>
        {(props) => (
          <Button {...props} variant="default">
            Work it out from the model file
          </Button>
        )}
      </FileButton>
    </Group>
  );
}

/** Codes stay as they are; words are read as words. */
function worded(value: string): string {
  if (value === 'true') return 'Yes';
  if (value === 'false') return 'No';
  return /^[A-Z]/u.test(value) ? value : plain(value);
}
