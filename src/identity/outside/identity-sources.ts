import { ROLE_KINDS } from '../permissions.ts';
import type { IdentityRules } from './identity-file.types.ts';
import { loadIdentity } from './load-identity.ts';
import { Provider } from './provider.ts';
import { ProviderUnknownError } from './outside.errors.ts';
import { Workloads } from './workload.ts';

/** Who besides Carnet says who somebody is. */
export class IdentitySources {
  private readonly byId: ReadonlyMap<string, Provider>;

  /** Pipelines whose jobs come with tokens of their own. */
  readonly workloads: Workloads;

  constructor({ providers, workloads }: IdentityRules) {
    this.workloads = new Workloads(workloads);
    this.byId = new Map(providers.map((rules) => [rules.id, new Provider(rules)]));
  }

  /**
   * Those of the file that the configuration names; none without one.
   *
   * @param reviewers roles that the law of the regions names
   * @throws {IdentityFileError}
   */
  static load(
    path: string | undefined,
    regions: readonly string[],
    reviewers: readonly string[],
  ): IdentitySources {
    if (path === undefined) return new IdentitySources({ providers: [], workloads: [] });
    const named = Object.keys(ROLE_KINDS).filter((kind) => kind !== 'reviewer');
    const roles = [...new Set([...named, ...reviewers])];
    return new IdentitySources(loadIdentity(path, { regions, roles }));
  }

  get providers(): readonly Provider[] {
    return [...this.byId.values()];
  }

  /** @throws {ProviderUnknownError} */
  provider(id: string): Provider {
    const provider = this.byId.get(id);
    if (!provider) throw new ProviderUnknownError(id);
    return provider;
  }
}
