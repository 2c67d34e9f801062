import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { Type } from 'class-transformer';

const WORD = /^[a-z][a-z0-9_-]{0,62}$/;
const PERSON = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** `GET /tasks` */
export class InboxQuery {
  @ApiProperty({ required: false, enum: ['me', 'nobody'], description: 'Who is on it' })
  @IsOptional()
  @IsIn(['me', 'nobody'], { message: 'must be `me` or `nobody`' })
  readonly held?: 'me' | 'nobody';

  @ApiProperty({ required: false, example: 'eu' })
  @IsOptional()
  @Matches(WORD, { message: 'must be a region such as `eu`' })
  readonly region?: string;

  @ApiProperty({ required: false, example: 'compliance_officer' })
  @IsOptional()
  @Matches(WORD, { message: 'must be a role such as `compliance_officer`' })
  readonly role?: string;

  @ApiProperty({ required: false, example: 'approval' })
  @IsOptional()
  @Matches(WORD, { message: 'must be a stage such as `approval`' })
  readonly stage?: string;

  @ApiProperty({ required: false, example: 'eu-…', description: 'Only tasks of this case' })
  @IsOptional()
  @Matches(/^[a-z][a-z0-9-]{0,99}$/, { message: 'must be the id of a case' })
  readonly case?: string;

  @ApiProperty({ required: false, enum: ['true', 'false'], description: 'Only what is overdue' })
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'must be `true` or `false`' })
  readonly overdue?: 'true' | 'false';

  @ApiProperty({ required: false, type: Number, minimum: 1, maximum: 200, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(200, { message: 'must be at most 200' })
  readonly limit?: number;

  @ApiProperty({ required: false, description: '`next_cursor` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(200, { message: 'is no cursor' })
  readonly cursor?: string;
}

/** `POST /cases/{id}/tasks/{key}/release` */
export class ReleaseBody {
  @ApiProperty({ required: false, example: 'carl', description: 'Whose; default: yours' })
  @IsOptional()
  @Matches(PERSON, { message: 'must be the id of a person such as `carl`' })
  readonly person?: string;

  @ApiProperty({ required: false, maxLength: 1000 })
  @IsOptional()
  @IsString({ message: 'must be text' })
  @MaxLength(1000, { message: 'must be at most 1000 characters' })
  readonly reason?: string;
}

/** `POST /cases/{id}/tasks/{key}/assign` */
export class AssignBody {
  @ApiProperty({ example: 'carl' })
  @Matches(PERSON, { message: 'must be the id of a person such as `carl`' })
  readonly person!: string;

  @ApiProperty({ minLength: 1, maxLength: 1000 })
  @IsString({ message: 'must be text' })
  @Matches(/\S/, { message: 'must say why' })
  @MaxLength(1000, { message: 'must be at most 1000 characters' })
  readonly reason!: string;
}
