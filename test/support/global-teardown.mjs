/** Stops what `globalSetup` offered. Should jest be killed before, the server's guard stops it. */
export default async function globalTeardown() {
  await globalThis.testServerOffer?.close();
}
