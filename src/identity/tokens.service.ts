import { Inject, Injectable } from '@nestjs/common';
import { Cells } from '../database/cells.ts';
import type { Cell } from '../database/cell.ts';
import {
  NotAServiceAccountError,
  RegionForbiddenError,
  TokenNeedsSessionError,
  TokenNotFoundError,
} from './identity.errors.ts';
import { listTokens } from './list-tokens.ts';
import type { TokenView } from './list-tokens.ts';
import type { Action } from './permissions.ts';
import { assertUnlimited, authorize, allows } from './principal.ts';
import type { Principal } from './principal.ts';
import { assertFreshProof } from './proof.ts';
import { createToken, revokeToken } from './tokens.ts';

const DAY_MS = 86_400_000;

export interface TokenRequest {
  readonly person?: string | undefined;
  readonly label: string;
  readonly regions?: readonly string[] | undefined;
  readonly actions?: readonly Action[] | undefined;
  readonly days: number;
}

/** Tokens of people, for themselves, and of service accounts, for those who manage people. */
@Injectable()
export class TokensService {
  constructor(@Inject(Cells) private readonly cells: Cells) {}

  /**
   * Makes a token; a token makes none, so that a stolen one does not outlive itself.
   *
   * @throws {TokenNeedsSessionError} {ProofStaleError} {CredentialLimitedError}
   * @throws {RegionForbiddenError} {ActionForbiddenError} the caller has no part, or manages nobody, in a region named
   * @throws {NotAServiceAccountError} the token would be somebody else's who is no machine
   */
  async make(
    caller: Principal,
    wanted: TokenRequest,
  ): Promise<TokenView & { readonly token: string }> {
    const now = new Date();
    assertUnlimited(caller);
    if (!caller.session) throw new TokenNeedsSessionError();
    assertFreshProof(caller, now);
    const { person = caller.personId, label, actions } = wanted;
    const cells =
      person === caller.personId
        ? this.#own(caller, wanted.regions)
        : await this.#managed(caller, person, wanted.regions);
    const expiresAt = new Date(now.getTime() + wanted.days * DAY_MS);
    const deed = { by: caller.personId, at: now };
    const { id, token } = await createToken(cells, { person, label, actions, expiresAt }, deed);
    const made = await this.#find(cells, id, now);
    return { ...made, token };
  }

  /** The caller's own, and those of service accounts where the caller manages people. @throws {CredentialLimitedError} */
  async list(caller: Principal): Promise<readonly TokenView[]> {
    assertUnlimited(caller);
    return listTokens(
      this.cells.all().map((cell) => ({
        cell,
        person: caller.personId,
        services: allows(caller, cell.region, 'manage_people'),
      })),
      new Date(),
    );
  }

  /**
   * Takes a token back wherever the caller may; a token may take itself back.
   *
   * @throws {TokenNotFoundError} there is none of this id that the caller sees
   */
  async revoke(caller: Principal, id: string): Promise<void> {
    const deed = { by: caller.personId, at: new Date() };
    if (id === caller.tokenId && (await revokeToken(this.cells.all(), id, deed)) > 0) return;
    const token = (await this.list(caller)).find((one) => one.id === id);
    if (!token) throw new TokenNotFoundError(id);
    await revokeToken(
      token.regions.map((region) => this.cells.get(region)),
      id,
      deed,
    );
  }

  #own(caller: Principal, regions: readonly string[] | undefined): readonly Cell[] {
    const held = [...caller.regions.keys()];
    const wanted = regions ?? held;
    const missing = wanted.find((region) => !held.includes(region));
    if (missing !== undefined || wanted.length === 0) {
      throw new RegionForbiddenError(caller.personId, missing ?? 'any region', held);
    }
    return wanted.map((region) => this.cells.get(region));
  }

  async #managed(
    caller: Principal,
    person: string,
    regions: readonly string[] | undefined,
  ): Promise<readonly Cell[]> {
    const wanted = regions ?? [...caller.regions.keys()];
    for (const region of wanted) authorize(caller, region, 'manage_people');
    const cells = wanted.map((region) => this.cells.get(region));
    for (const { region, pool } of cells) {
      const { rowCount } = await pool.query(
        `select 1 from person where id = $1 and kind = 'service' and disabled_at is null`,
        [person],
      );
      if (rowCount === 0) throw new NotAServiceAccountError(person, region);
    }
    return cells;
  }

  async #find(cells: readonly Cell[], id: string, now: Date): Promise<TokenView> {
    const all = await listTokens(
      cells.map((cell) => ({ cell })),
      now,
    );
    const token = all.find((one) => one.id === id);
    if (!token) throw new TokenNotFoundError(id);
    return token;
  }
}
