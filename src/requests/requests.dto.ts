import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
} from 'class-validator';
import { IsManifest, asSent } from './is-manifest.ts';

const MANIFEST = {
  description: 'YAML or JSON text, or the manifest itself as JSON',
  oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: true }],
};
const REGION = /^[a-z][a-z0-9-]{0,39}$/;

/** A list of regions, which may be left out. */
function IsRegions(description: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ required: false, type: [String], description }),
    IsOptional(),
    IsArray({ message: 'must be a list of regions such as `["eu"]`' }),
    ArrayMinSize(1, { message: 'must name at least one region' }),
    ArrayMaxSize(20, { message: 'names too many regions' }),
    ArrayUnique({ message: 'names a region twice' }),
    Matches(REGION, { each: true, message: 'must hold names of regions such as `eu`' }),
  );
}

/** `POST /checks` */
export class CheckBody {
  @ApiProperty(MANIFEST)
  @IsManifest()
  @Transform(asSent)
  readonly manifest!: string | Record<string, unknown>;

  @ApiProperty({
    required: false,
    format: 'date',
    description: 'Day the law is read on; default today',
  })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'must be a date such as `2026-11-23`' })
  @IsISO8601({ strict: true }, { message: 'must be a day that exists, such as `2026-11-23`' })
  readonly as_of?: string;
}

/** `POST /requests` */
export class SubmitBody {
  @ApiProperty(MANIFEST)
  @IsManifest()
  @Transform(asSent)
  readonly manifest!: string | Record<string, unknown>;

  @IsRegions('Default: every region served here that the manifest touches')
  readonly regions?: string[];
}

/** `PUT /requests/:id/manifest` */
export class AmendBody {
  @ApiProperty(MANIFEST)
  @IsManifest()
  @Transform(asSent)
  readonly manifest!: string | Record<string, unknown>;

  @IsRegions(
    'Amends the cases of these regions only. A permit given elsewhere stands on what it was given for. Default: all',
  )
  readonly regions?: string[];
}

/** `POST …/withdraw`, `POST …/retire` */
export class ReasonBody {
  @ApiProperty({ minLength: 1, maxLength: 2000 })
  @IsString({ message: 'must be text' })
  @Matches(/\S/, { message: 'must say why' })
  @MaxLength(2000, { message: 'must be at most 2000 characters' })
  readonly reason!: string;
}

/** Query of `GET /requests` */
export class PageQuery {
  @ApiProperty({ required: false, description: '`next_cursor` of the page before' })
  @IsOptional()
  @IsString({ message: 'must be the `next_cursor` of the page before' })
  @MaxLength(400, { message: 'must be the `next_cursor` of the page before' })
  readonly cursor?: string;
}
