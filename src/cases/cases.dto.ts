import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsISO8601,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { DECISION_KINDS } from './case.views.ts';
import type { DecisionKind } from './case.views.ts';

export const STATUSES = [
  'open',
  'permitted',
  'deployed',
  'suspended',
  'rejected',
  'withdrawn',
  'revoked',
  'expired',
  'retired',
] as const;
const WORD = /^[a-z][a-z0-9_-]{0,62}$/;
/** Acts that bind to nothing shown: they stop or restart what already runs. */
const UNSEEN: readonly string[] = [
  'suspend',
  'resume',
  'revoke',
  'meet_condition',
  'uphold',
  'overturn',
  'report_done',
];
const PERSON = /^[a-z0-9][a-z0-9._-]{0,62}$/;
const ID = /^[a-z][a-z0-9-]{0,99}$/;

/** What an approval is given on. */
export class ConditionBody {
  @ApiProperty({ minLength: 1, maxLength: 500 })
  @IsString({ message: 'must be text' })
  @Matches(/\S/, { message: 'must say what has to be done' })
  @MaxLength(500, { message: 'must be at most 500 characters' })
  readonly text!: string;

  @ApiProperty({ example: 'ana.ruiz', description: 'Person who has to meet it' })
  @Matches(PERSON, { message: 'must be the id of a person such as `ana.ruiz`' })
  readonly owner!: string;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601(
    { strict: true, strictSeparator: true },
    { message: 'must be an instant such as `2027-05-31T00:00:00Z`' },
  )
  readonly due!: string;
}

/** `POST /cases/:id/decisions` */
export class DecisionBody {
  @ApiProperty({ example: 'residency' })
  @Matches(WORD, { message: 'must be the name of a stage such as `residency`' })
  readonly stage!: string;

  @ApiProperty({ example: 'compliance_officer', description: 'The role in which you decide' })
  @Matches(WORD, { message: 'must be the name of a role such as `compliance_officer`' })
  readonly role!: string;

  @ApiProperty({ enum: DECISION_KINDS })
  @IsIn(DECISION_KINDS, { message: `must be one of ${DECISION_KINDS.join(', ')}` })
  readonly kind!: DecisionKind;

  @ApiProperty({ minLength: 1, maxLength: 2000 })
  @IsString({ message: 'must be text' })
  @Matches(/\S/, { message: 'must say why' })
  @MaxLength(2000, { message: 'must be at most 2000 characters' })
  readonly reason!: string;

  @ApiProperty({
    required: false,
    description:
      "The case's `seen` of the stage: what you looked at. Not for suspend, resume, revoke.",
  })
  @ValidateIf((body: DecisionBody) => body.seen !== undefined || !UNSEEN.includes(body.kind))
  @Matches(/^[0-9a-f]{64}$/, {
    message: 'must be the hash that the case shows as `seen` of the stage',
  })
  readonly seen?: string;

  @ApiProperty({ required: false, description: 'The rule that is waived, for `waive`' })
  @ValidateIf((body: DecisionBody) => body.rule !== undefined || body.kind === 'waive')
  @Matches(/^[A-Z0-9][A-Z0-9.-]{0,99}$/, { message: 'must be the id of the rule that is waived' })
  readonly rule?: string;

  @ApiProperty({
    required: false,
    format: 'date-time',
    description: 'When the waiver ends, for `waive`',
  })
  @ValidateIf((body: DecisionBody) => body.expires !== undefined || body.kind === 'waive')
  @IsISO8601(
    { strict: true, strictSeparator: true },
    { message: 'must be an instant such as `2027-05-31T00:00:00Z`' },
  )
  readonly expires?: string;

  @ApiProperty({
    required: false,
    type: [ConditionBody],
    description: 'What an approval is given on; it falls, or the permit is suspended, when overdue',
  })
  @IsOptional()
  @IsArray({ message: 'must be a list of conditions' })
  @ArrayMaxSize(20, { message: 'must be at most 20 conditions' })
  @ValidateNested({ each: true })
  @Type(() => ConditionBody)
  readonly conditions?: ConditionBody[];

  @ApiProperty({
    required: false,
    type: [String],
    description: 'Rules whose findings a request for changes is about',
  })
  @IsOptional()
  @IsArray({ message: 'must be a list of rules' })
  @ArrayMinSize(1, { message: 'must name a rule, or be left out' })
  @ArrayMaxSize(200, { message: 'must be at most 200 rules' })
  @Matches(/^[A-Z0-9][A-Z0-9.-]{0,99}$/, { each: true, message: 'must be ids of rules' })
  readonly findings?: string[];

  @ApiProperty({ required: false, description: 'The condition that is met, for `meet_condition`' })
  @ValidateIf(
    (body: DecisionBody) => body.condition !== undefined || body.kind === 'meet_condition',
  )
  @Matches(ID, { message: 'must be the id of a condition of the case' })
  readonly condition?: string;

  @ApiProperty({ required: false, description: 'The incident, for `report_done`' })
  @ValidateIf((body: DecisionBody) => body.incident !== undefined || body.kind === 'report_done')
  @Matches(ID, { message: 'must be the id of an incident of the case' })
  readonly incident?: string;

  @ApiProperty({ required: false, description: 'The duty that is done, for `report_done`' })
  @ValidateIf((body: DecisionBody) => body.duty !== undefined || body.kind === 'report_done')
  @Matches(WORD, { message: 'must be the id of a duty of the incident' })
  readonly duty?: string;
}

/** `POST /cases/:id/incidents` */
export class IncidentBody {
  @ApiProperty({ example: 'personal_data_breach', description: 'A kind that the region knows' })
  @Matches(WORD, { message: 'must be a kind of incident such as `personal_data_breach`' })
  readonly kind!: string;

  @ApiProperty({ minLength: 1, maxLength: 2000, description: 'What happened; no personal data' })
  @IsString({ message: 'must be text' })
  @Matches(/\S/, { message: 'must say what happened' })
  @MaxLength(2000, { message: 'must be at most 2000 characters' })
  readonly reason!: string;

  @ApiProperty({
    required: false,
    format: 'date-time',
    description: 'When you became aware of it: deadlines run from there; now unless said',
  })
  @IsOptional()
  @IsISO8601(
    { strict: true, strictSeparator: true },
    { message: 'must be an instant such as `2027-05-31T00:00:00Z`' },
  )
  readonly aware_at?: string;
}

/** `POST /cases/:id/drift` */
export class DriftBody {
  @ApiProperty({ example: 'population_stability_index' })
  @Matches(/^[A-Za-z][A-Za-z0-9_.-]{0,99}$/, { message: 'must be the name of a metric' })
  readonly metric!: string;

  @ApiProperty({ example: 0.31 })
  @IsNumber({ allowNaN: false, allowInfinity: false }, { message: 'must be a number' })
  readonly value!: number;

  @ApiProperty({ example: 0.25, description: 'The limit that was crossed' })
  @IsNumber({ allowNaN: false, allowInfinity: false }, { message: 'must be a number' })
  readonly threshold!: number;

  @ApiProperty({ minLength: 1, maxLength: 2000 })
  @IsString({ message: 'must be text' })
  @Matches(/\S/, { message: 'must say what was seen' })
  @MaxLength(2000, { message: 'must be at most 2000 characters' })
  readonly reason!: string;
}

/** `POST /cases/:id/deployments` */
export class DeploymentBody {
  @ApiProperty({ example: 'aws:eu-central-1', description: 'provider:region' })
  @Matches(/^[a-z][a-z0-9_-]{0,39}:[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/, {
    message: 'must be a provider and its region such as `aws:eu-central-1`',
  })
  readonly cloud_region!: string;
}

/** Query of `GET /cases` */
export class CasesQuery {
  @ApiProperty({ required: false, example: 'eu' })
  @IsOptional()
  @Matches(WORD, { message: 'must be the name of a region such as `eu`' })
  readonly region?: string;

  @ApiProperty({ required: false, enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES, { message: `must be one of ${STATUSES.join(', ')}` })
  readonly status?: (typeof STATUSES)[number];

  @ApiProperty({ required: false, description: '`next_cursor` of the page before' })
  @IsOptional()
  @IsString({ message: 'must be the `next_cursor` of the page before' })
  @MaxLength(400, { message: 'must be the `next_cursor` of the page before' })
  readonly cursor?: string;
}

/** Query of `GET /cases/:id/events` */
export class EventsQuery {
  @ApiProperty({
    required: false,
    type: 'integer',
    minimum: 0,
    description: 'Last sequence number you have',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'must be a sequence number' })
  @Min(0, { message: 'must be a sequence number' })
  @Max(2_147_483_647, { message: 'must be a sequence number' })
  readonly after?: number;
}

const YES_NO = ['true', 'false'] as const;

/** Query of what can say what would make a finding pass */
export class WaysQuery {
  @ApiProperty({
    required: false,
    enum: YES_NO,
    description: 'Whether findings say what would make them pass; takes longer',
  })
  @IsOptional()
  @IsIn(YES_NO, { message: 'must be true or false' })
  readonly ways?: (typeof YES_NO)[number];
}
