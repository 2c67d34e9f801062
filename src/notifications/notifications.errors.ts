import { DomainError } from '../common/domain-error.ts';

/** A stream was asked to go on from a place that no event of it named. */
export class FeedPlaceError extends DomainError {
  readonly code = 'ERR_EVENT_PLACE';
  readonly status = 400;

  constructor(text: string) {
    super(
      `\`${text.slice(0, 80)}\` is no place in the stream: send the \`id\` of the last event you got as \`Last-Event-ID\`, or leave it out`,
    );
  }
}
