import { Inject, Injectable } from '@nestjs/common';
import { Cells } from '../../database/cells.ts';
import { authenticateSession, stillInSession } from '../authenticate-session.ts';
import type { InSession } from '../authenticate-session.ts';
import { SessionMissingError } from '../identity.errors.ts';
import type { Principal } from '../principal.ts';
import { hashOf, sameSecret } from '../secret.ts';
import { markProved, startSession } from '../sessions.ts';
import { SignInBrake } from '../sign-in-brake.ts';
import type { Attempt } from '../sign-in.service.ts';
import { displayName, personIdIn, rolesBy } from './claims.ts';
import { IdentitySources } from './identity-sources.ts';
import { personOf, welcome } from './link-person.ts';
import type { Away } from './login-cookie.ts';
import { OtherPersonError, PersonNameError, SignInStateError } from './outside.errors.ts';
import type { CameBack, Provider } from './provider.ts';

/** How somebody in a session proved who they are when it began, where that was at a provider. */
const WAY = /^provider:(.+)$/u;

/** Signs people in who are known to an identity provider, and lets them prove there again who they are. */
@Injectable()
export class OutsideSignInService {
  private readonly brake = new SignInBrake();

  constructor(
    @Inject(Cells) private readonly cells: Cells,
    @Inject(IdentitySources) private readonly sources: IdentitySources,
  ) {}

  get providers(): readonly { readonly id: string; readonly title: string }[] {
    return this.sources.providers.map(({ rules: { id, title } }) => ({ id, title }));
  }

  /**
   * Where to send somebody who wants to sign in, or who is in a session and proves again who they are.
   *
   * @throws {ProviderUnknownError} {ProviderUnreachableError} {SessionMissingError} {TooManyAttemptsError}
   */
  async begin(
    id: string,
    trip: { readonly back: string; readonly to: string; readonly caller?: Principal },
    { address }: Attempt,
  ): Promise<{ readonly url: string; readonly away: Away }> {
    const { back, to, caller } = trip;
    if (caller && !caller.session) throw new SessionMissingError();
    const provider = this.sources.provider(id);
    this.brake.assertMayTry(address, id, new Date());
    const { url, state, nonce, verifier } = await provider.begin(back, caller !== undefined);
    const session = caller === undefined ? {} : { session: caller.tokenId };
    return { url: url.href, away: { provider: id, to, state, nonce, verifier, ...session } };
  }

  /**
   * Lets in whoever came back from a provider: the answer to what this browser began, and to nothing else.
   *
   * @returns the session that began; null when somebody in one proved again who they are
   * @throws {SignInStateError} {ProviderRefusedError} {ProviderAnswerError} {ProviderUnreachableError}
   * @throws {NoRoleError} {PersonNameError} {PersonTakenError} {PersonDisabledError} {OtherPersonError}
   */
  async finish(
    away: Away | null,
    came: URL,
    { address, userAgent }: Attempt,
  ): Promise<(InSession & { readonly cookie: string }) | null> {
    const state = came.searchParams.get('state') ?? '';
    if (!away || !sameSecret(hashOf(state), hashOf(away.state))) throw new SignInStateError();
    const provider = this.sources.provider(away.provider);
    this.brake.assertMayTry(address, away.provider, new Date());
    try {
      const back = await provider.finish(came, away, away.session !== undefined);
      if (away.session !== undefined) {
        await this.prove(away.session, back);
        return null;
      }
      return await this.signIn(provider, back, userAgent);
    } catch (error) {
      this.brake.failed(address, away.provider, new Date());
      throw error;
    }
  }

  /** Where somebody who signed out of a session goes to sign out at its provider, too; null where there is no such page. */
  async leave(caller: Principal, back: string): Promise<string | null> {
    const [, id] = WAY.exec(caller.session?.way ?? '') ?? [];
    const provider = this.sources.providers.find(({ rules }) => rules.id === id);
    try {
      return (await provider?.leave(back)) ?? null;
    } catch {
      // Here they are signed out already; a provider that is away must not keep them from it.
      return null;
    }
  }

  private async signIn(
    { rules }: Provider,
    { claims, issuer, subject, provedAt }: CameBack,
    userAgent: string,
  ): Promise<InSession & { readonly cookie: string }> {
    const now = new Date();
    const wanted = personIdIn(claims, rules.person);
    if (wanted === null) throw new PersonNameError(rules.person);
    const { id, title, linkExisting } = rules;
    const outsider = {
      provider: id,
      title,
      issuer,
      subject,
      wanted,
      linkExisting,
      name: displayName(claims, wanted),
      roles: rolesBy(rules, claims, now),
    };
    const { person, cells } = await welcome(this.cells.all(), outsider, now);
    const begun = { person, userAgent, way: `provider:${id}`, provedAt };
    const { cookie, expiresAt } = await startSession(cells, begun, now);
    const { principal } = await authenticateSession(cells, cookie, now);
    return { principal, cookie, expiresAt };
  }

  private async prove(session: string, { issuer, subject, provedAt }: CameBack): Promise<void> {
    const all = this.cells.all();
    const { personId } = await stillInSession(all, session, new Date());
    if ((await personOf(all, issuer, subject)) !== personId) throw new OtherPersonError();
    await markProved(all, session, provedAt);
  }
}
