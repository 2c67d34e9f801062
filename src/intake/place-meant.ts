/**
 * The places that a word probably stands for among those that are known: in another case (`eu-de`), by the other code of
 * the same country (`GB`, which the EU and many manifests call `UK`; CLDR knows both), or without what they lie in (`DE`,
 * which is Germany or Delaware).
 */
export function placesMeant(word: string, known: readonly string[]): readonly string[] {
  const code = word.trim().toUpperCase();
  if (known.includes(code)) return [code];
  const country = countryOf(code);
  const alias = known.find((place) => country !== undefined && countryOf(place) === country);
  return alias === undefined ? known.filter((place) => place.endsWith(`-${code}`)) : [alias];
}

function countryOf(code: string): string | undefined {
  return /^[A-Z]{2}$/u.test(code) ? new Intl.Locale(`und-${code}`).region : undefined;
}
