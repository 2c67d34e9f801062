import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, IsIn, IsInt, IsOptional, Matches, Max, Min, ValidateIf } from 'class-validator';
import { Type } from 'class-transformer';
import { STATUSES } from '../cases/cases.dto.ts';
import { PERIOD_KINDS } from './population.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MESSAGE = { message: 'must be a day such as `2026-12-31`' };
const WORD = /^[a-z][a-z0-9_-]{0,62}$/;
const NONCE = /^[\x21-\x7e]{1,200}$/;
const NONCE_MESSAGE = { message: 'must be 1 to 200 printable ASCII characters without spaces' };
const MOST = 100_000;

/** Which cases: `GET /regions/{region}/population` */
export class PopulationParameters {
  @ApiProperty({ required: false, format: 'date', description: 'First day of the period, UTC' })
  @IsOptional()
  @IsISO8601({ strict: true }, DAY_MESSAGE)
  @Matches(DAY, DAY_MESSAGE)
  readonly from?: string;

  @ApiProperty({ required: false, format: 'date', description: 'Last day of the period, UTC' })
  @IsOptional()
  @IsISO8601({ strict: true }, DAY_MESSAGE)
  @Matches(DAY, DAY_MESSAGE)
  readonly until?: string;

  @ApiProperty({
    required: false,
    enum: PERIOD_KINDS,
    description:
      'What of a case has to lie in the period: it was there (`lived`, unless said), it began, it was decided on',
  })
  @IsOptional()
  @IsIn(PERIOD_KINDS, { message: `must be one of ${PERIOD_KINDS.join(', ')}` })
  readonly of?: (typeof PERIOD_KINDS)[number];

  @ApiProperty({ required: false, enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES, { message: `must be one of ${STATUSES.join(', ')}` })
  readonly status?: (typeof STATUSES)[number];

  @ApiProperty({ required: false, example: 'allowed', description: 'What the law came to' })
  @IsOptional()
  @Matches(WORD, { message: 'must be an outcome such as `allowed`' })
  readonly outcome?: string;

  @ApiProperty({ required: false, example: 'approval', description: 'A stage that it stands in' })
  @IsOptional()
  @Matches(WORD, { message: 'must be the name of a stage such as `approval`' })
  readonly stage?: string;
}

/** `POST /regions/{region}/samples` */
export class SampleBody extends PopulationParameters {
  @ApiProperty({
    example: 'audit-2026-q4-7f3a',
    description: 'What you choose: new for each sample',
  })
  @Matches(NONCE, NONCE_MESSAGE)
  readonly nonce!: string;

  @ApiProperty({ minimum: 1, maximum: MOST })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(MOST, { message: `must be at most ${MOST}` })
  readonly size!: number;
}

/** `GET /regions/{region}/export` */
export class ExportParameters extends PopulationParameters {
  @ApiProperty({ required: false, description: 'Only a sample of the cases: what you choose' })
  @ValidateIf((query: ExportParameters) => query.nonce !== undefined || query.size !== undefined)
  @Matches(NONCE, NONCE_MESSAGE)
  readonly nonce?: string;

  @ApiProperty({ required: false, type: Number, description: 'Only a sample: how many cases' })
  @ValidateIf((query: ExportParameters) => query.nonce !== undefined || query.size !== undefined)
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(MOST, { message: `must be at most ${MOST}` })
  readonly size?: number;
}
