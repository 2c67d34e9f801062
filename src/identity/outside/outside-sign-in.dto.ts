import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { PAGE_ADDRESS } from './login-cookie.ts';

/** `GET /session/providers/{id}` */
export class TripQuery {
  @ApiProperty({ required: false, example: '/inbox', description: 'Page to go on with afterwards' })
  @IsOptional()
  @Matches(PAGE_ADDRESS, { message: 'must be the address of a page here: `/inbox`' })
  readonly to?: string;
}
