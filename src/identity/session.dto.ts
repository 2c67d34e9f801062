import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';

const TOO_LONG = { message: 'must be at most 800 characters' };

/** `POST /session` */
export class SignInBody {
  @ApiProperty({ example: 'ana.ruiz' })
  @Matches(/^[a-z0-9][a-z0-9._-]{0,62}$/, { message: 'must be the name of an account: `ana.ruiz`' })
  readonly person!: string;

  @ApiProperty({ format: 'password', maxLength: 800 })
  @IsString({ message: 'must be text' })
  @MaxLength(800, TOO_LONG)
  readonly password!: string;
}

/** `POST /session/proof` */
export class ProofBody {
  @ApiProperty({ format: 'password', maxLength: 800 })
  @IsString({ message: 'must be text' })
  @MaxLength(800, TOO_LONG)
  readonly password!: string;
}

/** `PUT /session/password` */
export class PasswordBody {
  @ApiProperty({ format: 'password', maxLength: 800, description: 'The one you have' })
  @IsString({ message: 'must be text' })
  @MaxLength(800, TOO_LONG)
  readonly password!: string;

  @ApiProperty({ format: 'password', description: 'The one you want: 12 to 200 characters' })
  @IsString({ message: 'must be text' })
  @MaxLength(800, TOO_LONG)
  readonly wanted!: string;
}
