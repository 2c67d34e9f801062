import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { Type } from 'class-transformer';

const MOST = Number.MAX_SAFE_INTEGER;

/** `GET /checkpoint` */
export class CheckpointQuery {
  @ApiProperty({
    required: false,
    type: String,
    description: 'Region; needed where several are served',
  })
  @IsOptional()
  @IsString({ message: 'must be text' })
  readonly region?: string;
}

/** `GET /regions/{region}/log/consistency` */
export class ConsistencyQuery {
  @ApiProperty({ type: Number, minimum: 1, description: 'Size of the checkpoint that you hold' })
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(MOST, { message: 'is too large' })
  readonly from!: number;

  @ApiProperty({ required: false, type: Number, description: 'Size of the other; default: newest' })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(MOST, { message: 'is too large' })
  readonly to?: number;
}

/** `GET /cases/{id}/events/{seq}/inclusion` */
export class InclusionQuery {
  @ApiProperty({
    required: false,
    type: Number,
    description: 'Size of the checkpoint; default: the newest',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(MOST, { message: 'is too large' })
  readonly size?: number;
}
