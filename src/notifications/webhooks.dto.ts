import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
} from 'class-validator';
import { DeedBody } from '../operations/operations.dto.ts';

/** `POST /webhooks` */
export class WebhookBody extends DeedBody {
  @ApiProperty({ example: 'https://hooks.example.org/carnet' })
  @IsString({ message: 'must be text' })
  @MaxLength(2000, { message: 'must be at most 2000 characters' })
  readonly url!: string;

  @ApiProperty({
    required: false,
    type: [String],
    example: ['PERMIT_ISSUED'],
    description: 'Types of journal events; without them, all of every case',
  })
  @IsOptional()
  @IsArray({ message: 'must be a list of types such as `["PERMIT_ISSUED"]`' })
  @ArrayMaxSize(50, { message: 'names too many types' })
  @Matches(/^[A-Z][A-Z_]{0,60}$/, {
    each: true,
    message: 'must hold types such as `PERMIT_ISSUED`',
  })
  readonly types?: string[];
}

/** `POST /webhooks/:id/replay` */
export class ReplayBody extends DeedBody {
  @ApiProperty({ description: 'Case whose events are sent again' })
  @Matches(/^[a-z][a-z0-9-]{0,99}$/, { message: 'must be the id of a case' })
  readonly case!: string;

  @ApiProperty({
    required: false,
    minimum: 1,
    description: 'First event; default the first of all',
  })
  @IsOptional()
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  readonly from_seq?: number;
}
