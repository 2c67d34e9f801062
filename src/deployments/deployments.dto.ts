import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { type FieldProblem, ValidationFailedError } from '../http/validation.ts';
import type { DeploymentReport } from './deployments.ts';

const EVENTS = ['started', 'moved', 'stopped'] as const;
const WORD = /^[a-z0-9][a-z0-9._/-]{0,99}$/;

/** `POST /regions/{region}/deployments` */
export class DeploymentReportBody {
  @ApiProperty({ enum: EVENTS, description: '`moved`: other digest, place or number' })
  @IsIn(EVENTS, { message: `must be one of ${EVENTS.join(', ')}` })
  readonly event!: (typeof EVENTS)[number];

  @ApiProperty({ example: 'production' })
  @Matches(WORD, { message: 'must be the name of an environment such as `production`' })
  readonly environment!: string;

  @ApiProperty({ example: 'loan-default-api', description: 'One runs under a name there' })
  @Matches(WORD, { message: 'must be what the pipeline calls it, such as `loan-default-api`' })
  readonly name!: string;

  @ApiProperty({ required: false, description: 'The model as manifests name it (`model.name`)' })
  @IsOptional()
  @IsString({ message: 'must be text' })
  @MaxLength(200, { message: 'must be at most 200 characters' })
  readonly model?: string;

  @ApiProperty({ required: false, example: 'sha256:…', description: '`started` needs it' })
  @IsOptional()
  @Matches(/^(?:sha256:)?[0-9a-f]{64}$/, {
    message: 'must be `sha256:` and 64 lower-case hex digits, as `carnet digest` prints it',
  })
  readonly digest?: string;

  @ApiProperty({
    required: false,
    example: 'aws:eu-central-1',
    description: '`started` needs it',
  })
  @IsOptional()
  @Matches(/^[a-z]{2,20}:[a-z0-9-]{1,60}$/, {
    message: 'must be a provider and its region such as `aws:eu-central-1`',
  })
  readonly cloud_region?: string;

  @ApiProperty({ required: false, minimum: 1, maximum: 1_000_000, description: 'Default: 1' })
  @IsOptional()
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1: report what has no instance as `stopped`' })
  @Max(1_000_000, { message: 'must be at most 1000000' })
  readonly instances?: number;
}

/** `POST /regions/{region}/deployments/sweep` */
export class SweepBody {
  @ApiProperty({ minLength: 1, maxLength: 2000 })
  @IsString({ message: 'must be text' })
  @Matches(/\S/, { message: 'must say why' })
  @MaxLength(2000, { message: 'must be at most 2000 characters' })
  readonly reason!: string;
}

/**
 * The report that a body is.
 *
 * @throws {ValidationFailedError} what its event needs is missing, or says nothing
 */
export function reportOf(body: DeploymentReportBody): DeploymentReport {
  const { event, environment, name, digest, cloud_region: cloudRegion } = body;
  const artifact = digest?.replace(/^sha256:/u, '');
  if (event === 'stopped') return { event, environment, name };
  if (event === 'moved') {
    assertMoved(body);
    const { model, instances } = body;
    return { event, environment, name, ...given({ model, artifact, cloudRegion, instances }) };
  }
  if (artifact === undefined || cloudRegion === undefined) {
    const missing = { digest: artifact, cloud_region: cloudRegion };
    throw new ValidationFailedError(
      Object.entries(missing).flatMap(([path, value]): FieldProblem[] =>
        value === undefined ? [{ path, message: 'must be given of what started' }] : [],
      ),
    );
  }
  const { model = null, instances = 1 } = body;
  return { event, environment, name, model, artifact, cloudRegion, instances };
}

function assertMoved({ digest, cloud_region, instances, model }: DeploymentReportBody): void {
  if ([digest, cloud_region, instances, model].some((one) => one !== undefined)) return;
  const message = 'must be given, or `cloud_region` or `instances`: something has to have changed';
  throw new ValidationFailedError([{ path: 'digest', message }]);
}

/** Without what was left out. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
