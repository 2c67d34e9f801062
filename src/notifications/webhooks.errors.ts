import { DomainError } from '../common/domain-error.ts';

/** The address cannot be one that events are sent to. */
export class WebhookUrlError extends DomainError {
  readonly code = 'ERR_WEBHOOK_URL';
  readonly status = 422;

  constructor(url: string, why: string) {
    super(`\`${url.slice(0, 200)}\` cannot get webhooks: ${why}`);
  }
}

/** The region has no such webhook endpoint. */
export class WebhookNotFoundError extends DomainError {
  readonly code = 'ERR_WEBHOOK_NOT_FOUND';
  readonly status = 404;

  constructor(id: string, region: string) {
    super(`there is no webhook endpoint \`${id}\` in \`${region}\``);
  }
}
