import { Inject, Injectable } from '@nestjs/common';
import { Cells } from '../database/cells.ts';
import { cellsOfAccount, setPassword } from './accounts.ts';
import { authenticateSession } from './authenticate-session.ts';
import type { InSession } from './authenticate-session.ts';
import { SessionMissingError, SessionUnknownError, SignInFailedError } from './identity.errors.ts';
import { assertUnlimited } from './principal.ts';
import type { Principal } from './principal.ts';
import { endSession, listSessions, markProved, startSession } from './sessions.ts';
import type { SessionView } from './sessions.ts';
import { SignInBrake } from './sign-in-brake.ts';

/** Where an attempt comes from. */
export interface Attempt {
  readonly address: string;
  readonly userAgent: string;
}

/** Signs people in to local accounts and out again. */
@Injectable()
export class SignInService {
  private readonly brake = new SignInBrake();

  constructor(@Inject(Cells) private readonly cells: Cells) {}

  /**
   * Begins a session in every cell that knows the account.
   *
   * @throws {SignInFailedError} {TooManyAttemptsError}
   */
  async signIn(
    { person, password }: { readonly person: string; readonly password: string },
    { address, userAgent }: Attempt,
  ): Promise<InSession & { readonly cookie: string }> {
    const now = new Date();
    const cells = await this.opened(person, password, address);
    const { cookie, expiresAt } = await startSession(cells, { person, userAgent }, now);
    const { principal } = await authenticateSession(cells, cookie, now);
    return { principal, cookie, expiresAt };
  }

  /**
   * Notes that the person in the session has proved again who they are.
   *
   * @throws {SignInFailedError} {TooManyAttemptsError} {SessionMissingError}
   */
  async prove(caller: Principal, password: string, { address }: Attempt): Promise<void> {
    if (!caller.session) throw new SessionMissingError();
    const cells = await this.opened(caller.personId, password, address);
    await markProved(cells, caller.tokenId, new Date());
  }

  /**
   * Replaces the password; every session of the person ends.
   *
   * @throws {SignInFailedError} {TooManyAttemptsError} {PasswordWeakError} {SessionMissingError}
   */
  async changePassword(
    caller: Principal,
    { password, wanted }: { readonly password: string; readonly wanted: string },
    { address }: Attempt,
  ): Promise<void> {
    if (!caller.session) throw new SessionMissingError();
    const person = caller.personId;
    const cells = await this.opened(person, password, address);
    await setPassword(cells, { person, password: wanted }, { by: person, at: new Date() });
  }

  /** @throws {SessionMissingError} */
  async signOut(caller: Principal): Promise<void> {
    if (!caller.session) throw new SessionMissingError();
    await this.end(caller, caller.tokenId, 'signed_out');
  }

  /** @throws {CredentialLimitedError} */
  async list(caller: Principal): Promise<readonly SessionView[]> {
    assertUnlimited(caller);
    return listSessions(this.cells.all(), caller.personId, new Date());
  }

  /** @throws {SessionUnknownError} the caller has no open session of this id */
  async revoke(caller: Principal, id: string): Promise<void> {
    assertUnlimited(caller);
    if (!(await this.end(caller, id, 'revoked'))) throw new SessionUnknownError(id);
  }

  private async end(
    { personId }: Principal,
    id: string,
    why: 'signed_out' | 'revoked',
  ): Promise<boolean> {
    const deed = { by: personId, at: new Date() };
    return endSession(this.cells.all(), { id, person: personId, why }, deed);
  }

  private async opened(
    person: string,
    password: string,
    address: string,
  ): ReturnType<typeof cellsOfAccount> {
    this.brake.assertMayTry(address, person, new Date());
    const cells = await cellsOfAccount(this.cells.all(), person, password);
    if (cells.length === 0) {
      this.brake.failed(address, person, new Date());
      throw new SignInFailedError();
    }
    this.brake.succeeded(address, person);
    return cells;
  }
}
