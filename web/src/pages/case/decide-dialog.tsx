import { Button, Group, Modal, MultiSelect, Radio, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { api, newIntention } from '../../api/client.ts';
import { codeOf } from '../../api/problem.ts';
import type { Case, Finding, Task } from '../../api/types.ts';
import { Trouble } from '../../parts/states.tsx';
import { plain } from '../../parts/words.ts';
import { ProofAsked } from './proof-asked.tsx';
import { WhatIsSigned } from './what-is-signed.tsx';

const KINDS = [
  { value: 'approve', label: 'Approve', description: 'What the stage asks is in order.' },
  {
    value: 'request_changes',
    label: 'Ask for changes',
    description: 'The ML team has to change something first; say what.',
  },
  { value: 'reject', label: 'Reject', description: 'The case ends here; the team may appeal.' },
] as const;
type Kind = (typeof KINDS)[number]['value'];

interface DecideDialogProps {
  readonly item: Case;
  readonly task: Task;
  readonly findings: readonly Finding[];
  readonly onClose: () => void;
}

/** A decision: what it covers, what it is, and why. It binds to the hash of what is shown here. */
export function DecideDialog({ item, task, findings, onClose }: DecideDialogProps): ReactNode {
  const [kind, setKind] = useState<Kind>('approve');
  const [reason, setReason] = useState('');
  const [rules, setRules] = useState<string[]>([]);
  const [password, setPassword] = useState('');
  const decide = useDecide({ item, task, kind, reason, rules, password }, onClose);
  const asked = codeOf(decide.error) === 'ERR_PROOF_STALE';
  const ofStage = findings.filter(({ rule }) => rule in findingsIn(task));
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`Decide on ${plain(task.stage).toLowerCase()} as ${plain(task.role).toLowerCase()}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate();
        }}
      >
        <Stack>
          <WhatIsSigned task={task} />
          <Radio.Group label="Your decision" value={kind} onChange={setKind}>
            <Stack gap="xs" mt="xs">
              {KINDS.map(({ value, label, description }) => (
                <Radio key={value} value={value} label={label} description={description} />
              ))}
            </Stack>
          </Radio.Group>
          {kind === 'request_changes' && (
            <MultiSelect
              label="Findings it is about"
              description="None: it is about the stage as a whole"
              searchable
              value={rules}
              onChange={setRules}
              data={ofStage.map(({ rule, title }) => ({ value: rule, label: title }))}
            />
          )}
          <Textarea
            label="Reason"
            description="Stands in the journal and in the evidence pack, with your name"
            autosize
            minRows={3}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            required
          />
          {decide.error !== null && <Trouble error={decide.error} />}
          <ProofAsked asked={asked} password={password} onPassword={setPassword} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Not now
            </Button>
            <Button
              type="submit"
              color={kind === 'reject' ? 'red.8' : 'carnet'}
              loading={decide.isPending}
            >
              {KINDS.find(({ value }) => value === kind)?.label}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface Wanted {
  readonly item: Case;
  readonly task: Task;
  readonly kind: Kind;
  readonly reason: string;
  readonly rules: readonly string[];
  readonly password: string;
}

function useDecide({ item, task, kind, reason, rules, password }: Wanted, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      if (password !== '') await api.POST('/api/v1/session/proof', { body: { password } });
      return api.POST('/api/v1/cases/{id}/decisions', {
        params: { path: { id: item.id }, header: newIntention() },
        body: {
          stage: task.stage,
          role: task.role,
          kind,
          reason,
          ...(typeof task.seen === 'string' ? { seen: task.seen } : {}),
          ...(kind === 'request_changes' && rules.length > 0 ? { findings: [...rules] } : {}),
        },
      });
    },
    onSuccess: async () => {
      notifications.show({ title: 'Decided', message: `${plain(task.stage)}: ${plain(kind)}` });
      onDone();
      await client.invalidateQueries({ queryKey: ['inbox'] });
    },
    onSettled: async () => client.invalidateQueries({ queryKey: ['case', item.id] }),
  });
}

function findingsIn({ shown }: Task): object {
  const findings: unknown = shown?.['findings'];
  return typeof findings === 'object' && findings !== null ? findings : {};
}
