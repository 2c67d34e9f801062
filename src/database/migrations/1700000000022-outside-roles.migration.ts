import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Roles that an identity provider gives stand beside those that people give. */
const UP = `
-- The provider whose claims gave the role, which takes it back by itself; null: given by hand.
alter table person_role add column source text;
`;

export class OutsideRoles1700000000022 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  /** A cell's history is never undone by a program. */
  async down(): Promise<void> {
    throw new Error('a cell has no way back: restore a backup');
  }
}
