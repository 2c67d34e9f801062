import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);

/**
 * Once per jest run, in jest's own process: offers a database server to all workers. It is started when the first
 * test asks for it, so runs without a database pay nothing.
 */
// oxlint-disable-next-line import/no-default-export -- jest asks for one
export default async function globalSetup() {
  const { offerServer } = await import('./server-offer.ts');
  const offer = await offerServer();
  process.env['TEST_SERVER_OFFER'] = String(offer.port);
  globalThis.testServerOffer = offer;
}
