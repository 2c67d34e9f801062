import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The cell's journal as one Merkle log: each event's place, the subtrees that are complete, and signed tree heads. */
const UP = `
create table log_entry (
  index bigint primary key,
  subject text not null,
  seq integer not null,
  unique (subject, seq),
  foreign key (subject, seq) references journal_event (subject, seq)
);
create table log_node (
  level smallint not null,
  index bigint not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (level, index)
);
create table log_checkpoint (
  size bigint primary key,
  root bytea not null check (octet_length(root) = 32),
  at timestamptz not null,
  note text not null
);
create trigger log_entry_no_change before update or delete on log_entry
  for each row execute function journal_is_append_only();
create trigger log_entry_no_truncate before truncate on log_entry
  for each statement execute function journal_is_append_only();
create trigger log_node_no_change before update or delete on log_node
  for each row execute function journal_is_append_only();
create trigger log_node_no_truncate before truncate on log_node
  for each statement execute function journal_is_append_only();
create trigger log_checkpoint_no_change before update or delete on log_checkpoint
  for each row execute function journal_is_append_only();
create trigger log_checkpoint_no_truncate before truncate on log_checkpoint
  for each statement execute function journal_is_append_only();

-- From the first event that was ever journaled.
insert into feed_reader values ('log', '0.0.');
`;

export class Log1700000000008 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  /** A cell's history is never undone by a program. */
  async down(): Promise<void> {
    throw new Error('a cell has no way back: restore a backup');
  }
}
