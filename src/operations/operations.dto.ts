import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { PAUSE_SCOPES } from './pause.types.ts';
import type { PauseScope } from './pause.types.ts';

const REGION = /^[a-z][a-z0-9-]{0,39}$/;
const REGION_MESSAGE = { message: 'must be the name of a region such as `eu`' };

/** Where, and why: every act of an operator says both. */
export class DeedBody {
  @ApiProperty({ example: 'eu' })
  @Matches(REGION, REGION_MESSAGE)
  readonly region!: string;

  @ApiProperty({ minLength: 1, maxLength: 2000 })
  @IsString({ message: 'must be text' })
  @Matches(/\S/, { message: 'must say why' })
  @MaxLength(2000, { message: 'must be at most 2000 characters' })
  readonly reason!: string;
}

/** `POST /operations/pause` and `/operations/resume` */
export class PauseBody extends DeedBody {
  @ApiProperty({ enum: PAUSE_SCOPES })
  @IsIn(PAUSE_SCOPES, { message: `must be one of ${PAUSE_SCOPES.join(', ')}` })
  readonly scope!: PauseScope;

  @ApiProperty({ description: 'Id of the case, name of the stage, or kind of jobs' })
  @Matches(/^[a-z][a-z0-9_-]{0,99}$/, {
    message: 'must be the id of a case, the name of a stage, or a kind of jobs',
  })
  readonly target!: string;
}

/** `GET /operations/jobs` */
export class JobsQuery {
  @ApiProperty({ required: false })
  @IsOptional()
  @Matches(REGION, REGION_MESSAGE)
  readonly region?: string;

  @ApiProperty({ required: false, enum: ['waiting', 'dead'] })
  @IsOptional()
  @IsIn(['waiting', 'dead'], { message: 'must be `waiting` or `dead`' })
  readonly state?: 'waiting' | 'dead';
}

/** `GET /operations/pauses` */
export class RegionQuery {
  @ApiProperty({ required: false })
  @IsOptional()
  @Matches(REGION, REGION_MESSAGE)
  readonly region?: string;
}
