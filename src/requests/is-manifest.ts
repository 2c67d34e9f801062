import type { TransformFnParams } from 'class-transformer';
import { ValidateBy } from 'class-validator';

/** Text or an object; what stands in it is intake's business. */
export function IsManifest(): PropertyDecorator {
  return ValidateBy({
    name: 'isManifest',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string'
          ? value.trim() !== ''
          : typeof value === 'object' && value !== null && !Array.isArray(value),
      defaultMessage: () => 'must be the manifest: YAML or JSON text, or an object',
    },
  });
}

/** The member as it was sent: no copy, no class made of what somebody else wrote. */
export function asSent({ obj, key }: TransformFnParams): unknown {
  return (obj as Record<string, unknown>)[key];
}
