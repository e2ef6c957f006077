import { OP_KEY_NAME } from './op-key.ts';

/** Carries the key of the act; the loader makes it with `services.newId()`. */
export function OpKeyField({ value }: { value: string }) {
  return <input type="hidden" name={OP_KEY_NAME} value={value} />;
}
