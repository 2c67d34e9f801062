const MASK = '***';

/**
 * The text with every secret in it replaced by `***`: passwords inside URLs (also as a query parameter) and the
 * secret half of personal tokens, and the signature of tokens of jobs. Safe on text that is no URL at all.
 */
export function maskSecrets(text: string): string {
  return (
    text
      // Up to the last @: an unescaped / or @ inside a password must not end the mask early.
      .replaceAll(/([a-z][a-z0-9+.-]*:\/\/[^:@/?#\s]*):\S*@/giu, `$1:${MASK}@`)
      .replaceAll(/([?&](?:password|sslpassword)=)[^&#\s]*/giu, `$1${MASK}`)
      .replaceAll(/\b(eyJ[\w-]*\.[\w-]+\.)[\w-]+/gu, `$1${MASK}`)
      .replaceAll(/\b(carnet_[A-Za-z0-9-]+_)[A-Za-z0-9_-]+/gu, `$1${MASK}`)
  );
}
