import { z } from 'zod';
import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { attachDocument, MAX_DOCUMENT_BYTES } from '#app/partners/manage-convention.ts';
import { sayRefusal } from '#app/partners/refusals.fr.ts';
import { perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { isPdf } from '#app/platform/storage.ts';
import { type Refusal, readForm } from '#app/ui/forms/read-form.ts';

/** Keeps the PDF that was sent; answers the refusal, or null when it is kept. */
export async function keepDocument(
  services: Services,
  actor: AuthorityActor,
  conventionId: string,
  posted: FormData,
): Promise<Refusal | null> {
  const sent = posted.get('document');
  // A file never goes back into a form: only the rest of the form is read as one.
  posted.delete('document');
  const form = await readForm(posted, z.object({}));
  if (!form.ok) return form.refusal;
  const say = (sentence: string) => form.refuse('Le document n’a pas été gardé.', { document: sentence });
  if (sent === null || typeof sent === 'string' || sent.size === 0) return say('Choisissez un fichier PDF.');
  if (sent.size > MAX_DOCUMENT_BYTES) return say('Ce fichier dépasse 5 Mo. Enregistrez-le en plus léger.');
  const bytes = new Uint8Array(await sent.arrayBuffer());
  if (!isPdf(bytes)) return say('Ce fichier n’est pas un PDF. Enregistrez-le en PDF, puis recommencez.');
  const sha256 = await services.files.put(bytes);
  const input = { conventionId, sha256, byteCount: bytes.length, fileName: safeName(sent.name) };
  const outcome = await perform(services, attachDocument, { actor, opKey: form.opKey, input });
  return outcome.ok ? null : form.refuse(sayRefusal(outcome));
}

/** The name a person gave it, without what a path, a header or a terminal would obey. */
function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N} ._()-]/gu, '_')
    .slice(-100)
    .trim();
  return plain === '' ? 'convention.pdf' : plain;
}
