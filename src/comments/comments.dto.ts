import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

/** `POST /cases/{id}/comments` */
export class CommentBody {
  @ApiProperty({
    minLength: 1,
    maxLength: 10_000,
    example: '@carl the appendix lists two vendors, the manifest one',
    description: 'Plain text; `@id` tells somebody who works in the region',
  })
  @IsString({ message: 'must be text' })
  @Matches(/\S/, { message: 'must say something' })
  @MaxLength(10_000, { message: 'must be at most 10000 characters' })
  readonly text!: string;

  @ApiProperty({
    required: false,
    type: [String],
    description: 'Rules whose findings it is about',
  })
  @IsOptional()
  @IsArray({ message: 'must be a list of rules such as `["EU-GDPR-35-DPIA"]`' })
  @ArrayMaxSize(20, { message: 'names too many rules' })
  @Matches(/^[A-Z]{1,3}[A-Z0-9.]*(?:-[A-Z0-9.]+)+$/, {
    each: true,
    message: 'must hold ids of rules such as `EU-GDPR-35-DPIA`',
  })
  readonly rules?: string[];
}
