import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';

/** One file of `POST /drafts` */
export class DraftFile {
  @ApiProperty({ maxLength: 200, description: 'What facts read from it are said to come from' })
  @IsString({ message: 'must be the name of the file' })
  @Matches(/\S/, { message: 'must be the name of the file' })
  @MaxLength(200, { message: 'must be at most 200 characters' })
  readonly name!: string;

  @ApiProperty({
    description: 'The file; of a Parquet file the footer does, of a CSV file the header',
  })
  @IsString({ message: 'must be the content, as text or in base64' })
  readonly content!: string;

  @ApiProperty({ required: false, enum: ['utf8', 'base64'], default: 'utf8' })
  @IsOptional()
  @IsIn(['utf8', 'base64'], { message: 'must be `utf8` or `base64`' })
  readonly encoding?: 'utf8' | 'base64';
}

/** `POST /drafts` */
export class DraftBody {
  @ApiProperty({ type: [DraftFile], minItems: 1, maxItems: 20 })
  @IsArray({ message: 'must be a list of files' })
  @ArrayMinSize(1, { message: 'must hold at least one file' })
  @ArrayMaxSize(20, { message: 'holds too many files' })
  @ValidateNested({ each: true, message: 'must hold files with `name` and `content`' })
  @Type(() => DraftFile)
  readonly files!: DraftFile[];

  @ApiProperty({
    required: false,
    type: [String],
    description: 'Where the model is to run: `["EU-DE", "US-NY"]`',
  })
  @IsOptional()
  @IsArray({ message: 'must be a list of jurisdictions such as `["EU-DE"]`' })
  @ArrayMaxSize(200, { message: 'names too many jurisdictions' })
  @IsString({ each: true, message: 'must hold jurisdictions such as `EU-DE`' })
  readonly jurisdictions?: string[];

  @ApiProperty({
    required: false,
    format: 'date',
    description: 'Day whose law the questions are counted by; default today',
  })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'must be a date such as `2026-11-23`' })
  @IsISO8601({ strict: true }, { message: 'must be a day that exists, such as `2026-11-23`' })
  readonly as_of?: string;
}
