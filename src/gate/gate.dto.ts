import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
} from 'class-validator';

const WORD = /^[a-z][a-z0-9_-]{0,62}$/;
const INSTANT = { message: 'must be an instant such as `2026-12-24T08:00:00Z`' };

/** `POST /gate/decisions` */
export class GateBody {
  @ApiProperty({ example: 'sha256:…', description: 'Digest of the artifact (`carnet digest`)' })
  @IsString({ message: 'must be text' })
  @Matches(/^(?:sha256:)?[0-9a-f]{64}$/, {
    message: 'must be `sha256:` and 64 lower-case hex digits, as `carnet digest` prints it',
  })
  readonly digest!: string;

  @ApiProperty({
    required: false,
    example: 'eu',
    description: 'Default: every region you may read',
  })
  @IsOptional()
  @Matches(WORD, { message: 'must be a region such as `eu`' })
  readonly region?: string;

  @ApiProperty({ required: false, example: 'aws:eu-central-1' })
  @IsOptional()
  @Matches(/^[a-z]{2,20}:[a-z0-9-]{1,60}$/, {
    message: 'must be a provider and its region such as `aws:eu-central-1`',
  })
  readonly cloud_region?: string;

  @ApiProperty({ required: false, type: [String], example: ['EU-DE'] })
  @IsOptional()
  @IsArray({ message: 'must be a list of places such as `["EU-DE"]`' })
  @ArrayMaxSize(100, { message: 'names too many places' })
  @Matches(/^[A-Z][A-Z0-9-]{0,39}$/, { each: true, message: 'must hold places such as `EU-DE`' })
  readonly jurisdictions?: string[];

  @ApiProperty({ required: false, example: 'credit_scoring' })
  @IsOptional()
  @IsString({ message: 'must be text' })
  @MaxLength(200, { message: 'must be at most 200 characters' })
  readonly use_case?: string;

  @ApiProperty({
    required: false,
    format: 'date-time',
    description: 'What your clock says; more than five minutes off denies',
  })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true }, INSTANT)
  @Matches(/T.*(?:Z|[+-]\d\d:\d\d)$/, INSTANT)
  readonly at?: string;

  @ApiProperty({
    required: false,
    description: 'Asks what the answer would be: it is neither counted nor journaled',
  })
  @IsOptional()
  @IsBoolean({ message: 'must be true or false' })
  readonly dry_run?: boolean;
}
