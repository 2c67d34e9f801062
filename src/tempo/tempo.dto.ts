import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { type Dimension, DIMENSIONS } from './measure/waiting.ts';

const WORD = /^[a-z][a-z0-9_-]{0,62}$/;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const NOT_DAY = { message: 'must be a day such as `2026-01-31`' };

/** What every question about tempo may say. */
export class TempoQuery {
  @ApiProperty({
    required: false,
    example: 'eu',
    description: 'Default: every region you may read',
  })
  @IsOptional()
  @Matches(WORD, { message: 'must be a region such as `eu`' })
  readonly region?: string;

  @ApiProperty({
    required: false,
    example: '2026-01-01',
    description: 'First day; default: a year ago',
  })
  @IsOptional()
  @Matches(DAY, NOT_DAY)
  readonly from?: string;

  @ApiProperty({ required: false, example: '2026-12-31', description: 'Last day; default: today' })
  @IsOptional()
  @Matches(DAY, NOT_DAY)
  readonly to?: string;
}

/** `GET /tempo/report` */
export class ReportQuery {
  @ApiProperty({ example: '2026-10', description: 'The month, by UTC' })
  @Matches(/^20\d{2}-(0[1-9]|1[0-2])$/, { message: 'must be a month such as `2026-10`' })
  readonly month!: string;

  @ApiProperty({
    required: false,
    example: 'eu',
    description: 'Default: every region you may read, side by side',
  })
  @IsOptional()
  @Matches(WORD, { message: 'must be a region such as `eu`' })
  readonly region?: string;
}

/** `GET /tempo/waiting` */
export class WaitingQuery extends TempoQuery {
  @ApiProperty({ enum: DIMENSIONS, example: 'stage' })
  @IsIn(DIMENSIONS, { message: `must be one of ${DIMENSIONS.join(', ')}` })
  readonly by!: Dimension;

  @ApiProperty({
    required: false,
    isArray: true,
    type: String,
    example: ['stage:approval'],
    description: 'Only turns of which this holds, as `dimension:value`; may come several times',
  })
  @IsOptional()
  @Type(() => String)
  @Matches(/^[a-z_]{1,20}:.{1,100}$/u, { each: true, message: 'must be such as `stage:approval`' })
  readonly where?: string | string[];
}

/** `GET /tempo/comparison` */
export class ComparisonQuery extends TempoQuery {
  @ApiProperty({
    example: 'north-america',
    description:
      'What is held against `region` and the period: a region, or a period `2025-01-01..2025-12-31`',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(80)
  readonly with!: string;
}

/** `GET /tempo/what-if` */
export class WhatIfQuery extends TempoQuery {
  @ApiProperty({ enum: ['people', 'documents_earlier', 'evidence_reused'] })
  @IsIn(['people', 'documents_earlier', 'evidence_reused'], {
    message: 'must be `people`, `documents_earlier` or `evidence_reused`',
  })
  readonly change!: 'people' | 'documents_earlier' | 'evidence_reused';

  @ApiProperty({ required: false, example: 'compliance_officer', description: 'Of `people`' })
  @IsOptional()
  @Matches(WORD, { message: 'must be a role such as `compliance_officer`' })
  readonly role?: string;

  @ApiProperty({ required: false, type: Number, default: 1, description: 'How many people more' })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(1000, { message: 'must be at most 1000' })
  readonly more?: number;

  @ApiProperty({ required: false, type: Number, default: 5, description: 'How many days earlier' })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(366, { message: 'must be at most 366' })
  readonly days?: number;

  @ApiProperty({ required: false, example: 'EU-GDPR-35-DPIA', description: 'Of `evidence_reused`' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly rule?: string;
}
