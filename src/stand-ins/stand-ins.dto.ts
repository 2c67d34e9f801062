import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsISO8601, IsOptional, Matches } from 'class-validator';
import { DeedBody } from '../operations/operations.dto.ts';

const PERSON = /^[a-z0-9][a-z0-9._-]{0,62}$/;
const WORD = /^[a-z][a-z0-9_-]{0,62}$/;
const INSTANT = { message: 'must be an instant such as `2026-12-24T08:00:00Z`' };

/** `POST /stand-ins` */
export class StandInBody extends DeedBody {
  @ApiProperty({ required: false, example: 'cleo', description: 'Whose place; default: yours' })
  @IsOptional()
  @Matches(PERSON, { message: 'must be the id of a person such as `cleo`' })
  readonly person?: string;

  @ApiProperty({ example: 'carl' })
  @Matches(PERSON, { message: 'must be the id of a person such as `carl`' })
  readonly stand_in!: string;

  @ApiProperty({
    required: false,
    type: [String],
    description: 'Default: every role in which the person decides',
  })
  @IsOptional()
  @IsArray({ message: 'must be a list of roles such as `["dpo"]`' })
  @ArrayMaxSize(20, { message: 'names too many roles' })
  @Matches(WORD, { each: true, message: 'must hold roles such as `dpo`' })
  readonly roles?: string[];

  @ApiProperty({ required: false, format: 'date-time', description: 'Default: now' })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true }, INSTANT)
  @Matches(/T.*(?:Z|[+-]\d\d:\d\d)$/, INSTANT)
  readonly from?: string;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601({ strict: true, strictSeparator: true }, INSTANT)
  @Matches(/T.*(?:Z|[+-]\d\d:\d\d)$/, INSTANT)
  readonly until!: string;
}
