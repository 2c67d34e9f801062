import type { Action } from '../permissions.ts';

/** A role that whoever has a claim is given in a region. */
export interface RoleRule {
  /** Name of the claim, or the way to it through nested ones: `realm_access.roles`. */
  readonly claim: string;
  /** What it is, or what a list of it holds. */
  readonly is: string;
  readonly region: string;
  readonly role: string;
  /** Last day of an engagement. */
  readonly until?: string;
}

/** An OpenID provider at which people sign in. */
export interface ProviderRules {
  readonly id: string;
  readonly title: string;
  readonly issuer: string;
  readonly client: string;
  /** File that holds the client's secret; a public client has none. */
  readonly secretFile?: string;
  readonly scopes: readonly string[];
  /** Claim that a person's id here is made of, when they come for the first time. */
  readonly person: string;
  /** Whether somebody who comes for the first time may be a person who is known here already. */
  readonly linkExisting: boolean;
  /** Days after the last sign-in at which roles of the provider end by themselves. */
  readonly roleDays: number;
  /** What counts as proof of identity when deciding, besides having signed in just now. */
  readonly acr: readonly string[];
  readonly roles: readonly RoleRule[];
}

/** Whom a job of a pipeline stands for, and what it may do. */
export interface WorkloadAccount {
  /** All of these have to hold. */
  readonly claims: Readonly<Record<string, string>>;
  readonly service: string;
  readonly regions?: readonly string[];
  readonly actions?: readonly Action[];
}

/** A pipeline whose jobs prove with tokens of its own who they are. */
export interface WorkloadRules {
  readonly id: string;
  readonly issuer: string;
  readonly audience: string;
  readonly accounts: readonly WorkloadAccount[];
}

/** Who besides Carnet itself says who people and pipelines are. */
export interface IdentityRules {
  readonly providers: readonly ProviderRules[];
  readonly workloads: readonly WorkloadRules[];
}
