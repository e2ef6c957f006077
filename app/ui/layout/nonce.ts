import { createContext, useContext } from 'react';

/**
 * The nonce of this response's policy. In the browser it is empty, as the attribute is once read:
 * browsers hide it from scripts.
 */
export const NonceContext = createContext('');

/** The nonce to put on a script of this page. */
export function useNonce(): string {
  return useContext(NonceContext);
}
