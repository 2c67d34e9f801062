/** Stops what `globalSetup` offered. Should jest be killed before, the server's guard stops it. */
// oxlint-disable-next-line import/no-default-export -- jest asks for one
export default async function globalTeardown() {
  await globalThis.testServerOffer?.close();
}
