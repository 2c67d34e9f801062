import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { ACTION_NAMES } from './permissions.ts';
import type { Action } from './permissions.ts';

/** `POST /tokens` */
export class TokenBody {
  @ApiProperty({
    required: false,
    example: 'ci-loans',
    description: 'Service account; default you',
  })
  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9._-]{0,62}$/, { message: 'must be the id of a service account' })
  readonly person?: string;

  @ApiProperty({ minLength: 1, maxLength: 200, example: 'release pipeline' })
  @IsString({ message: 'must be text' })
  @Matches(/\S/, { message: 'must say what it is for' })
  @MaxLength(200, { message: 'must be at most 200 characters' })
  readonly label!: string;

  @ApiProperty({ required: false, type: [String], description: 'Default: wherever its person is' })
  @IsOptional()
  @IsArray({ message: 'must be a list of regions such as `["eu"]`' })
  @ArrayMinSize(1, { message: 'must name at least one region' })
  @ArrayMaxSize(20, { message: 'names too many regions' })
  @ArrayUnique({ message: 'names a region twice' })
  @Matches(/^[a-z][a-z0-9-]{0,39}$/, { each: true, message: 'must hold regions such as `eu`' })
  readonly regions?: string[];

  @ApiProperty({
    required: false,
    enum: ACTION_NAMES,
    isArray: true,
    description: 'What of its person’s powers it opens; default all of them',
  })
  @IsOptional()
  @IsArray({ message: 'must be a list of actions such as `["read"]`' })
  @ArrayMinSize(1, { message: 'must name at least one action' })
  @ArrayUnique({ message: 'names an action twice' })
  @IsIn(ACTION_NAMES, { each: true, message: `must hold actions: ${ACTION_NAMES.join(', ')}` })
  readonly actions?: Action[];

  @ApiProperty({ minimum: 1, maximum: 365, description: 'Days until it ends' })
  @IsInt({ message: 'must be a whole number of days' })
  @Min(1, { message: 'must be at least one day' })
  @Max(365, { message: 'must be at most 365 days' })
  readonly days!: number;
}
