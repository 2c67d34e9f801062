import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { LANGUAGES } from './wording.ts';
import type { Language } from './wording.ts';

/** Query of `POST /cases/:id/evidence` */
export class UploadQuery {
  @ApiProperty({ example: 'dpia', description: 'Id of the document this is, as findings name it' })
  @Matches(/^[a-z][a-z0-9_]{0,99}$/, { message: 'must be the id of a document such as `dpia`' })
  readonly document!: string;

  @ApiProperty({ example: 'dpia.pdf' })
  @IsString({ message: 'must be the name of the file' })
  @Matches(/[^\s./\\]/, { message: 'must be the name of the file' })
  @MaxLength(255, { message: 'must be at most 255 characters' })
  readonly file_name!: string;
}

/** Query of `GET /cases/:id/pack` */
export class PackQuery {
  @ApiProperty({ required: false, enum: LANGUAGES, description: 'Of its wording; default: `en`' })
  @IsOptional()
  @IsIn(LANGUAGES, { message: `must be one of ${LANGUAGES.join(', ')}` })
  readonly language?: Language;
}
