import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';

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
