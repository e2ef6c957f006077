import type { Adapter } from './shape.ts';
import { standard } from './standard.ts';

/**
 * The places where conseillers numériques receive (ANCT): v0.1, whose `conditions_access` has one s too
 * many. What follows the last field of the standard (`structureId`, `nombre_aidants`) is theirs alone.
 */
export const conseillersNumeriques: Adapter = {
  shape: 'conseillers-numeriques',
  source: 'conseiller-numerique',
  recognises: (rows) => rows.some((row) => row.conditions_access !== undefined || row.structureId !== undefined),
  adapt(raw, context) {
    const { structureId: _, nombre_aidants: __, conditions_access, ...row } = raw;
    const conditions = row.conditions_acces ?? conditions_access;
    return standard.adapt({ ...row, ...(conditions === undefined ? {} : { conditions_acces: conditions }) }, context);
  },
};
