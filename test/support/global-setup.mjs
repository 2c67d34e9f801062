import './typescript.mjs';

/**
 * Once per jest run, in jest's own process: offers a database server to all workers. It is started when the first
 * test asks for it, so runs without a database pay nothing.
 */
export default async function globalSetup() {
  const { offerServer } = await import('./server-offer.ts');
  const offer = await offerServer();
  process.env['TEST_SERVER_OFFER'] = String(offer.port);
  globalThis.testServerOffer = offer;
}
