import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { DeedBody } from '../operations/operations.dto.ts';

const PERSON = /^[a-z0-9][a-z0-9._-]{0,62}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** `POST /work-profiles` */
export class WorkProfileBody extends DeedBody {
  @ApiProperty({ required: false, example: 'cleo', description: 'Of whom; default: yourself' })
  @IsOptional()
  @Matches(PERSON, { message: 'must be the id of a person such as `cleo`' })
  readonly person?: string;

  @ApiProperty({ required: false, example: 'Europe/Lisbon', description: 'Default: the region’s' })
  @IsOptional()
  @IsString({ message: 'must be a time zone such as `Europe/Lisbon`' })
  @MaxLength(64, { message: 'must be a time zone such as `Europe/Lisbon`' })
  readonly zone?: string;

  @ApiProperty({
    required: false,
    type: [Number],
    example: [1, 2, 3, 4],
    description: '1 Monday to 7 Sunday; default: the region’s',
  })
  @IsOptional()
  @IsArray({ message: 'must be a list of days such as `[1, 2, 3]`' })
  @ArrayUnique({ message: 'must name each day once' })
  @IsInt({ each: true, message: 'must hold days from 1, Monday, to 7, Sunday' })
  @Min(1, { each: true, message: 'must hold days from 1, Monday, to 7, Sunday' })
  @Max(7, { each: true, message: 'must hold days from 1, Monday, to 7, Sunday' })
  readonly days?: number[];

  @ApiProperty({ required: false, example: '08:00' })
  @IsOptional()
  @Matches(TIME, { message: 'must be a time such as `08:00`' })
  readonly opens?: string;

  @ApiProperty({ required: false, example: '16:00' })
  @IsOptional()
  @Matches(TIME, { message: 'must be a time such as `16:00`' })
  readonly closes?: string;

  @ApiProperty({ required: false, example: 'carl', description: 'Who is called in; default: none' })
  @IsOptional()
  @Matches(PERSON, { message: 'must be the id of a person such as `carl`' })
  readonly deputy?: string;

  @ApiProperty({
    required: false,
    description: 'Whether they lead the region (administrators); default: as it is',
  })
  @IsOptional()
  @IsBoolean({ message: 'must be true or false' })
  readonly leads?: boolean;
}
