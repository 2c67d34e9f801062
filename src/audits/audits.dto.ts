import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsISO8601,
  IsOptional,
  Matches,
} from 'class-validator';
import { DeedBody } from '../operations/operations.dto.ts';

const PERSON = /^[a-z0-9][a-z0-9._-]{0,62}$/;
const INSTANT = { message: 'must be an instant such as `2026-12-24T08:00:00Z`' };
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MESSAGE = { message: 'must be a day such as `2026-12-31`' };
const CASE = /^[a-z][a-z0-9-]*-[a-z2-7]{20}$/;

/** `POST /engagements` */
export class EngagementBody extends DeedBody {
  @ApiProperty({ example: 'audrey', description: 'The auditor' })
  @Matches(PERSON, { message: 'must be the id of a person such as `audrey`' })
  readonly person!: string;

  @ApiProperty({
    required: false,
    type: [String],
    description: 'Cases that may be looked at; default: every case of the period',
  })
  @IsOptional()
  @IsArray({ message: 'must be a list of cases' })
  @ArrayMinSize(1, { message: 'must name a case, or be left out' })
  @ArrayMaxSize(1000, { message: 'names too many cases' })
  @Matches(CASE, { each: true, message: 'must hold ids of cases' })
  readonly cases?: string[];

  @ApiProperty({
    required: false,
    format: 'date',
    description:
      'First day of the period that is audited: cases that were over before are left out',
  })
  @IsOptional()
  @IsISO8601({ strict: true }, DAY_MESSAGE)
  @Matches(DAY, DAY_MESSAGE)
  readonly period_from?: string;

  @ApiProperty({
    required: false,
    format: 'date',
    description: 'Last day of the period that is audited: cases that began later are left out',
  })
  @IsOptional()
  @IsISO8601({ strict: true }, DAY_MESSAGE)
  @Matches(DAY, DAY_MESSAGE)
  readonly period_until?: string;

  @ApiProperty({ required: false, format: 'date-time', description: 'Default: now' })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true }, INSTANT)
  @Matches(/T.*(?:Z|[+-]\d\d:\d\d)$/, INSTANT)
  readonly from?: string;

  @ApiProperty({ format: 'date-time', description: 'When the auditor’s access ends' })
  @IsISO8601({ strict: true, strictSeparator: true }, INSTANT)
  @Matches(/T.*(?:Z|[+-]\d\d:\d\d)$/, INSTANT)
  readonly until!: string;
}
