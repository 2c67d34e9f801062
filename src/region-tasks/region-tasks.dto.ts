import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { DeedBody, RegionQuery } from '../operations/operations.dto.ts';

const STATES = ['open', 'closed'] as const;
const OUTCOMES = ['answered', 'justified', 'not_justified'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** `GET /region-tasks` */
export class RegionTasksQuery extends RegionQuery {
  @ApiProperty({ required: false, enum: STATES, description: 'Default: open' })
  @IsOptional()
  @IsIn(STATES, { message: `must be one of ${STATES.join(', ')}` })
  readonly state?: (typeof STATES)[number];
}

/** `POST /region-tasks/{id}/close` */
export class CloseBody extends DeedBody {
  @ApiProperty({ enum: OUTCOMES, description: 'Break-glass was `justified` or `not_justified`' })
  @IsIn(OUTCOMES, { message: `must be one of ${OUTCOMES.join(', ')}` })
  readonly outcome!: Outcome;
}
