import { z } from 'zod';
import { inviteSchema } from '#app/access/rules/invite.ts';

/** Who is invited; the place comes from the page, never from the form. */
export const inviteForm = z.object({
  displayName: inviteSchema.shape.displayName,
  email: inviteSchema.shape.email,
  role: inviteSchema.shape.role,
});
