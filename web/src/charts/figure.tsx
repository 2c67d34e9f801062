import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { keep } from '../api/files.ts';
import { DownloadIcon } from '../parts/icons.tsx';
import { csvOf } from './column.ts';
import type { Column } from './column.ts';
import { DataTable } from './data-table.tsx';

interface FigureProps<T> {
  readonly title: string;
  /** What it shows, worked out from what it shows. */
  readonly says: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  /** Name of the file, without its ending. */
  readonly file: string;
  /** The chart; none where the table says it best. */
  readonly children?: ReactNode;
  /** What is shown may be chosen. */
  readonly controls?: ReactNode;
  /** How to read it, in small. */
  readonly note?: string;
}

/** One question's answer: a sentence, a chart, the same as a table, and the same as a file. */
export function Figure<T>(props: FigureProps<T>): ReactNode {
  const { title, says, columns, rows, file, children, controls, note } = props;
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  const showsTable = children === undefined || asTable;
  return (
    <Paper component="figure" className="figure" aria-labelledby={id}>
      <div className="figure-head">
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        {rows.length > 0 && (
          <Group gap="xs">
            {children !== undefined && (
              <Button
                size="compact-sm"
                variant="default"
                aria-pressed={asTable}
                aria-label={`Table: ${title}`}
                onClick={() => setAsTable(!asTable)}
              >
                {asTable ? 'Chart' : 'Table'}
              </Button>
            )}
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<DownloadIcon size={14} />}
              aria-label={`CSV: ${title}`}
              onClick={() =>
                keep(new Blob([csvOf(columns, rows)], { type: 'text/csv' }), `${file}.csv`)
              }
            >
              CSV
            </Button>
          </Group>
        )}
      </div>
      <Text component="figcaption" className="figure-says">
        {says}
      </Text>
      {controls}
      {rows.length > 0 &&
        (showsTable ? <DataTable caption={title} columns={columns} rows={rows} /> : children)}
      {note !== undefined && rows.length > 0 && (
        <Text size="xs" c="dimmed" mt="sm" maw={736}>
          {note}
        </Text>
      )}
    </Paper>
  );
}
