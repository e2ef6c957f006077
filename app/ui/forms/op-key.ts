import { z } from 'zod';

/** The hidden field that names one act: sent twice, it is done once. */
export const OP_KEY_NAME = 'op';

/** The key of one act, made by the page that offers it. */
export const opKey = z.uuid();
