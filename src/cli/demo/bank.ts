import { CarnetClient } from '../client.ts';
import type { TaskView } from '../client.types.ts';
import type { CastMember, DemoScript } from './script.ts';

/** The people of the script with a client each: everything the demo does goes over HTTP with somebody's token. */
export class Bank {
  private readonly clients = new Map<string, CarnetClient>();

  constructor(
    readonly script: DemoScript,
    url: string,
    tokens: Readonly<Record<string, string>>,
  ) {
    for (const [person, token] of Object.entries(tokens)) {
      this.clients.set(person, new CarnetClient({ url, token }));
    }
  }

  /** @throws {Error} the script names somebody it did not introduce */
  as(person: string): CarnetClient {
    const client = this.clients.get(person);
    if (!client) throw new Error(`the demo knows nobody called \`${person}\``);
    return client;
  }

  get requester(): CarnetClient {
    return this.as(this.script.requester);
  }

  name(person: string): string {
    return this.script.people.find(({ id }) => id === person)?.name ?? person;
  }

  /** Who may take a task, in the order of the script: holds the role there and did not build the model. */
  candidates(task: TaskView, team: readonly string[]): readonly CastMember[] {
    return this.script.people.filter(
      ({ id, roles }) =>
        (roles[task.region] ?? []).includes(task.role) &&
        id !== this.script.requester &&
        !team.includes(id),
    );
  }
}
