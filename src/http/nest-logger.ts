import type { LoggerService } from '@nestjs/common';

/** The part of Fastify's pino that Nest's words go to. */
interface Sink {
  debug(context: object, message: string): void;
  warn(context: object, message: string): void;
  error(context: object, message: string): void;
}

/** Sends what Nest says to the one structured log; its chatter at start is debug. */
export function nestLogger(sink: Sink): LoggerService {
  const say =
    (level: keyof Sink) =>
    (message: unknown, ...rest: unknown[]): void => {
      const context = { nest: rest.filter((item) => typeof item === 'string') };
      if (message instanceof Error) sink[level]({ ...context, err: message }, message.message);
      else sink[level](context, String(message));
    };
  return {
    log: say('debug'),
    debug: say('debug'),
    verbose: say('debug'),
    warn: say('warn'),
    error: say('error'),
    fatal: say('error'),
  };
}
