import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { TextLink } from '../parts/links.tsx';
import type { Column } from './column.ts';

interface DataTableProps<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
}

/** What a chart shows, in words and numbers. The first column names the row. */
export function DataTable<T>({ caption, columns, rows }: DataTableProps<T>): ReactNode {
  return (
    <Table.ScrollContainer
      minWidth={Math.min(900, 130 * columns.length)}
      maxHeight={460}
      type="native"
      tabIndex={0}
      role="region"
      aria-label={`${caption}, table`}
    >
      <Table verticalSpacing={6} horizontalSpacing="sm" stickyHeader>
        <caption className="only-read">{caption}</caption>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ head, isNumber = false }) => (
              <Table.Th key={head} scope="col" ta={isNumber ? 'right' : undefined}>
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            <Table.Tr key={index}>
              {columns.map((column, at) => (
                <Cell key={column.head} column={column} row={row} names={at === 0} />
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface CellProps<T> {
  readonly column: Column<T>;
  readonly row: T;
  readonly names: boolean;
}

function Cell<T>({ column, row, names }: CellProps<T>): ReactNode {
  const { tell, to, isNumber = false } = column;
  const text = tell(row);
  const shown = to === undefined ? text : <TextLink to={to(row)}>{text}</TextLink>;
  if (names) {
    return (
      <Table.Th scope="row" fw={500} className="breaks">
        {shown}
      </Table.Th>
    );
  }
  return (
    <Table.Td ta={isNumber ? 'right' : undefined} className={isNumber ? 'figures' : 'breaks'}>
      {shown}
    </Table.Td>
  );
}
